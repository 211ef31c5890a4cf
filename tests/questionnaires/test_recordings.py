"""What is taken for a recording, and how it reaches a browser."""

import pytest
from django.core.exceptions import ValidationError

from benchmark.questionnaires import audio, wording
from benchmark.questionnaires.models import Item
from benchmark.questionnaires.reading import questions_of


@pytest.fixture
def stored(version_1, sam, recording):
    """The Dutch recording of the first question; its address and its bytes."""
    content = b"ID3" + bytes(range(250))
    item = Item.objects.get(version=version_1, code="influence")
    text = item.texts.get(language="nl")
    words = {"text": text.text, "hint": "", "labels": text.labels}
    upload = recording(content=content)
    wording.write(by=sam, item=item, language="nl", audio=upload, **words)
    asked = questions_of(version_1.pk, "regular", "nl", unapproved=False)
    return asked[0].audio, content


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vraag.mp3", b"ID3" + bytes(20)),
        ("vraag.MP3", b"\xff\xfb\x90" + bytes(20)),
        ("vraag.m4a", bytes(4) + b"ftypM4A " + bytes(20)),
    ],
)
def test_an_mp3_or_m4a_is_taken(recording, name, content):
    audio.check(recording(name, content))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("vraag.html", b"<script>alert(1)</script>"),
        ("vraag.mp3", b"<script>alert(1)</script>"),
        ("vraag.mp3", b"ID3"),
        ("vraag.mp3", b""),
        ("vraag.m4a", b"ID3" + bytes(20)),
        ("vraag.mp3", b"ID3" + bytes(audio.LARGEST)),
    ],
)
def test_anything_else_is_refused(recording, name, content):
    with pytest.raises(ValidationError):
        audio.check(recording(name, content))


def test_anyone_hears_it_on_a_municipalitys_host(stored, client_on, waterveen):
    address, content = stored
    answer = client_on(waterveen).get(address)
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == "audio/mpeg"
    assert "immutable" in answer["Cache-Control"]


@pytest.mark.parametrize(
    ("asked", "part"),
    [
        ("bytes=0-1", slice(0, 2)),
        ("bytes=100-", slice(100, None)),
        ("bytes=-10", slice(-10, None)),
        ("bytes=200-9999", slice(200, None)),
    ],
)
def test_a_browser_gets_the_part_it_asks_for(stored, client_on, waterveen, asked, part):
    address, content = stored
    answer = client_on(waterveen).get(address, headers={"range": asked})
    assert answer.status_code == 206
    assert answer.content == content[part]
    first = range(len(content))[part].start
    assert answer["Content-Range"] == f"bytes {first}-{first + len(answer.content) - 1}/253"


@pytest.mark.parametrize(("asked", "status"), [("bytes=253-", 416), ("bytes=9-3", 200), ("x", 200)])
def test_a_part_that_is_not_there(stored, client_on, waterveen, asked, status):
    answer = client_on(waterveen).get(stored[0], headers={"range": asked})
    assert answer.status_code == status
    answer.close()


@pytest.mark.parametrize("name", ["..", "settings.py", "stress-nl-00000000.mp3", "a%2f..%2fb.mp3"])
def test_nothing_else_is_served(db, client_on, waterveen, name):
    assert client_on(waterveen).get(f"/opname/1/{name}").status_code == 404


def test_a_part_with_an_absurd_number_is_no_part(client_on, waterveen, stored):
    address, content = stored
    for asked in ("bytes=" + "9" * 5000 + "-", "bytes=-" + "9" * 5000):
        answer = client_on(waterveen).get(address, headers={"Range": asked})
        assert (answer.status_code, b"".join(answer)) == (200, content)

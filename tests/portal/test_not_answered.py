"""The client says why they did not answer, or leaves it: on their own page, in one press."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.utils import timezone

from monitor.surveys import non_response
from monitor.surveys.models import NonResponse, Wave
from monitor.surveys.non_response_terms import NON_RESPONSE
from tests.portal.test_following import answered


def not_answered(trajectory, *, ago=5):
    """A questionnaire that closed so many days ago without an answer."""
    closed = timezone.now() - timedelta(days=ago)
    return Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        kind="regular",
        sequence=50 + ago,
        status="expired",
        open_from=closed - timedelta(days=10),
        closes_at=closed,
    )


@pytest.fixture
def closed(inside_portal, samira):
    """Samira did not answer; the one that followed is not there yet."""
    Wave.objects.filter(trajectory=samira).delete()
    return not_answered(samira)


def test_it_is_said_changed_and_taken_back_in_one_press(inside_portal, closed):
    text = inside_portal.get("/mijn/").text
    assert "De vragenlijst van 26 mei is niet ingevuld." in text and "Dat hoeft niet" in text
    for term in NON_RESPONSE:
        assert f'value="{term.code}"' in text and str(term) in text
    for reason, words in (("forgotten", "Vergeten"), ("no_means", "Geen telefoon of internet")):
        answer = inside_portal.post(f"/mijn/niet-ingevuld/{closed.pk}/", {"reden": reason})
        assert answer.status_code == 303
        said = NonResponse.objects.get()
        assert (said.reason, said.said_by, said.recorded_by) == (reason, "client", None)
        page = inside_portal.get(answer.headers["Location"]).text
        assert f"<strong><bdi>{words}</bdi></strong>" in page and "Opgeslagen." in page
    inside_portal.post(f"/mijn/niet-ingevuld/{closed.pk}/", {"reden": ""})
    assert not NonResponse.objects.exists()


@pytest.mark.parametrize("reason", [None, "boos", "Ik zat in de gevangenis"])
def test_what_is_no_reason_is_not_found(inside_portal, closed, reason):
    form = {} if reason is None else {"reden": reason}
    assert inside_portal.post(f"/mijn/niet-ingevuld/{closed.pk}/", form).status_code == 404
    assert inside_portal.get(f"/mijn/niet-ingevuld/{closed.pk}/").status_code == 405
    assert not NonResponse.objects.exists()


def test_a_questionnaire_of_somebody_else_is_not_there(inside_portal, closed, join):
    theirs = not_answered(join("W-2", first_name="Anna"), ago=3)
    for pk in (theirs.pk, uuid4()):
        answer = inside_portal.post(f"/mijn/niet-ingevuld/{pk}/", {"reden": "other"})
        assert answer.status_code == 404
    assert not NonResponse.objects.exists()


def test_what_is_still_open_just_shows_the_page(inside_portal, samira):
    wave = Wave.objects.get(trajectory=samira)
    answer = inside_portal.post(f"/mijn/niet-ingevuld/{wave.pk}/", {"reden": "other"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mijn/")
    assert not NonResponse.objects.exists()


def test_nobody_is_asked_about_long_ago_or_after_they_answered(inside_portal, closed, samira):
    asks = "is niet ingevuld."
    assert asks in inside_portal.get("/mijn/").text
    answered(samira, samira.clients.get(), 2, stress=3)
    assert asks not in inside_portal.get("/mijn/").text
    Wave.objects.exclude(pk=closed.pk).delete()
    Wave.objects.update(closes_at=timezone.now() - timedelta(days=31))
    assert asks not in inside_portal.get("/mijn/").text


def test_the_file_has_it_with_who_wrote_it(inside_portal, closed, samira, robert):
    earlier = not_answered(samira, ago=20)
    non_response.say(by=robert, wave=earlier, reason="no_time")
    non_response.say(by=None, wave=closed, reason="too_hard")
    rows = inside_portal.get("/mijn/gegevens/bestand.json").json()["not_answered"]
    assert [(row["reason"], row["written_by"]) for row in rows] == [
        ("Geen tijd", "de gemeente"),
        ("Te moeilijk of andere taal", "jij"),
    ]

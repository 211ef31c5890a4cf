"""The e-mail channel against a real mail server."""

from dataclasses import replace
from email.errors import HeaderParseError
from email.policy import Compat32

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tenants.messaging import email
from tenants.messaging.channels import Message, Refused, Uncertain, Unreachable
from tenants.messaging.email import Mailer
from tests.servers import free_port

LETTER = Message(
    key="0b2f6c1e-5a0e-4f0e-9d55-2f1d7e8c9a10",
    host="waterveen.example",
    sender_name="Gemeente Curaçao-West",
    sender_address="vragenlijst@waterveen.example",
    recipient="samira@example.org",
    subject="Er staat een korte vragenlijst voor je klaar",
    text="Hoi Samira,\n\nhttps://waterveen.example/v/abc\n",
    html='<p>Hoi Samira,</p><a href="https://waterveen.example/v/abc">Naar de vragenlijst</a>',
    stop_address="https://waterveen.example/v/abc/stop",
)


def test_a_message_arrives_with_both_parts_its_key_and_a_way_to_stop(post):
    with Mailer() as mailer:
        mailer.send(LETTER)
    (mail,) = post.received
    assert mail["Message-ID"] == f"<{LETTER.key}@waterveen.example>"
    assert mail["To"] == "samira@example.org"
    assert mail["From"].addresses[0].display_name == "Gemeente Curaçao-West"
    assert mail["List-Unsubscribe"] == "<https://waterveen.example/v/abc/stop>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert "Hoi Samira" in mail.get_body(("plain",)).get_content()
    assert "Naar de vragenlijst" in mail.get_body(("html",)).get_content()


def test_a_batch_goes_over_one_connection(post):
    with Mailer() as mailer:
        for number in range(5):
            mailer.send(replace(LETTER, recipient=f"client{number}@example.org"))
    assert len(post.received) == 5
    assert post.connections == 1


def test_an_unknown_address_is_refused_for_good_and_the_batch_goes_on(post):
    post.answers["samira@example.org"] = "550 no such user"
    with Mailer() as mailer:
        with pytest.raises(Refused) as refused:
            mailer.send(LETTER)
        mailer.send(replace(LETTER, recipient="anna@example.org"))
    assert refused.value.code == "address_refused"
    assert "samira" not in str(refused.value)
    assert [mail["To"] for mail in post.received] == ["anna@example.org"]


def test_a_full_mailbox_is_tried_again(post):
    post.answers["samira@example.org"] = "452 mailbox full"
    with Mailer() as mailer, pytest.raises(Unreachable):
        mailer.send(LETTER)


def test_a_message_that_is_refused_after_it_was_read_is_refused_for_good(post):
    post.after_data = "554 looks like spam"
    with Mailer() as mailer, pytest.raises(Refused) as refused:
        mailer.send(LETTER)
    assert refused.value.code == "message_refused"


def test_a_connection_that_breaks_before_the_answer_leaves_us_uncertain(post):
    post.after_data = "break"
    with Mailer() as mailer, pytest.raises(Uncertain):
        mailer.send(LETTER)
    post.after_data = "250 kept"
    with Mailer() as mailer:
        mailer.send(LETTER)
    assert len(post.received) == 1


def test_a_server_that_is_not_there_is_tried_again(post, settings):
    settings.EMAIL_PORT = free_port()
    with Mailer() as mailer, pytest.raises(Unreachable):
        mailer.send(LETTER)


def test_a_name_with_a_line_break_cannot_add_headers(post):
    with Mailer() as mailer, pytest.raises(Refused):
        mailer.send(replace(LETTER, subject="Hoi\nBcc: everybody@example.org"))
    assert post.received == []


@pytest.mark.parametrize("recipient", ["samira@", "samira@a.example, c@d.example"])
def test_what_is_no_address_is_refused_without_being_repeated(post, recipient):
    with Mailer() as mailer:
        with pytest.raises(Refused) as refused:
            mailer.send(replace(LETTER, recipient=recipient))
        mailer.send(LETTER)
    assert refused.value.code == "address_refused"
    assert refused.value.__cause__ is None and "samira" not in str(refused.value)
    assert [mail["To"] for mail in post.received] == ["samira@example.org"]


@pytest.mark.parametrize("field", ["subject", "sender_name"])
def test_a_line_break_adds_no_header(post, field):
    attack = {field: "Hoi\r\nBcc: everybody@example.org"}
    with Mailer() as mailer, pytest.raises(Refused):
        mailer.send(replace(LETTER, **attack))
    assert post.received == []


@given(
    name=st.sampled_from(["To", "Subject", "List-Unsubscribe", "Content-Type", "From"]),
    value=st.one_of(
        st.text(max_size=120),
        st.from_regex(r"[!-~ ]{0,120}", fullmatch=True),
        st.from_regex(r"[!-~]{1,20}( [!-~]{1,20}){0,6}", fullmatch=True),
    ),
)
def test_a_header_is_written_as_the_library_writes_it(name, value):
    assert written(email._FOLDING, name, value) == written(Compat32(), name, value)


def written(policy, name, value):
    """What this policy makes of a header, or what stops it."""
    try:
        return policy.fold_binary(name, value)
    except (HeaderParseError, UnicodeError) as error:
        return type(error)

"""Each adapter against a real HTTP server that checks what it is sent."""

import threading
from dataclasses import replace

import pytest
from django.utils import timezone

from tenants.messaging import senders
from tenants.messaging.channels import Refused, Throttled, Uncertain, Unreachable
from tenants.messaging.models import Connection
from tenants.messaging.reasons import REASONS
from tests.servers import free_port

from .gateway import Says, gateway
from .providers import CASES, KEY, REFUSALS, accepts, checked_jwt, notify_refuses

pytestmark = pytest.mark.usefixtures("in_waterveen")


@pytest.fixture
def provider(settings):
    """The stand-in; every provider's address leads to it."""
    with gateway() as server:
        settings.MESSAGING_HOSTS = dict.fromkeys(settings.MESSAGING_HOSTS, server.url)
        yield server


@pytest.fixture
def connect(make_account):
    """connect("cm") -> the Connection of this case, switched on."""

    def make(name, **fields):
        case = CASES[name]
        connection = Connection(
            channel=case.channel,
            provider=case.provider,
            sender=case.sender,
            template=case.template,
            is_on=True,
            assessed_at=timezone.now(),
            assessed_by=KEY,
            **fields,
        )
        connection.secret = case.secret
        connection.save()
        return connection

    return make


def send(name, municipality, message=None):
    case = CASES[name]
    with senders.sender_for(case.channel, municipality) as sender:
        return sender.send(message or case.message)


@pytest.mark.parametrize("name", CASES)
def test_a_message_is_handed_over_in_the_providers_own_form(provider, connect, waterveen, name):
    connect(name)
    provider.answer = lambda asked: accepts(name, asked)
    assert send(name, waterveen) == senders.Receipt(CASES[name].provider, KEY)
    assert Connection.objects.get().worked_at is not None


@pytest.mark.parametrize("name", CASES)
def test_a_batch_goes_over_one_connection(provider, connect, waterveen, name):
    connect(name)
    provider.answer = lambda asked: accepts(name, asked)
    case = CASES[name]
    with senders.sender_for(case.channel, waterveen) as sender:
        for _ in range(3):
            sender.send(case.message)
    assert (len(provider.asked), provider.connections) == (3, 1)


@pytest.mark.parametrize(("name", "says", "code"), REFUSALS)
def test_a_refusal_is_final_and_says_why(provider, connect, waterveen, name, says, code):
    connection = connect(name)
    provider.answer = lambda _: says
    with pytest.raises(Refused) as refused:
        send(name, waterveen)
    assert refused.value.code == code
    connection.refresh_from_db()
    assert connection.failure == (code if REASONS[code].about_channel else "")


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize(
    ("said", "seconds"), [("7", 7), ("", 60), ("soon", 60), ("999999", 21600), ("-3", 60)]
)
def test_a_provider_that_asks_for_patience_gets_it(
    provider, connect, waterveen, name, said, seconds
):
    connect(name)
    provider.answer = lambda _: Says(429, b"<html>", {"Retry-After": said} if said else {})
    with pytest.raises(Throttled) as throttled:
        send(name, waterveen)
    assert throttled.value.retry_after == seconds
    assert Connection.objects.get().failure == "throttled"


NONSENSE = [
    Says(200, b"<html>Hello</html>"),
    Says(201, b""),
    Says(200, {"id": "x" * 4000, "messages": []}, manner="half"),
    Says(200, {"hello": "world"}),
    Says(200, ["a", "list"]),
    Says(200, b"[" * 60_000),
    Says(200, {"id": None, "reference": "another", "messages": [{"messageErrorCode": None}]}),
    Says(302, {}, {"Location": "https://elsewhere.example/"}),
    Says(500, {"errors": [{"error": "Exception", "message": "Internal server error"}]}),
    Says(502, b"Bad gateway"),
    Says(200, {}, manner="break"),
]


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("says", NONSENSE)
def test_what_may_have_been_taken_is_uncertain_and_is_sent_once(
    provider, connect, waterveen, name, says
):
    connect(name)
    provider.answer = lambda _: says
    with pytest.raises(Uncertain):
        send(name, waterveen)
    assert len(provider.asked) == 1
    assert Connection.objects.get().failure == "no_confirmation"


@pytest.mark.parametrize("name", CASES)
def test_a_provider_that_is_not_there_is_tried_again(connect, waterveen, settings, name):
    connect(name)
    nowhere = f"http://127.0.0.1:{free_port()}"
    settings.MESSAGING_HOSTS = dict.fromkeys(settings.MESSAGING_HOSTS, nowhere)
    with pytest.raises(Unreachable):
        send(name, waterveen)
    assert Connection.objects.get().failure == "server_unreachable"


@pytest.mark.parametrize("name", CASES)
def test_a_provider_that_is_closed_took_nothing(provider, connect, waterveen, name):
    connect(name)
    provider.answer = lambda _: Says(503, b"")
    with pytest.raises(Unreachable):
        send(name, waterveen)


def test_a_provider_that_keeps_silent_leaves_us_uncertain(provider, connect, waterveen, settings):
    settings.MESSAGING_TIMEOUT_SECONDS = 0.2
    patience = threading.Event()

    def answer(_):
        patience.wait(2)
        return Says(200)

    provider.answer = answer
    connect("spryng")
    with pytest.raises(Uncertain):
        send("spryng", waterveen)
    patience.set()


@pytest.mark.parametrize("number", ["", "0612", "samira@example.org", "+31 6 1234"])
def test_what_is_no_number_is_refused_before_anybody_hears_of_it(
    provider, connect, waterveen, number
):
    connect("spryng")
    with pytest.raises(Refused) as refused:
        send("spryng", waterveen, replace(CASES["spryng"].message, recipient=number))
    assert refused.value.code == "address_refused"
    assert provider.asked == []


@pytest.mark.parametrize("secret", ["", "no key at all", "name-123-456"])
def test_a_key_of_the_wrong_shape_is_refused_without_asking(provider, connect, waterveen, secret):
    connection = connect("notifynl")
    connection.secret = secret or "x"
    connection.save()
    with pytest.raises(Refused) as refused:
        send("notifynl", waterveen)
    assert refused.value.code == "credentials_refused" and provider.asked == []


def test_nothing_of_a_message_reaches_the_log(provider, connect, waterveen, caplog):
    caplog.set_level("DEBUG")
    for name, says in (("notifynl", Says(500)), ("cm_whatsapp", Says(400))):
        connect(name)
        provider.answer = lambda _, says=says: says
        with pytest.raises((Refused, Uncertain)):
            send(name, waterveen)
    for said in ("12345678", "Samira", "/v/", "cm-product-token", KEY):
        assert said not in caplog.text
    assert "channel.failed" in caplog.text


# --- Asking what became of a message ----------------------------------------------------------


@pytest.mark.parametrize(
    ("says", "known"),
    [
        (Says(200, {"notifications": [{"reference": KEY, "status": "sending"}]}), "sent"),
        (Says(200, {"notifications": []}), "unknown"),
        (Says(200, {"notifications": [{"reference": "another"}]}), "unknown"),
        (Says(200, {"links": {}}), None),
        (Says(200, b"<html>"), None),
        (notify_refuses(403, "AuthError", "no"), None),
        (Says(429), None),
        (Says(500), None),
        (Says(200, {}, manner="break"), None),
    ],
)
def test_notifynl_says_whether_it_knows_a_message(provider, connect, waterveen, says, known):
    connect("notifynl")
    provider.answer = lambda _: says
    assert senders.ask("sms", waterveen, KEY) == known
    (asked,) = provider.asked
    assert (asked.method, asked.path) == ("GET", f"/v2/notifications?reference={KEY}")
    checked_jwt(asked.headers["Authorization"])


def test_who_cannot_be_asked_is_not_asked(provider, connect, waterveen):
    assert senders.ask("sms", waterveen, KEY) is None
    connect("spryng")
    assert senders.ask("sms", waterveen, KEY) is None
    assert senders.ask("email", waterveen, KEY) is None
    assert provider.asked == []


# --- Which channels there are -----------------------------------------------------------------


def test_a_channel_is_there_when_it_is_connected_and_on(connect, waterveen):
    assert senders.available_channels(waterveen) == {"email"}
    connection = connect("cm")
    assert senders.available_channels(waterveen) == {"email", "sms"}
    Connection.objects.filter(pk=connection.pk).update(is_on=False)
    assert senders.available_channels(waterveen) == {"email"}
    with pytest.raises(ValueError, match="no such channel"):
        senders.sender_for("sms", waterveen)


def test_a_channel_of_one_municipality_is_not_anothers(connect, waterveen, lindehaven):
    from django_tenants.utils import tenant_context

    connect("cm")
    with tenant_context(lindehaven):
        assert senders.available_channels(lindehaven) == {"email"}


def test_mail_needs_no_provider(post, waterveen):
    from .test_email import LETTER

    with senders.sender_for("email", waterveen) as sender:
        assert sender.send(LETTER) == senders.Receipt("smtp", LETTER.key)
    assert len(post.received) == 1


def test_the_key_is_sealed_and_not_in_the_history(connect):
    from django.db import connection as database

    connect("cm")
    assert b"cm-product-token" not in bytes(Connection.objects.get().secret_sealed)
    with database.cursor() as cursor:
        cursor.execute("SELECT to_jsonb(e)::text FROM messaging_connectionevent e")
        (said,) = cursor.fetchone()
    assert "secret_sealed" not in said and "callback_hash" not in said


@pytest.mark.parametrize("name", CASES)
@pytest.mark.parametrize("secret", ["sleutel\r\nX-Ander: 1", "sleutel…", "sleu\ttel"])
def test_a_key_that_no_header_can_carry_is_refused_in_words(
    provider, connect, waterveen, name, secret
):
    connection = connect(name)
    connection.secret = secret
    connection.save()
    with pytest.raises(Refused, match="credentials_refused"):
        send(name, waterveen)
    assert provider.asked == []

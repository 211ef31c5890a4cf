"""What providers report: taken from themselves alone, once, in whatever order."""

import json

import pytest
from django_tenants.utils import tenant_context

from tenants.messaging import connecting, senders
from tenants.messaging.models import Connection, DeliveryReport
from tenants.messaging.signals import delivery_reported

from .gateway import gateway
from .providers import CASES, KEY, accepts

DELIVERED, TEMPORARY, PERMANENT = "delivered", "failed_temporary", "failed_permanent"


@pytest.fixture
def heard():
    """What was told of deliveries: (provider, reference, state, code)."""
    told = []

    def listen(sender, provider, reference, state, code, **_):
        told.append((provider, reference, state, code))

    delivery_reported.connect(listen)
    yield told
    delivery_reported.disconnect(listen)


@pytest.fixture
def iris(make_account, waterveen):
    """Administrator of Waterveen."""
    return make_account("iris@waterveen.example", waterveen, "administrator")


@pytest.fixture
def secret_of(iris, inside):
    """secret_of("cm") -> the secret for its reports to Waterveen."""

    def make(provider, channel="sms"):
        connection = inside(connecting.connect, by=iris, channel=channel, provider=provider)
        return inside(connecting.new_callback_secret, by=iris, connection=connection)

    return make


@pytest.fixture
def tell(client_on, waterveen):
    """tell(provider, state, secret) -> the answer to the provider's own form of that report."""

    def call(provider, state, secret, *, reference=KEY, municipality=waterveen, **fields):
        browser = client_on(municipality)
        return FORMS[provider](browser, state, secret, reference, **fields)

    return call


def _notify(browser, state, secret, reference, **fields):
    status = {
        DELIVERED: "delivered",
        TEMPORARY: "temporary-failure",
        PERMANENT: "permanent-failure",
        "underway": "sending",
    }[state]
    data = {"id": "x", "reference": reference, "to": "+31612345678", "status": status} | fields
    return browser.post(
        "/berichten/terugmelding/notifynl/",
        json.dumps(data),
        content_type="application/json",
        headers={"authorization": f"Bearer {secret}"},
    )


def _spryng(browser, state, secret, reference, **fields):
    status, why = {
        DELIVERED: ("10", "0"),
        TEMPORARY: ("20", "20"),
        PERMANENT: ("20", "21"),
        "underway": ("30", "0"),
    }[state]
    data = {"STATUS": status, "REASONCODE": why, "REFERENCE": reference, "MSISDN": "31612345678"}
    return browser.get(f"/berichten/terugmelding/spryng/{secret}/", data | fields)


def _cm(browser, state, secret, reference, **fields):
    code, error = {
        DELIVERED: ("2", ""),
        TEMPORARY: ("3", "5"),
        PERMANENT: ("1", "303"),
        "underway": ("0", ""),
    }[state]
    said = {
        "received": "2026-06-10T12:00:00",
        "to": "0031612345678",
        "reference": reference.replace("-", ""),
        "status": {"code": code, "errorCode": error, "errorDescription": ""},
        "operator": "20408",
    }
    return browser.post(
        f"/berichten/terugmelding/cm/{secret}/",
        json.dumps({"messages": {"msg": said | fields}}),
        content_type="application/json",
    )


FORMS = {"notifynl": _notify, "spryng": _spryng, "cm": _cm}
CODES = {DELIVERED: "", PERMANENT: "address_refused", TEMPORARY: "phone_unreachable"}


@pytest.mark.parametrize("provider", FORMS)
@pytest.mark.parametrize("state", CODES)
def test_a_report_is_taken_in_and_told_inside_the_municipality(
    secret_of, tell, heard, provider, state
):
    answer = tell(provider, state, secret_of(provider))
    assert (answer.status_code, answer.content) == (200, b"OK")
    assert heard == [(provider, KEY, state, CODES[state])]


@pytest.mark.parametrize("provider", FORMS)
def test_a_message_underway_is_nothing_to_tell(secret_of, tell, heard, provider):
    assert tell(provider, "underway", secret_of(provider)).status_code == 200
    assert heard == []


@pytest.mark.parametrize("provider", FORMS)
@pytest.mark.parametrize("forged", ["", "guess", "a" * 43])
def test_a_forged_report_is_refused_and_changes_nothing(
    secret_of, tell, heard, inside, provider, forged
):
    secret_of(provider)
    answer = tell(provider, DELIVERED, forged)
    # Without a secret in it, the address is the one for bearer tokens: refused as well.
    assert answer.status_code in (403, 404) and answer.status_code != 200
    assert heard == [] and inside(DeliveryReport.objects.count) == 0


def test_without_a_secret_nobody_is_believed(tell, heard, iris, inside):
    inside(connecting.connect, by=iris, channel="sms", provider="cm")
    for provider in FORMS:
        assert tell(provider, DELIVERED, "anything").status_code == 403
    assert heard == []


def test_a_secret_ends_when_a_new_one_is_made(secret_of, tell):
    old = secret_of("cm")
    new = secret_of("cm")
    assert tell("cm", DELIVERED, old).status_code == 403
    assert tell("cm", DELIVERED, new).status_code == 200


def test_the_secret_of_one_provider_opens_no_others_door(secret_of, tell, heard):
    secret = secret_of("spryng")
    assert tell("cm", DELIVERED, secret).status_code == 403
    assert heard == []


def test_a_report_to_another_municipalitys_host_is_refused(secret_of, tell, heard, lindehaven):
    secret = secret_of("cm")
    answer = tell("cm", DELIVERED, secret, municipality=lindehaven)
    assert answer.status_code == 403 and heard == []
    with tenant_context(lindehaven):
        assert not DeliveryReport.objects.exists()


@pytest.mark.parametrize("provider", FORMS)
def test_a_replayed_report_is_answered_alike_and_told_once(secret_of, tell, heard, provider):
    secret = secret_of(provider)
    answers = [tell(provider, PERMANENT, secret) for _ in range(3)]
    assert {(a.status_code, a.content) for a in answers} == {(200, b"OK")}
    assert len(heard) == 1


@pytest.mark.parametrize(
    ("order", "told"),
    [
        ([DELIVERED, TEMPORARY], [DELIVERED]),
        ([DELIVERED, PERMANENT], [DELIVERED]),
        ([TEMPORARY, DELIVERED, TEMPORARY], [TEMPORARY, DELIVERED]),
        ([PERMANENT, TEMPORARY], [PERMANENT]),
        ([PERMANENT, DELIVERED], [PERMANENT, DELIVERED]),
        ([TEMPORARY, PERMANENT], [TEMPORARY, PERMANENT]),
    ],
)
def test_reports_out_of_order_never_take_back_what_arrived(secret_of, tell, heard, order, told):
    secret = secret_of("cm")
    for state in order:
        assert tell("cm", state, secret).status_code == 200
    assert [state for _, _, state, _ in heard] == told


def test_a_message_that_is_sent_again_is_reported_of_again(
    secret_of, tell, heard, inside, settings, waterveen
):
    secret = secret_of("cm")
    tell("cm", PERMANENT, secret)
    with gateway() as provider:
        settings.MESSAGING_HOSTS = dict.fromkeys(settings.MESSAGING_HOSTS, provider.url)
        provider.answer = lambda asked: accepts("cm", asked)
        with tenant_context(waterveen):
            connection = Connection.objects.get()
            connection.secret, connection.sender = CASES["cm"].secret, CASES["cm"].sender
            connection.save()
            with senders.trial_sender("sms") as sender:
                sender.send(CASES["cm"].message)
    tell("cm", PERMANENT, secret)
    assert [state for _, _, state, _ in heard] == [PERMANENT, PERMANENT]


def test_an_unknown_message_is_answered_like_a_known_one(secret_of, tell):
    secret = secret_of("cm")
    known = tell("cm", DELIVERED, secret)
    unknown = tell("cm", DELIVERED, secret, reference="5b5e0d4e-2a5f-4d2c-9f6e-0a8f4d6f7c11")
    for part in ("status_code", "content"):
        assert getattr(known, part) == getattr(unknown, part)
    assert dict(known.headers) == dict(unknown.headers)


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"[]", b"null", b'{"messages": 3}', b'{"messages": {"msg": "x"}}', b"[" * 9999]
    + [b'{"messages": {"msg": {"reference": "%s", "status": {"code": "9"}}}}' % KEY.encode()],
)
def test_nonsense_with_the_right_secret_is_a_bad_request(
    secret_of, client_on, waterveen, heard, body
):
    answer = client_on(waterveen).post(
        f"/berichten/terugmelding/cm/{secret_of('cm')}/", body, content_type="application/json"
    )
    assert answer.status_code == 400 and answer.content == b"" and heard == []


def test_a_report_that_is_too_large_is_not_read(secret_of, client_on, waterveen):
    answer = client_on(waterveen).post(
        f"/berichten/terugmelding/cm/{secret_of('cm')}/", b" " * 70_000, "application/json"
    )
    assert answer.status_code == 400


def test_only_who_reports_by_get_may(secret_of, client_on, waterveen, heard):
    browser = client_on(waterveen)
    secret = secret_of("cm")
    assert browser.get(f"/berichten/terugmelding/cm/{secret}/").status_code == 405
    assert browser.put(f"/berichten/terugmelding/cm/{secret}/").status_code == 405
    assert heard == []


def test_a_failing_listener_leaves_the_report_to_be_repeated(secret_of, tell, inside):
    def fail(sender, **_):
        raise RuntimeError("not now")

    secret = secret_of("cm")
    delivery_reported.connect(fail)
    try:
        with pytest.raises(RuntimeError):
            tell("cm", DELIVERED, secret)
    finally:
        delivery_reported.disconnect(fail)
    assert inside(DeliveryReport.objects.count) == 0
    assert tell("cm", DELIVERED, secret).status_code == 200


def test_neither_number_nor_secret_is_in_the_log(secret_of, tell, caplog):
    from tenants.logs import scrubbed

    caplog.set_level("DEBUG")
    secret = secret_of("spryng")
    tell("spryng", DELIVERED, secret)
    tell("spryng", DELIVERED, secret, STATUS="nonsense")
    said = scrubbed(caplog.text)
    assert "delivery.reported provider=spryng state=delivered" in said
    for hidden in (secret, "31612345678", KEY):
        assert hidden not in said


@pytest.mark.parametrize("reference", ["a" * 65, "een\x00twee", "\ud800", "dossier 12"])
def test_a_report_of_a_message_that_is_named_otherwise_is_none_of_ours(
    client_on, waterveen, secret_of, heard, inside, reference
):
    secret = secret_of("notifynl")
    answer = client_on(waterveen).post(
        "/berichten/terugmelding/notifynl/",
        json.dumps({"status": "delivered", "reference": reference}),
        content_type="application/json",
        headers={"Authorization": f"Bearer {secret}"},
    )
    assert answer.status_code == 200
    assert heard == []
    assert not inside(DeliveryReport.objects.exists)

"""The administrator connects channels: keys go in and never come out, WhatsApp is signed for."""

import re

import pytest
from django.db import connection as database
from django_tenants.utils import tenant_context

from tenants.messaging import senders
from tenants.messaging.models import Connection
from tests.messaging.gateway import Says, gateway
from tests.messaging.providers import NOTIFY_KEY

SMS = "/instellingen/kanalen/sms/"
WHATSAPP = "/instellingen/kanalen/whatsapp/"
FORMS = {
    SMS: {"provider": "cm", "sender": "Waterveen", "template": "", "secret": "cm-product-token"},
    WHATSAPP: {
        "provider": "cm",
        "sender": "020 123 4567",
        "template": "our_namespace",
        "secret": "cm-product-token",
    },
}


@pytest.fixture
def iris(make_account, waterveen):
    """Administrator of Waterveen."""
    return make_account("iris@waterveen.example", waterveen, "administrator", first_name="Iris")


@pytest.fixture
def page(client_on, waterveen, iris):
    """Her browser."""
    return client_on(waterveen, iris)


@pytest.fixture
def stored(inside):
    """stored("sms") -> the connection as it is now, or None."""
    return lambda channel: inside(lambda: Connection.objects.filter(channel=channel).first())


@pytest.fixture
def save(page):
    """save(SMS, sender="…") -> the answer to the form filled in, with these changes."""
    return lambda path, **fields: page.post(path, FORMS[path] | {"act": "save"} | fields)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_channel_is_connected_tried_and_switched_on(page, save, stored, waterveen, settings):
    assert "Niet aangesloten" in text_of(page.get("/instellingen/kanalen/"))
    assert save(SMS)["Location"] == SMS
    assert not stored("sms").is_on, "connecting is not switching on"
    with gateway() as provider:
        settings.MESSAGING_HOSTS = dict.fromkeys(settings.MESSAGING_HOSTS, provider.url)
        said = {"errorCode": 0, "messages": [{"messageErrorCode": 0}]}
        provider.answer = lambda _: Says(200, said)
        answer = page.post(f"{SMS}proef/", {"recipient": "06 12345678"})
        assert answer.status_code == 302
        (asked,) = provider.asked
    (message,) = asked.data["messages"]["msg"]
    assert message["to"] == [{"number": "0031612345678"}]
    assert message["body"]["content"].startswith("Hoi, er staat een korte vragenlijst")
    page.post(SMS, {"act": "on"})
    with tenant_context(waterveen):
        assert senders.available_channels(waterveen) == {"email", "sms"}
    assert "Staat aan" in text_of(page.get(SMS))
    page.post(SMS, {"act": "off"})
    assert not stored("sms").is_on


def test_a_key_is_never_shown_again_and_is_replaced_or_taken_away(page, save, stored, inside):
    save(SMS)
    for path in (SMS, "/instellingen/kanalen/"):
        assert "cm-product-token" not in text_of(page.get(path))
    said = text_of(page.get(SMS))
    assert "Sleutel ingevuld op" in said and "iris@" in said
    save(SMS, secret="", sender="Samen")
    assert inside(lambda: stored("sms").secret) == "cm-product-token"
    save(SMS, secret="another")
    assert inside(lambda: stored("sms").secret) == "another"
    page.post(SMS, {"act": "on"})
    page.post(SMS, {"act": "forget"})
    row = stored("sms")
    assert (row.secret_sealed, row.is_on, row.secret_set_by) == (None, False, None)
    page.post(SMS, {"act": "on"})
    assert not stored("sms").is_on, "no key, no channel"


def test_another_provider_starts_anew(page, save, stored):
    save(SMS)
    page.post(SMS, {"act": "callback"})
    page.post(SMS, {"act": "on"})
    answer = save(SMS, provider="spryng", secret="")
    assert "id_secret_error" in text_of(answer) and stored("sms").provider == "cm"
    save(SMS, provider="spryng", secret="new")
    row = stored("sms")
    assert (row.provider, row.is_on, row.callback_hash) == ("spryng", False, None)


@pytest.mark.parametrize(
    ("path", "wrong", "field"),
    [
        (SMS, {"secret": ""}, "secret"),
        (SMS, {"sender": ""}, "sender"),
        (SMS, {"sender": "Schuldhulp"}, "sender"),
        (SMS, {"sender": "Gemeente Waterveen"}, "sender"),
        (SMS, {"sender": "Wâter"}, "sender"),
        (SMS, {"provider": "notifynl", "secret": NOTIFY_KEY, "template": "none"}, "template"),
        (SMS, {"provider": "carrier-pigeon"}, "provider"),
        (WHATSAPP, {"sender": "Waterveen"}, "sender"),
        (WHATSAPP, {"template": "two words"}, "template"),
        (WHATSAPP, {"provider": "spryng"}, "provider"),
    ],
)
def test_a_wrong_form_says_where_and_changes_nothing(save, stored, path, wrong, field):
    said = text_of(save(path, **wrong))
    assert f'id="id_{field}_error"' in said
    assert "cm-product-token" not in said, "a key is not written back"
    assert stored(path.split("/")[-2]) is None


def test_whatsapp_goes_on_only_after_somebody_signed(page, save, stored, iris):
    save(WHATSAPP)
    page.post(WHATSAPP, {"act": "on"})
    assert not stored("whatsapp").is_on
    page.post(WHATSAPP, {"act": "assess"})
    assert stored("whatsapp").assessed_at is None, "the box was not ticked"
    page.post(WHATSAPP, {"act": "assess", "done": "on"})
    row = stored("whatsapp")
    assert row.assessed_at is not None and row.assessed_by == iris.pk
    said = text_of(page.get(WHATSAPP))
    assert "Vastgelegd op" in said and "iris@" in said
    page.post(WHATSAPP, {"act": "on"})
    assert stored("whatsapp").is_on
    page.post(WHATSAPP, {"act": "withdraw"})
    row = stored("whatsapp")
    assert (row.is_on, row.assessed_at, row.assessed_by) == (False, None, None)


def test_whatsapp_shows_every_template_to_have_approved(page):
    said = text_of(page.get(WHATSAPP))
    for name in ("vragenlijst_first", "vragenlijst_back_makkelijk", "vragenlijst_reminder"):
        assert name in said
    assert said.count("{{1}}") == 8 * 8


def test_the_secret_for_reports_is_shown_once_and_works(page, save, client_on, waterveen):
    save(SMS)
    said = text_of(page.post(SMS, {"act": "callback"}))
    (path,) = re.findall(r"(/berichten/terugmelding/cm/[\w-]{43}/)", said)
    assert path.split("/")[-2] not in text_of(page.get(SMS))
    answer = client_on(waterveen).post(path, {"messages": {"msg": []}}, "application/json")
    assert answer.status_code == 200
    save(SMS, provider="notifynl", secret=NOTIFY_KEY, template=NOTIFY_KEY[-36:])
    said = text_of(page.post(SMS, {"act": "callback"}))
    assert "/berichten/terugmelding/notifynl/" in said and "Bearer token" in said


def test_what_went_wrong_is_said_in_words(page, save, settings):
    save(SMS)
    page.post(SMS, {"act": "on"})
    with gateway() as provider:
        settings.MESSAGING_HOSTS = dict.fromkeys(settings.MESSAGING_HOSTS, provider.url)
        provider.answer = lambda _: Says(401, {"errorCode": 103, "messages": []})
        said = text_of(page.post(f"{SMS}proef/", {"recipient": "0612345678"}))
    assert "kent onze sleutel niet" in said
    for path in (SMS, "/instellingen/kanalen/"):
        assert "kent onze sleutel niet" in text_of(page.get(path))


def test_trials_are_few(page, mailoutbox):
    path = "/instellingen/kanalen/email/proef/"
    for _ in range(10):
        assert page.post(path, {"recipient": "iris@waterveen.example"}).status_code == 302
    said = text_of(page.post(path, {"recipient": "iris@waterveen.example"}))
    assert "tien proefberichten" in said and len(mailoutbox) == 10
    assert "List-Unsubscribe" not in mailoutbox[0].extra_headers


@pytest.mark.parametrize("recipient", ["", "iris", "a@b.example, c@d.example"])
def test_a_trial_goes_to_one_address(page, mailoutbox, recipient):
    answer = page.post("/instellingen/kanalen/email/proef/", {"recipient": recipient})
    assert "id_recipient_error" in text_of(answer) and mailoutbox == []


def test_without_a_key_there_is_nothing_to_try(page, save):
    assert page.get(f"{SMS}proef/")["Location"] == SMS
    save(SMS)
    page.post(SMS, {"act": "forget"})
    said = text_of(page.post(f"{SMS}proef/", {"recipient": "0612345678"}))
    assert "sleutel" in said


def test_the_locked_phone_shows_every_channel_in_the_language_asked_for(page):
    said = text_of(page.get("/instellingen/kanalen/", {"taal": "ar", "bericht": "thanks"}))
    # What goes out now is Dutch; what waits for approval stands beside it, from right to left.
    assert said.count('class="lock-screen"') == 5
    assert 'lang="ar" dir="rtl"' in said and "Vertaling nog niet goedgekeurd" in said
    assert "Bedankt voor je antwoorden" in said and "Gaat nu in deze taal weg" in said
    said = text_of(page.get("/instellingen/kanalen/", {"taal": "nl", "bericht": "missed"}))
    assert said.count('class="lock-screen"') == 3
    assert text_of(page.get("/instellingen/kanalen/", {"taal": "xx", "bericht": "<b>"}))


def test_a_sender_that_betrays_is_pointed_out(page, waterveen, db):
    waterveen.sender_name = "Schuldhulp Waterveen"
    waterveen.save(update_fields=["sender_name"])
    said = text_of(page.get("/instellingen/kanalen/"))
    assert "verraadt waar het over gaat" in said and "schuld" in said


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "policy_adviser"])
def test_nobody_else_comes_in(client_on, waterveen, make_account, role):
    browser = client_on(waterveen, make_account(f"{role}@waterveen.example", waterveen, role))
    for path in (
        "/instellingen/kanalen/",
        SMS,
        f"{SMS}proef/",
        "/instellingen/kanalen/email/proef/",
    ):
        assert browser.get(path).status_code == 403
    assert browser.post(SMS, FORMS[SMS] | {"act": "save"}).status_code == 403


@pytest.mark.parametrize("path", ["/instellingen/kanalen/email/", "/instellingen/kanalen/duif/"])
def test_a_channel_that_is_none_is_not_found(page, path):
    assert page.get(path).status_code == 404
    assert page.post(path, {"act": "on"}).status_code == 404


def test_the_history_says_who_and_never_the_key(save, page, iris, waterveen):
    save(SMS)
    page.post(SMS, {"act": "on"})
    with tenant_context(waterveen), database.cursor() as cursor:
        cursor.execute(
            "SELECT e.pgh_label, c.metadata->>'account', e.is_on FROM messaging_connectionevent e "
            "JOIN pghistory_context c ON c.id = e.pgh_context_id ORDER BY e.pgh_id"
        )
        assert cursor.fetchall() == [
            ("insert", str(iris.pk), False),
            ("update", str(iris.pk), True),
        ]

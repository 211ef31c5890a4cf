"""The administrator's pages: a secret is shown once, and nobody else comes in."""

import re

import pytest
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.api.models import AccessToken, Delivery, Scope, Status, Subscription
from monitor.api.webhooks import subscriptions
from monitor.api.webhooks.outbox import announce


@pytest.fixture
def page(client_on, waterveen, administrator):
    """A browser of the administrator."""
    return client_on(waterveen, administrator)


def text_of(answer):
    assert answer.status_code == 200
    return answer.content.decode()


FORM = {"name": "Suite", "scopes": ["caseload:read", "answers:read"]}


def test_a_token_is_made_shown_once_and_works(page, client_on, waterveen):
    expires = timezone.localdate().isoformat()
    answer = page.post("/koppelingen/sleutels/nieuw/", FORM | {"expires_on": expires})
    (secret,) = re.findall(r'value="(kmt_[\w-]{43})"', text_of(answer))
    assert "no-store" in answer["Cache-Control"]
    headers = {"authorization": f"Bearer {secret}"}
    assert client_on(waterveen).get("/api/v1/trajectories", headers=headers).status_code == 200
    listed = text_of(page.get("/koppelingen/"))
    assert secret not in listed and secret[:8] in listed and "Suite" in listed
    assert "iris@" in listed, "who made it"
    with tenant_context(waterveen):
        token = AccessToken.objects.get()
    assert secret not in str(dict(page.session))
    asked = text_of(page.get(f"/koppelingen/sleutels/{token.pk}/intrekken/"))
    assert "Suite" in asked
    assert client_on(waterveen).get("/api/v1/trajectories", headers=headers).status_code == 200
    page.post(f"/koppelingen/sleutels/{token.pk}/intrekken/")
    assert client_on(waterveen).get("/api/v1/trajectories", headers=headers).status_code == 401
    assert "Ingetrokken" in text_of(page.get("/koppelingen/"))


@pytest.mark.parametrize("wrong", [{"name": ""}, {"scopes": []}, {"expires_on": "1999-01-01"}])
def test_a_wrong_form_says_so_and_makes_nothing(page, waterveen, wrong):
    given = FORM | {"expires_on": timezone.localdate().isoformat()} | wrong
    said = text_of(page.post("/koppelingen/sleutels/nieuw/", given))
    assert f'id="id_{next(iter(wrong))}_error"' in said
    with tenant_context(waterveen):
        assert not AccessToken.objects.exists()


def test_the_form_offers_every_scope_in_words(page):
    said = text_of(page.get("/koppelingen/sleutels/nieuw/"))
    for scope in Scope:
        assert f'value="{scope.value}"' in said and str(scope.label) in said


def test_a_webhook_is_added_watched_paused_and_removed(page, waterveen):
    given = {"url": "http://127.0.0.1:9/hook", "events": ["milestone.reached"]}
    added = text_of(page.post("/koppelingen/meldingen/nieuw/", given))
    (secret,) = re.findall(r'value="(kms_[\w-]{43})"', added)
    with tenant_context(waterveen):
        subscription = Subscription.objects.get()
        assert subscription.secret == secret
        (delivery,) = announce("milestone.reached", kind="iu_in_view")
        Delivery.objects.filter(pk=delivery.pk).update(
            status=Status.GIVEN_UP, failure="answer", last_status=503, attempts=10
        )
    place = f"/koppelingen/meldingen/{subscription.pk}/"
    assert "Niet alles kwam aan" in text_of(page.get("/koppelingen/"))
    watched = text_of(page.get(place))
    assert "Het systeem gaf een fout (503)." in watched and secret not in watched
    said = text_of(page.post(place, {"act": "again"}, follow=True))
    assert "1 melding wordt opnieuw geprobeerd" in said and "Er wacht iets" in said
    assert "Staat uit" in text_of(page.post(place, {"act": "pause"}, follow=True))
    with tenant_context(waterveen):
        assert announce("milestone.reached", kind="iu_in_view") == []
    assert "Staat uit" not in text_of(page.post(place, {"act": "resume"}, follow=True))
    assert page.get(place).status_code == 200
    page.post(place, {"act": "remove"})
    assert page.get(place).status_code == 404


def test_a_private_address_is_refused_on_the_page(page, settings):
    settings.WEBHOOK_LOCAL_ADDRESSES = False
    given = {"url": "https://192.168.1.1/hook", "events": ["milestone.reached"]}
    said = text_of(page.post("/koppelingen/meldingen/nieuw/", given))
    assert "gesloten netwerk" in said and 'id="id_url_error"' in said


def test_twenty_addresses_are_enough(in_waterveen):
    from monitor.caseload.acts import Refused

    for number in range(subscriptions.MOST):
        url = f"https://example.org/{number}"
        subscriptions.add(by=None, url=url, events=["milestone.reached"])
    with pytest.raises(Refused):
        subscriptions.add(by=None, url="https://example.org/", events=["milestone.reached"])


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "policy_adviser"])
def test_only_an_administrator_comes_in(client_on, waterveen, make_account, role):
    browser = client_on(waterveen, make_account("x@waterveen.example.org", waterveen, role))
    for path in ("", "sleutels/nieuw/", "meldingen/nieuw/"):
        assert browser.get(f"/koppelingen/{path}").status_code == 403
    assert "/koppelingen/" not in browser.get("/inzichten/").content.decode()

"""A session ends when the client's address changes, but for the one in which they did so."""

from uuid import uuid4

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from monitor.caseload import clients
from monitor.caseload.models import Client
from monitor.portal import addresses, codes, sessions
from monitor.portal.models import Code, Session
from tests.portal.conftest import code_in


@pytest.fixture
def person(samira):
    """Samira herself."""
    return samira.clients.get()


@pytest.fixture
def give_address(inside_portal, sends, clock):
    """give_address("nieuw@example.org"): type it in the portal, and the code that comes there."""

    def give(address):
        clock.shift(61)
        with sends():
            inside_portal.post("/mijn/gegevens/adres/email/", {"address": address})
        assert mail.outbox[-1].to == [address]
        code = code_in(mail.outbox[-1])
        with sends():
            return inside_portal.post("/mijn/gegevens/adres/code/", {"code": code})

    return give


def test_a_session_ends_when_staff_give_another_address(inside_portal, person, robert):
    assert inside_portal.get("/mijn/").status_code == 200
    clients.change_contact(by=robert, client=person, email="nieuw@example.org")
    for page in ("/mijn/", "/mijn/gegevens/", "/mijn/gegevens/bestand.json"):
        assert inside_portal.get(page).status_code == 403, page
    assert inside_portal.post("/mijn/stoppen/").status_code == 403


def test_a_session_ends_when_the_page_of_staff_gives_another_address(
    inside_portal, samira, person, robert, client_on, waterveen
):
    connection.set_schema_to_public()
    form = {"client": person.pk, "email": "nieuw@example.org", "channel": "email", "language": "nl"}
    desk = client_on(waterveen, robert)
    assert desk.post(f"/traject/{samira.pk}/contact/?client={person.pk}", form).status_code == 302
    connection.set_tenant(waterveen)
    assert Client.objects.get(pk=person.pk).email == "nieuw@example.org"
    assert inside_portal.get("/mijn/").status_code == 403


def test_a_session_goes_on_when_staff_change_no_address(inside_portal, person, robert):
    clients.change_contact(by=robert, client=person, first_name="Sam", language="en")
    assert inside_portal.get("/mijn/").status_code == 200
    # A first phone number puts nobody at an old address.
    clients.change_contact(by=robert, client=person, phone="0612345678")
    assert inside_portal.get("/mijn/").status_code == 200


def test_her_own_session_goes_on_and_every_other_ends(inside_portal, give_address, person):
    other = sessions.start(person)
    assert give_address("nieuw@example.org").status_code == 303
    assert Client.objects.get(pk=person.pk).email == "nieuw@example.org"
    assert inside_portal.get("/mijn/gegevens/").status_code == 200
    inside_portal.cookies["mijn"] = other
    assert inside_portal.get("/mijn/").status_code == 403


def test_staff_end_it_also_after_she_changed_it_herself(
    inside_portal, give_address, person, robert
):
    give_address("nieuw@example.org")
    assert inside_portal.get("/mijn/").status_code == 200
    clients.change_contact(by=robert, client=person, email="weer-anders@example.org")
    assert inside_portal.get("/mijn/").status_code == 403


def test_an_address_of_staff_is_not_undone_from_a_session_of_the_old_one(
    inside_portal, give_address, person, robert, monkeypatch
):
    """Staff give an address while the other one's code is being tried."""
    tried = codes.try_

    def and_then_staff(code, digits):
        tried(code, digits)
        clients.change_contact(by=robert, client=person, email="van-de-balie@example.org")

    monkeypatch.setattr(codes, "try_", and_then_staff)
    assert give_address("nieuw@example.org").status_code == 403
    assert Client.objects.get(pk=person.pk).email == "van-de-balie@example.org"
    assert inside_portal.get("/mijn/").status_code == 403


def test_a_code_tried_while_staff_give_an_address_opens_nothing(
    phone, ask, person, robert, monkeypatch
):
    tried = codes.try_

    def and_then_staff(code, digits):
        clients.change_contact(by=robert, client=person, email="van-de-balie@example.org")
        tried(code, digits)

    monkeypatch.setattr(codes, "try_", and_then_staff)
    ask(phone)
    assert phone.post("/mijn/code/", {"code": code_in(mail.outbox[-1])}).status_code == 303
    assert phone.get("/mijn/").status_code == 403


def test_confirming_in_a_session_of_before_is_refused(person, robert, in_waterveen):
    sessions.start(person)
    session = Session.objects.get(client=person)
    clients.change_contact(by=robert, client=person, email="van-de-balie@example.org")
    code = Code(client=person, purpose="email", channel="email")
    code.address = "nieuw@example.org"
    with pytest.raises(addresses.Over):
        addresses.confirm(code, session=session)


def test_a_session_from_before_the_version_works_while_the_address_stays(person, phone):
    """What a process of the version before writes has no version."""
    key = codes.new_key()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO portal_session (id, client_id, key_hash, started_at, seen_at) "
            "VALUES (%s, %s, %s, %s, %s)",
            [uuid4(), person.pk, codes.hash_of(key), timezone.now(), timezone.now()],
        )
    phone.cookies["mijn"] = key
    assert phone.get("/mijn/").status_code == 200

"""My data: who looked, the files, each choice by itself, another address, stopping with it all."""

import json
from io import BytesIO

import pikepdf
import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from monitor.caseload import clients, contacts, couples, goals, participation
from monitor.caseload.models import Client
from monitor.portal import choices, codes
from monitor.portal.models import Code
from monitor.surveys.models import Answer, Invitation, Wave
from tenants.audit.models import ReadEvent
from tenants.models import Membership
from tests.portal.conftest import a_wrong, code_in


@pytest.fixture
def person(samira):
    """Samira herself."""
    return samira.clients.get()


# --- Who looked --------------------------------------------------------------------------------


def test_who_looked_stands_there_with_role_and_team(
    inside_portal, samira, robert, make_account, client_on, waterveen
):
    connection.set_schema_to_public()
    Membership.objects.filter(account=robert).update(team="Zuid")
    iris = make_account("iris@waterveen.example", waterveen, "administrator", first_name="Iris")
    for colleague in (robert, iris):
        client_on(waterveen, colleague).get(f"/traject/{samira.pk}/")
    connection.set_tenant(waterveen)
    text = inside_portal.get("/mijn/gegevens/").text
    assert "Robert, Hulpverlener, Zuid" in text  # her own caseworker, whom she knows by name
    assert "Beheerder" in text and "Iris" not in text
    assert "10 juni 2026, 12:00" in text


def test_a_system_and_who_left_are_named_as_such(inside_portal, person, robert, waterveen):
    ReadEvent.objects.create(what="client", object_id=person.pk, route="api:trajectory token 1")
    connection.set_schema_to_public()
    Membership.objects.filter(account=robert).delete()
    connection.set_tenant(waterveen)
    ReadEvent.objects.create(account_id=robert.pk, what="client", object_id=person.pk, route="x")
    text = inside_portal.get("/mijn/gegevens/").text
    assert "Een computersysteem van de gemeente" in text
    assert "Een medewerker die hier niet meer werkt" in text


def test_who_looked_at_somebody_else_is_not_there(inside_portal, join, robert):
    other = join("W-2", first_name="Anna")
    ReadEvent.objects.create(
        account_id=robert.pk, what="client", object_id=other.clients.get().pk, route="x"
    )
    assert "Er heeft nog niemand gekeken" in inside_portal.get("/mijn/gegevens/").text


def test_more_looks_do_not_ask_more_of_the_database(
    inside_portal, person, robert, django_assert_num_queries
):
    def look():
        ReadEvent.objects.create(
            account_id=robert.pk, what="client", object_id=person.pk, route="x"
        )

    look()
    with django_assert_num_queries(10) as few:
        inside_portal.get("/mijn/gegevens/")
    for _more in range(20):
        look()
    with django_assert_num_queries(len(few)):
        inside_portal.get("/mijn/gegevens/")


# --- The files ---------------------------------------------------------------------------------


def test_the_file_for_a_program_has_everything_of_her_and_nothing_of_others(
    inside_portal, samira, wave, robert, join, clock
):
    goals.add(by=robert, trajectory=samira, text="Post openen")
    other = join("W-2", first_name="Anna", email="anna@example.org")
    goals.add(by=robert, trajectory=other, text="Iets van Anna")
    Answer.objects.create(wave=wave, item="stress", value=4, answered_at=wave.open_from)
    Answer.objects.create(wave=wave, item="own_1", value=2, answered_at=wave.open_from)
    answer = inside_portal.get("/mijn/gegevens/bestand.json")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert "no-store" in answer.headers["Cache-Control"]
    found = json.loads(answer.content)
    assert found["contact"][0]["email"] == "samira@example.org"
    assert [row["goal"] for row in found["goals"]] == ["Post openen"]
    assert {row["answer"] for row in found["answers"]} == {"Veel", "2"}
    assert found["participation"][0]["questionnaires"] == "ja"
    assert "anna" not in answer.text.lower()


def test_the_file_to_read_is_a_tagged_pdf(inside_portal):
    answer = inside_portal.get("/mijn/gegevens/bestand.pdf")
    assert answer.headers["Content-Type"] == "application/pdf"
    with pikepdf.open(BytesIO(answer.content)) as pdf:
        assert pdf.Root.MarkInfo.Marked and str(pdf.Root.Lang) == "nl"
        assert pdf.docinfo["/Title"] == "Mijn gegevens"


def test_each_model_with_something_of_a_client_is_in_the_file_or_named_here():
    """Whoever adds a table about clients says here why it is not in their file, or adds it."""
    from django.apps import apps

    in_the_file = {
        *("Client", "Participation", "Trajectory", "TrajectoryClient", "Milestone", "Deployment"),
        *(
            "Goal",
            "Contact",
            "Pause",
            "Ending",
            "Wave",
            "Answer",
            "NonResponse",
            "Signal",
            "Opinion",
            "Entry",
            "FreeText",
        ),
    }
    reached = {
        model.__name__
        for model in apps.get_models()
        if model._meta.app_label in ("caseload", "surveys", "free_texts", "savings", "portal")
        and not model.__name__.endswith("Event")
        and any(
            f.related_model in (Client, Wave)
            for f in model._meta.get_fields()
            if f.concrete and (f.many_to_one or f.one_to_one)
        )
    }
    elsewhere = {
        "Invitation",  # which messages went out: without words or an address
        "Payout",  # the same lines as the ledger's
        "Code",  # gone within a day
        "Session",  # gone within hours
        "FollowUp",  # gone within minutes, and says no more than the answers do
    }
    assert reached - in_the_file - elsewhere == set()


# --- Choices -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("what", "expected"),
    [
        ("benchmark", (True, False, None)),
        ("monitor", (False, True, None)),
        ("aftercare", (True, True, False)),
    ],
)
def test_each_choice_stands_by_itself(inside_portal, person, what, expected):
    answer = inside_portal.post("/mijn/gegevens/keuze/", {"wat": what, "zeg": "nee"})
    assert answer.status_code == 303
    latest = participation.latest(person)
    assert (latest.monitor, latest.benchmark, latest.aftercare) == expected
    assert (latest.recorded_by, latest.account_id) == ("client", None)


def test_no_to_the_questionnaires_takes_back_what_waits(inside_portal, wave):
    assert Invitation.objects.filter(status="pending").exists()
    inside_portal.post("/mijn/gegevens/keuze/", {"wat": "monitor", "zeg": "nee"})
    assert not Invitation.objects.filter(status="pending").exists()
    assert not Wave.objects.pending().exists()


def test_an_unknown_choice_is_not_found(inside_portal, person):
    before = participation.latest(person).pk
    for form in ({}, {"wat": "alles", "zeg": "ja"}, {"wat": "monitor", "zeg": "x"}):
        assert inside_portal.post("/mijn/gegevens/keuze/", form).status_code == 404
    assert participation.latest(person).pk == before


def test_stopping_with_everything_takes_one_press(inside_portal, person, wave):
    assert inside_portal.get("/mijn/stoppen/").status_code == 200
    assert participation.latest(person).monitor is True
    answer = inside_portal.post("/mijn/stoppen/")
    assert answer.status_code == 200 and "Alles is gestopt" in answer.text
    latest = participation.latest(person)
    assert (latest.monitor, latest.benchmark, latest.aftercare) == (False, False, False)
    assert not Wave.objects.pending().exists()
    assert inside_portal.get("/mijn/").status_code == 403


# --- Contact -----------------------------------------------------------------------------------


def test_another_address_is_used_after_its_code_and_the_old_one_is_told(
    inside_portal, sends, clock, person, wave
):
    clock.shift(61)
    with sends():
        answer = inside_portal.post(
            "/mijn/gegevens/adres/email/", {"address": " nieuw@example.org "}
        )
    assert answer.headers["Location"] == "/mijn/gegevens/adres/code/"
    code = mail.outbox[-1]
    assert code.to == ["nieuw@example.org"]
    assert Client.objects.get(pk=person.pk).email == "samira@example.org"
    page = inside_portal.post("/mijn/gegevens/adres/code/", {"code": a_wrong(code_in(code))})
    assert "klopt niet" in page.text
    with sends():
        answer = inside_portal.post("/mijn/gegevens/adres/code/", {"code": code_in(code)})
    assert answer.status_code == 303
    assert Client.objects.get(pk=person.pk).email == "nieuw@example.org"
    note = mail.outbox[-1]
    assert note.to == ["samira@example.org"]
    assert "nieuw@example.org" not in note.body and "schuld" not in note.body
    assert not Code.objects.filter(former_sealed__isnull=False).exists()
    assert inside_portal.get("/mijn/gegevens/").status_code == 200


def test_a_code_for_an_address_opens_no_portal_and_one_to_enter_proves_no_address(
    inside_portal, sends, clock, person
):
    clock.shift(61)
    with sends():
        inside_portal.post("/mijn/gegevens/adres/email/", {"address": "nieuw@example.org"})
    code = code_in(mail.outbox[-1])
    assert inside_portal.post("/mijn/code/", {"code": code}).status_code == 403
    clock.shift(61)
    with sends():
        inside_portal.post("/vragenlijst/mijn/")
    entering = code_in(mail.outbox[-1])
    inside_portal.post("/mijn/gegevens/adres/code/", {"code": entering})
    assert Client.objects.get(pk=person.pk).email == "samira@example.org"


@pytest.mark.parametrize("address", ["", "geen adres", "a@b", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_said_at_the_field(inside_portal, clock, address):
    clock.shift(61)
    answer = inside_portal.post("/mijn/gegevens/adres/email/", {"address": address})
    assert answer.status_code == 200 and 'aria-invalid="true"' in answer.text
    assert Code.objects.filter(purpose="email").count() == 0


def test_the_same_address_needs_no_code(inside_portal, clock):
    clock.shift(61)
    form = {"address": "samira@example.org"}
    answer = inside_portal.post("/mijn/gegevens/adres/email/", form)
    assert "Dit adres hebben we al" in answer.text


def test_nobody_floods_strangers_from_here(inside_portal, sends, clock):
    sent = 0
    for number in range(20):
        clock.shift(61)
        with sends():
            form = {"address": f"iemand-{number}@example.org"}
            answer = inside_portal.post("/mijn/gegevens/adres/email/", form)
        sent += answer.status_code == 303
    assert sent == codes.PER_DAY - 1  # the one with which she came in counts


def test_a_phone_number_needs_a_municipality_with_text_messages(inside_portal):
    form = {"address": "0612345678"}
    assert inside_portal.post("/mijn/gegevens/adres/sms/", form).status_code == 404
    assert inside_portal.post("/mijn/gegevens/adres/post/", form).status_code == 404
    assert "Zeg het tegen je hulpverlener" in inside_portal.get("/mijn/gegevens/contact/").text


def test_name_and_language_are_corrected_at_once(inside_portal, person):
    answer = inside_portal.post(
        "/mijn/gegevens/contact/", {"first_name": "Sam", "language": "en", "channel": "email"}
    )
    assert answer.status_code == 303
    changed = Client.objects.get(pk=person.pk)
    assert (changed.first_name, changed.language) == ("Sam", "en")
    assert '<html lang="en"' in inside_portal.get("/mijn/").text


def test_a_channel_without_an_address_cannot_be_chosen(inside_portal, person):
    form = {"first_name": "Sam", "language": "nl", "channel": "sms"}
    answer = inside_portal.post("/mijn/gegevens/contact/", form)
    assert answer.status_code == 200
    assert Client.objects.get(pk=person.pk).channel in ("", "email")


def test_another_session_ends_when_the_address_changes(
    inside_portal, sends, clock, person, waterveen
):
    from monitor.portal import sessions

    other = sessions.start(person)
    clock.shift(61)
    with sends():
        inside_portal.post("/mijn/gegevens/adres/email/", {"address": "nieuw@example.org"})
    with sends():
        inside_portal.post("/mijn/gegevens/adres/code/", {"code": code_in(mail.outbox[-1])})
    mine = inside_portal.cookies["mijn"].value
    assert inside_portal.get("/mijn/").status_code == 200
    inside_portal.cookies["mijn"] = other
    assert inside_portal.get("/mijn/").status_code == 403
    assert mine != other


def test_history_says_that_it_came_through_the_portal(inside_portal, person, waterveen):
    inside_portal.post(
        "/mijn/gegevens/contact/", {"first_name": "Sam", "language": "nl", "channel": "email"}
    )
    with tenant_context(waterveen), connection.cursor() as cursor:
        cursor.execute(
            "SELECT c.metadata->>'through' FROM caseload_clientevent e "
            "JOIN pghistory_context c ON c.id = e.pgh_context_id ORDER BY e.pgh_id DESC LIMIT 1"
        )
        assert cursor.fetchone() == ("portal",)


def test_a_note_of_when_there_were_two_is_not_in_the_file_after_one_left(
    inside_portal, samira, person, robert
):
    partner = clients.register(by=robert, first_name="Anna", email="anna@example.org")
    couples.join(by=robert, trajectory=samira, client=partner)
    contacts.record(by=robert, trajectory=samira, kind="phone", note="Anna is bang voor hem.")
    couples.leave(by=robert, trajectory=samira, client=partner)
    found = inside_portal.get("/mijn/gegevens/bestand.json").text
    assert "Anna is bang" not in found
    assert json.loads(found)["contacts"][0]["note"] == ""


def test_two_choices_at_once_follow_each_other(person):
    with CaptureQueriesContext(connection) as asked:
        choices.choose(client=person, purpose="aftercare", yes=True)
    statements = [query["sql"] for query in asked]
    held = next(n for n, sql in enumerate(statements) if "FOR NO KEY UPDATE" in sql)
    read = next(n for n, sql in enumerate(statements) if 'FROM "caseload_participation"' in sql)
    assert held < read

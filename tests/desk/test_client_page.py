"""The client page: what it tells, what can be done there, and that opening it is written down."""

import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from monitor.caseload import milestones, participation
from monitor.caseload.models import Client, Ending, Pause, Trajectory
from monitor.caseload.participation import INFORMATION, INFORMATION_VERSION
from monitor.surveys.models import Wave
from tenants.audit.models import ReadEvent
from tests.desk.conftest import answered, invited
from tests.desk.test_grid import text_of


@pytest.fixture
def page(anna):
    """The address of Anna's page."""
    return f"/traject/{anna.pk}/"


def test_opening_a_client_page_is_written_down(desk, robert, anna, page, inside):
    desk.get(page)
    client = inside(anna.clients.get)
    event = inside(ReadEvent.objects.get)
    assert (event.account_id, event.what, event.object_id) == (robert.pk, "client", client.pk)
    assert event.route == "desk:client"


def test_the_page_tells_the_whole_story(desk, robert, anna, page, inside):
    first = inside(milestones.tick, by=robert, trajectory=anna, kind="iu_in_view")
    inside(milestones.revoke, by=robert, milestone=first, reason="stukken ontbraken")
    inside(milestones.tick, by=robert, trajectory=anna, kind="intake_done", on=date(2026, 3, 2))
    inside(answered, anna, timezone.now() - timedelta(days=3), stress=4, listened=5)
    text = text_of(desk.get(page))
    for expected in (
        "Anna",
        "anna@example.org",
        "stukken ontbraken",
        "2 maart 2026",
        "Heel goed",
        "12 jun 2026",
        "Nog niet gevraagd",
        str(INFORMATION[INFORMATION_VERSION][0]),
    ):
        assert expected in text, expected


@pytest.mark.parametrize("status", ["failed", "uncertain", "sent"])
def test_a_message_that_did_not_arrive_is_said_with_what_to_do(desk, anna, page, inside, status):
    inside(invited, anna, status)
    text = text_of(desk.get(page))
    assert ("De mailserver van de cliënt kent dit adres niet" in text) == (status != "sent")


@pytest.mark.parametrize("channel", ["sms", "email"])
def test_a_channel_that_leads_nowhere_is_said_beforehand(desk, anna, page, inside, channel):
    inside(anna.clients.update, channel=channel)
    inside(invited, anna, "sent")
    text = text_of(desk.get(page))
    assert ("Dit kanaal is nog niet aangesloten" in text) == (channel == "sms")


def test_help_is_added_and_stopped(desk, anna, page, inside):
    form = {"category": "legal", "service": "Sociaal raadslid", "started_on": "2026-06-01"}
    desk.post(f"{page}hulp/", form)
    deployment = inside(anna.deployments.get)
    desk.post(f"{page}hulp/{deployment.pk}/einde/", {"on": "2026-06-10"})
    assert inside(anna.deployments.get).ended_on == date(2026, 6, 10)
    assert "Sociaal raadslid" in text_of(desk.get(page))


def test_no_kind_of_help_is_chosen_beforehand(desk, anna, page, inside):
    typed = {"category": "", "service": "Raadslid", "started_on": "2026-06-01"}
    refused = text_of(desk.post(f"{page}hulp/", typed))
    assert "Soort hulp: Dit is een verplicht veld." in refused
    assert 'value="Raadslid"' in refused, "what was typed is kept"
    assert not inside(anna.deployments.exists)


def test_the_reasons_of_a_success_stand_apart(desk, page):
    groups = re.findall(r'<optgroup label="([^"]+)">(.*?)</optgroup>', text_of(desk.get(page)))
    assert [label for label, _reasons in groups] == ["Succesvol", "Gestopt / Doorverwezen"]
    assert "Schuldrust" in groups[0][1] and "No show" in groups[1][1]


def test_a_pause_starts_and_stops(desk, anna, page, inside):
    desk.post(f"{page}pauze/", {"from_date": "2026-06-10", "until": ""})
    pause = inside(Pause.objects.get)
    assert pause.until is None
    desk.post(f"{page}pauze/{pause.pk}/einde/", {})
    assert inside(Pause.objects.get).until == date(2026, 6, 15)


def test_a_trajectory_is_ended_with_a_reason_and_reopened(desk, anna, page, inside):
    refused = text_of(desk.post(f"{page}afsluiten/", {"status": "stopped", "on": "2026-06-12"}))
    assert "Reden: Kies een reden." in refused
    assert 'value="2026-06-12"' in refused, "what was typed is kept"
    assert not inside(Ending.objects.exists)
    desk.post(f"{page}afsluiten/", {"status": "stopped", "reason": "no_show", "on": "2026-06-12"})
    assert inside(Ending.objects.get).ended_on == date(2026, 6, 12)
    assert "Gestopt: No show" in text_of(desk.get(page))
    desk.post(f"{page}heropenen/")
    assert not inside(Ending.objects.exists)


@pytest.mark.parametrize(("said", "takes_part"), [("yes", True), ("no", False)])
def test_what_the_client_said_is_written_down(desk, anna, page, inside, said, takes_part):
    client = inside(anna.clients.get)
    desk.post(f"{page}deelname/{client.pk}/", {"monitor": said, "benchmark": "no"})
    standing = inside(participation.latest, client)
    assert (standing.monitor, standing.benchmark) == (takes_part, False)
    assert (standing.recorded_by, standing.information_version) == (
        "caseworker",
        INFORMATION_VERSION,
    )


def test_contact_details_are_changed_or_refused_at_their_field(desk, anna, page, inside):
    form = {"first_name": "Anna", "phone": "06 12345678", "channel": "sms", "language": "nl"}
    desk.post(f"{page}contact/", form)
    client = inside(Client.objects.get)
    assert inside(lambda: client.phone) == "+31612345678"
    wrong = desk.post(f"{page}contact/", form | {"phone": "12"})
    assert "Dit telefoonnummer klopt niet" in text_of(wrong)
    assert inside(lambda: Client.objects.get().phone) == "+31612345678"


def test_an_open_questionnaire_can_be_filled_in_together(desk, anna, page, inside):
    def open_one():
        client, now = anna.clients.get(), timezone.now()
        return Wave.objects.create(
            trajectory=anna, client=client, kind="baseline", sequence=1, status="open",
            open_from=now, closes_at=now + timedelta(days=10),
        )  # fmt: skip

    assert "Samen invullen" not in desk.get(page).text
    wave = inside(open_one)
    link = reverse("surveys:hand_over", args=[wave.pk])
    assert f'href="{link}"' in desk.get(page).text
    assert "<svg" in desk.get(link).text


def test_another_way_is_agreed_for_when_the_first_one_fails(desk, page, inside):
    form = {"first_name": "Anna", "phone": "0612345678", "channel": "sms", "language": "nl"}
    refused = desk.post(f"{page}contact/", form | {"fallback": "email", "email": ""})
    assert "heeft een e-mailadres nodig" in text_of(refused)
    desk.post(f"{page}contact/", form | {"fallback": "email", "email": "anna@example.org"})
    assert inside(Client.objects.get).fallback == "email"
    shown = desk.get(f"{page}contact/").text
    assert '<option value="email" selected>' in shown.split('name="fallback"')[1]


def test_characteristics_are_changed(desk, anna, page, inside):
    desk.post(f"{page}kenmerken/", {"intake_date": "2026-03-01", "problem_severity": "multi"})
    assert inside(Trajectory.objects.get).problem_severity == "multi"
    assert "Multiproblematiek" in text_of(desk.get(page))


def test_a_new_client_gets_a_trajectory_with_its_caseworker(desk, robert, inside):
    form = {"external_id": "W-9", "first_name": "Bart", "intake_date": "2026-06-01"}
    form |= {"language": "nl", "channel": ""}
    response = desk.post("/nieuw/", form)
    trajectory = inside(Trajectory.objects.get)
    assert response["Location"] == f"/traject/{trajectory.pk}/"
    assert trajectory.caseworker_id == robert.pk
    again = text_of(desk.post("/nieuw/", form))
    assert "Er is al een traject met dit nummer" in again
    assert inside(Client.objects.count) == 1


def test_an_act_on_a_colleague_of_the_address_is_not_found(desk, anna, page, inside, robert):
    from tests.caseload.people import a_trajectory

    bart = inside(a_trajectory, robert, "W-8", first_name="Bart")
    stranger = inside(bart.clients.get)
    answer = desk.post(f"{page}deelname/{stranger.pk}/", {"monitor": "yes", "benchmark": "yes"})
    assert answer.status_code == 404

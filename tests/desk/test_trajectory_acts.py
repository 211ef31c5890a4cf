"""What is done in a trajectory on the client page: contacts, goals, help, couples, handing over."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.caseload import client_types, contacts, deployments, goals, milestones
from monitor.caseload.models import (
    Client,
    Contact,
    Deployment,
    Goal,
    RemovedDeployment,
    Trajectory,
    Transfer,
    TypeDecision,
)
from tests.caseload.people import a_trajectory
from tests.desk.conftest import answered
from tests.desk.test_grid import text_of

# Session, account, membership, trajectory, own names, milestones, ending, contacts, removed help,
# type decisions, transfers, people, waves, answers, clients, participation,
# goals, deployments, pauses and the log of who was read.
PAGE_QUERIES = 27


@pytest.fixture
def page(anna):
    """The address of Anna's page."""
    return f"/traject/{anna.pk}/"


@pytest.fixture
def lina(make_account, waterveen):
    """A colleague of Robert, in team Zuid."""
    account = make_account("lina@waterveen.example", waterveen, first_name="Lina")
    account.memberships.update(team="Zuid")
    return account


def fill(anna, robert, number):
    """So many of everything on Anna's page."""
    for n in range(number):
        day = date(2026, 6, 1) + timedelta(days=n)
        contacts.record(by=robert, trajectory=anna, kind="phone", on=day)
        goals.add(by=robert, trajectory=anna, text=f"Doel {n}")
        made = deployments.add(by=robert, trajectory=anna, category="legal", started_on=day)
        wrong = deployments.add(by=robert, trajectory=anna, category="psychosocial", started_on=day)
        deployments.remove(by=robert, deployment=wrong, reason="Vergissing")
        client_types.decide(by=robert, trajectory=anna, chosen="dependent", reason=f"Reden {n}")
        answered(anna, timezone.now() - timedelta(days=n), stress=3)
        assert made.pk


def test_the_page_takes_as_many_queries_whatever_happened(desk, robert, anna, page, inside):
    counts = []
    for number in (2, 6):
        inside(fill, anna, robert, number)
        desk.get(page)
        with CaptureQueriesContext(connection) as captured:
            desk.get(page)
        counts.append(
            len([q for q in captured if q["sql"].startswith(("SELECT", "INSERT", "UPDATE"))])
        )
    assert counts[0] == counts[1] == PAGE_QUERIES


def test_a_contact_takes_two_taps(desk, robert, anna, page, inside):
    text = text_of(desk.get(page))
    assert "Er is nog geen contact opgeschreven." in text
    assert text.count('name="kind" value="phone"') == 2, "a contact and a no-show"
    for _tap in range(2):
        answer = desk.post(f"{page}gesprek/", {"kind": "phone"})
    assert answer["Location"] == f"{page}#contact"
    contact = inside(Contact.objects.get)
    assert (contact.on, contact.kind, contact.no_show) == (date(2026, 6, 15), "phone", False)
    assert "Laatste contact: vandaag." in text_of(desk.get(page))


def test_a_no_show_starts_the_clock_and_a_contact_stops_it(desk, robert, anna, page, inside):
    desk.post(f"{page}gesprek/gemist/", {"kind": "office", "on": "2026-06-01"})
    text = text_of(desk.get(page))
    assert "Niet verschenen op 1 jun 2026, en daarna geen contact." in text
    assert "31 jul 2026 uit beeld (60 dagen)" in text
    desk.post(f"{page}gesprek/", {"kind": "visit", "on": "2026-06-05"})
    text = text_of(desk.get(page))
    assert "uit beeld" not in text
    assert "Laatste contact: 5 jun 2026, 10 dagen geleden." in text


def test_out_of_view_proposes_and_decides_nothing(desk, robert, anna, page, inside):
    desk.post(f"{page}gesprek/gemist/", {"kind": "visit", "on": "2026-04-01"})
    text = text_of(desk.get(page))
    assert "60 dagen of langer geen contact: uit beeld." in text and "Jij beslist." in text
    assert inside(Trajectory.objects.running().count) == 1


def test_a_refused_contact_keeps_what_was_typed(desk, anna, page, inside):
    typed = {"kind": "phone", "on": "2026-06-20", "note": "Belt morgen terug"}
    text = text_of(desk.post(f"{page}gesprek/", typed))
    assert "Deze datum ligt in de toekomst" in text
    assert "Belt morgen terug" in text and 'value="2026-06-20"' in text
    assert not inside(Contact.objects.exists)


def test_a_mistaken_contact_is_taken_away(desk, robert, anna, page, inside):
    contact = inside(contacts.record, by=robert, trajectory=anna, kind="phone")
    for _tap in range(2):
        assert desk.post(f"{page}gesprek/{contact.pk}/weg/").status_code == 302
    assert not inside(Contact.objects.exists)


def test_goals_are_ticked_by_each_side_and_a_disagreement_is_said(desk, anna, page, inside):
    desk.post(f"{page}doelen/", {"text": "Elke vrijdag post", "set_by": "client"})
    goal = inside(Goal.objects.get)
    says = f"{page}doelen/{goal.pk}/"
    desk.post(says, {"side": "caseworker", "reached": "yes"})
    assert "Jullie zijn het niet eens" not in text_of(desk.get(page))
    desk.post(says, {"side": "client", "reached": "no"})
    assert "Jullie zijn het niet eens" in text_of(desk.get(page))
    desk.post(says, {"side": "client", "reached": "yes"})
    assert "Gehaald, zeggen jullie beiden" in text_of(desk.get(page))
    desk.post(says, {"side": "client", "reached": ""})
    desk.post(says, {"side": "neighbour", "reached": "yes"})
    standing = inside(Goal.objects.get)
    assert (standing.caseworker_says, standing.client_says) == (True, None)
    desk.post(f"{says}vervalt/")
    assert "1 vervallen doel" in text_of(desk.get(page))


def test_help_is_corrected_or_taken_away_with_a_reason(desk, robert, anna, page, inside):
    made = inside(deployments.add, by=robert, trajectory=anna, category="legal")
    change = f"{page}hulp/{made.pk}/"
    form = {"service": "Raadslid", "intensity": "high", "started_on": "2026-06-01"}
    desk.post(change, form | {"ended_on": ""})
    assert inside(Deployment.objects.get).intensity == "high"
    refused = text_of(desk.post(change, form | {"ended_on": "2026-05-01"}))
    assert "Hulp stopt niet voordat ze begint." in refused and 'value="2026-05-01"' in refused
    stopped = text_of(desk.post(f"{change}einde/", {"on": "2026-05-02"}))
    assert "Hulp stopt niet voordat ze begint." in stopped and 'value="2026-05-02"' in stopped
    assert "Schrijf op waarom" in text_of(desk.post(f"{change}weg/", {"reason": ""}))
    desk.post(f"{change}weg/", {"reason": "Verkeerde cliënt"})
    assert not inside(Deployment.objects.exists) and inside(RemovedDeployment.objects.exists)
    assert "Verkeerde cliënt" in text_of(desk.get(page))
    assert desk.post(f"{change}weg/", {"reason": "Nog eens"}).status_code == 302


def test_a_type_is_chosen_beside_the_proposal(desk, robert, anna, page, inside):
    url = f"{page}klanttype/"
    assert "Vul eerst in: Achterliggende problemen" in text_of(desk.get(url))
    inside(Trajectory.objects.update, problem_severity="multi")
    text = text_of(desk.get(url))
    assert "Er zijn meerdere achterliggende problemen." in text and text.count("past hier") == 1
    refused = text_of(desk.post(url, {"chosen": "independent", "reason": ""}))
    assert "Schrijf op waarom je een ander klanttype kiest" in refused
    desk.post(url, {"chosen": "independent", "reason": "Alles loopt al"})
    decision = inside(TypeDecision.objects.get)
    assert (decision.proposed, decision.chosen) == ("vulnerable", "independent")
    text = text_of(desk.get(page))
    assert "Het voorstel was De Kwetsbare." in text and "Alles loopt al" in text


def test_one_trajectory_is_handed_over(desk, lina, anna, page, inside):
    refused = text_of(
        desk.post(f"{page}overdragen/", {"caseworker_id": "", "client_agrees": "yes"})
    )
    assert "Kies een collega of een team." in refused
    desk.post(f"{page}overdragen/", {"caseworker_id": str(lina.pk), "client_agrees": "yes"})
    assert inside(Trajectory.objects.get).caseworker_id == lina.pk
    text = text_of(desk.get(page))
    assert "van Robert naar Lina; de cliënt vond het goed" in text


def test_a_caseworker_hands_over_own_clients_alone(desk, robert, lina, anna, inside):
    bart = inside(a_trajectory, robert, "W-8", first_name="Bart")
    other = inside(a_trajectory, lina, "W-9", first_name="Cleo")
    text = text_of(desk.get("/overdragen/"))
    assert "Anna" in text and "Bart" in text and "Cleo" not in text
    refused = text_of(desk.post("/overdragen/", {"trajectory": [str(bart.pk)]}))
    assert len(re.findall(r'value="[0-9a-f-]{36}" checked', refused)) == 1, "the tick is kept"
    everybody = [str(t.pk) for t in (anna, bart, other)]
    desk.post("/overdragen/", {"trajectory": everybody, "team": "Zuid"})
    moved = inside(lambda: set(Transfer.objects.values_list("trajectory_id", flat=True)))
    assert moved == {anna.pk, bart.pk}


def test_a_partner_joins_and_leaves(desk, robert, anna, page, inside):
    form = {"first_name": "Karim", "language": "nl", "channel": "email"}
    desk.post(f"{page}partner/", form)
    assert inside(Client.objects.count) == 1, "refused: nobody is half registered"
    desk.post(f"{page}partner/", form | {"email": "k@example.org"})
    assert inside(anna.clients.count) == 2
    assert "Anna en Karim" in text_of(desk.get(page))
    full = text_of(desk.post(f"{page}partner/", form | {"email": "x@example.org"}))
    assert "hooguit twee cliënten" in full
    assert inside(Client.objects.count) == 2
    karim = inside(lambda: anna.clients.get(places__position=2))
    desk.post(f"{page}partner/{karim.pk}/weg/")
    assert inside(anna.clients.count) == 1


def test_the_only_client_does_not_leave(desk, anna, page, inside):
    only = inside(anna.clients.get)
    answer = desk.post(f"{page}partner/{only.pk}/weg/", follow=True)
    assert "minstens één cliënt" in text_of(answer)


def test_the_timeline_says_in_words_what_it_draws(desk, robert, anna, page, inside):
    inside(milestones.tick, by=robert, trajectory=anna, kind="intake_done", on=date(2026, 3, 9))
    inside(fill, anna, robert, 1)
    inside(contacts.record, by=robert, trajectory=anna, kind="visit", no_show=True)
    text = text_of(desk.get(page))
    assert "1 resultaat, 1 keer hulp, 1 contact, 1 keer niet verschenen, 1 vragenlijst." in text
    (wide, narrow) = re.findall(r"<svg[^>]*role=\"img\".*?</svg>", text)[:2]
    for drawing in (wide, narrow):
        for mark in (
            "9 mrt 2026",
            "Juridische hulp",
            "Telefoon, 1 jun 2026",
            "Vragenlijst ingevuld",
        ):
            assert re.search(rf"<title>[^<]*{mark}", drawing), mark
    in_words = text[text.index("Bekijk de tijdlijn in woorden") :]
    assert in_words.index("Niet verschenen: huisbezoek") < in_words.index("9 mrt 2026")


def test_the_conversation_sheet_has_goals_answers_and_the_next_step(
    desk, robert, anna, page, inside
):
    inside(milestones.tick, by=robert, trajectory=anna, kind="intake_done", on=date(2026, 3, 9))
    inside(fill, anna, robert, 1)
    text = text_of(desk.get(f"{page}gespreksblad/"))
    for expected in ("Gesprek met Anna", "Doel 0", "We werken nu aan: I/U in beeld", "Stress"):
        assert expected in text, expected


def test_nothing_before_a_result_looks_like_a_button(desk, page):
    assert 'class="tick"' not in text_of(desk.get(page))


@pytest.mark.parametrize(
    "what", ["gesprek/{}/weg/", "doelen/{}/", "doelen/{}/vervalt/", "hulp/{}/"]
)
def test_what_belongs_to_another_trajectory_is_not_touched(desk, robert, page, inside, what):
    other = inside(a_trajectory, robert, "W-8", first_name="Bart")
    contact = inside(contacts.record, by=robert, trajectory=other, kind="phone")
    goal = inside(goals.add, by=robert, trajectory=other, text="Sparen")
    made = inside(deployments.add, by=robert, trajectory=other, category="legal")
    key = {"g": contact.pk, "d": goal.pk, "h": made.pk}[what[0]]
    desk.post(page + what.format(key), {"side": "client", "reached": "yes"})
    assert inside(Contact.objects.count) == 1
    standing = inside(Goal.objects.get)
    assert (standing.client_says, standing.dropped_at) == (None, None)
    assert inside(lambda: Deployment.objects.get().ended_on) is None


def test_a_team_lead_hands_over_for_everybody(client_on, waterveen, make_account, anna, inside):
    tess = make_account("tess@waterveen.example", waterveen, "team_lead", first_name="Tess")
    browser = client_on(waterveen, tess)
    assert "Anna" in text_of(browser.get("/overdragen/"))
    browser.post("/overdragen/", {"trajectory": [str(anna.pk)], "caseworker_id": str(tess.pk)})
    assert inside(Trajectory.objects.get).caseworker_id == tess.pk

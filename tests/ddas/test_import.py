"""A delivery becomes trajectories, results, help and endings, and never undoes a person."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from monitor.caseload import milestones, trajectories
from monitor.caseload.models import Client, Deployment, Ending, Milestone, Trajectory
from monitor.exchange.ddas.applying import bring_in
from monitor.exchange.ddas.matching import Decision
from monitor.exchange.ddas.planning import plan
from monitor.exchange.ddas.records import delivery_of
from monitor.exchange.models import DdasMatch
from tests.caseload.people import a_trajectory as stored_trajectory
from tests.ddas.files import a_client, a_file, a_trajectory

WATERVEEN = {"gemeentecode": "GM9001"}
FIRST = "leveringen[0].schuldhulptrajecten[0]"


def records_of(*trajectories_in_file):
    return delivery_of(a_file(*trajectories_in_file)).records


def outcomes(done) -> dict[str, str]:
    return {
        f"{item.fact.kind} {item.fact.name}": item.outcome
        for each in done.handled
        for item in each.items
    }


@pytest.fixture
def here(robert, in_waterveen):
    """Robert, in Waterveen's schema."""
    return robert


def test_a_new_client_becomes_a_trajectory_with_all_that_the_file_says(here):
    done = bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    trajectory = Trajectory.objects.get()
    assert trajectory.external_id.startswith("DDAS-")
    assert (trajectory.intake_date, trajectory.first_contact, trajectory.gemeentecode) == (
        date(2025, 3, 12),
        date(2025, 2, 20),
        "GM9001",
    )
    assert {m.kind: str(m.reached_on) for m in trajectory.milestones.all()} == {
        "intake_done": "2025-04-15",
        "ready_for_settlement": "2025-08-20",
        "settlement_requested": "2025-09-01",
        "settlement_agreed": "2025-10-01",
    }
    assert [(d.category, d.service, str(d.ended_on)) for d in trajectory.deployments.all()] == [
        ("income_management", "Budgetbeheer", "2025-11-30"),
        ("income_management", "Lange Termijn Begeleiding (DFD)", "None"),
    ]
    assert (trajectory.ending.status, trajectory.ending.reason) == ("success", "settlement_agreed")
    assert set(outcomes(done).values()) == {"new"} and done.left == []
    client = Client.objects.get()
    assert (client.first_name, client.email, client.phone, client.channel) == ("", "", "", "")


def test_what_the_file_does_not_say_stays_open(here):
    bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    kinds = set(Milestone.objects.values_list("kind", flat=True))
    assert not kinds & {"iu_in_view", "debts_in_view", "iu_in_balance", "barriers_removed"}


def test_the_same_delivery_again_writes_nothing(here):
    bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    before = _history()
    done = bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    assert set(outcomes(done).values()) == {"same"}
    assert _history() == before
    assert Trajectory.objects.count() == DdasMatch.objects.count() == 1


def _history():
    models = (Trajectory, Milestone, Deployment, Ending, Client, DdasMatch)
    return [model.pgh_event_model.objects.count() for model in models]


def test_a_later_delivery_follows_what_an_earlier_one_wrote(here):
    bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    later = a_trajectory(
        **WATERVEEN,
        planVanAanpak={"datumAfronding": "2025-04-20"},
        intake={"startdatum": "2025-03-13"},
        begeleiding=[
            {"soort": "Budgetbeheer", "startdatum": "2025-04-01", "einddatum": "2025-11-15"}
        ],
        uitstroom={"datum": "2025-12-03", "reden": "Overig"},
        einddatum="2025-12-03",
    )
    done = bring_in(records_of(later), by=here)
    trajectory = Trajectory.objects.get()
    assert outcomes(done)["ending stopped"] == "changed"
    assert trajectory.intake_date == date(2025, 3, 13)
    assert str(trajectory.milestones.get(kind="intake_done").reached_on) == "2025-04-20"
    assert str(trajectory.deployments.get(service="Budgetbeheer").ended_on) == "2025-11-15"
    assert (trajectory.ending.reason, str(trajectory.ending.ended_on)) == ("other", "2025-12-03")
    assert set(outcomes(bring_in(records_of(later), by=here)).values()) == {"same"}


def test_a_person_is_never_undone(here):
    bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    trajectory = Trajectory.objects.get()
    trajectories.update(by=here, trajectory=trajectory, first_contact=date(2025, 2, 1))
    moved = trajectory.milestones.get(kind="intake_done")
    milestones.move(by=here, milestone=moved, on=date(2025, 4, 1))
    agreed = trajectory.milestones.get(kind="settlement_agreed")
    milestones.revoke(by=here, milestone=agreed, reason="Per ongeluk")
    trajectories.reopen(by=here, trajectory=trajectory)
    done = bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    found = {f"{i.fact.kind} {i.fact.name}": i.why for i in done.handled[0].items if i.why}
    assert found == {
        "field first_contact": "by_hand",
        "milestone intake_done": "by_hand",
        "milestone settlement_agreed": "revoked",
        "ending success": "reopened",
    }
    trajectory = Trajectory.objects.get()
    assert trajectory.first_contact == date(2025, 2, 1)
    assert not Ending.objects.exists()


def test_history_says_who_and_that_it_was_an_import(here):
    bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    for model in (Trajectory, Milestone, Ending, DdasMatch):
        event = model.pgh_event_model.objects.select_related("pgh_context").first()
        assert event.pgh_context.metadata["source"] == "import"
        assert event.pgh_context.metadata["account"] == str(here.pk)


def test_the_digest_alone_is_kept_and_differs_per_municipality(here, waterveen, lindehaven):
    bring_in(records_of(a_trajectory(**WATERVEEN)), by=here)
    kept = bytes(DdasMatch.objects.get().digest).hex()
    assert len(kept) == 64
    with tenant_context(lindehaven):
        assert records_of(a_trajectory())[0].digests != [kept]
    assert not hasattr(DdasMatch.pgh_event_model, "digest")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT table_name FROM information_schema.tables WHERE table_schema=%s",
            [waterveen.schema_name],
        )
        for (table,) in cursor.fetchall():
            cursor.execute(
                f'SELECT count(*) FROM "{table}" t WHERE t::text LIKE ANY(%s)',
                [["%999990019%", "%9999ZZ%", "%1981-02-03%", "%Zilvermeeuw%"]],
            )
            assert cursor.fetchone() == (0,), table


def test_without_a_bsn_the_other_five_make_the_digest(here):
    nobody = a_client()
    nobody.pop("Burgerservicenummer")
    bring_in(records_of(a_trajectory(**WATERVEEN, client=[nobody])), by=here)
    spaced = nobody | {"Postcode": "9999 zz"}
    done = bring_in(records_of(a_trajectory(**WATERVEEN, client=[spaced])), by=here)
    assert set(outcomes(done).values()) == {"same"}
    other = nobody | {"Huisnummer": "13"}
    again = plan(records_of(a_trajectory(**WATERVEEN, client=[other])))
    assert again[0].match.state == "new"


def test_a_couple_is_one_trajectory_of_two_clients_found_by_either(here):
    couple = [a_client(), a_client("999990020")]
    bring_in(records_of(a_trajectory(**WATERVEEN, client=couple)), by=here)
    assert Trajectory.objects.get().clients.count() == 2
    done = bring_in(records_of(a_trajectory(**WATERVEEN, client=couple[1:])), by=here)
    assert set(outcomes(done).values()) == {"same"}


def test_one_that_may_be_there_already_waits_for_a_person(here):
    stored = stored_trajectory(here, "W-1", intake_date=date(2025, 3, 1))
    records = records_of(a_trajectory(**WATERVEEN))
    done = bring_in(records, by=here)
    assert done.handled == []
    assert (done.left[0].match.why, done.left[0].match.candidates) == ("candidates", [stored])
    done = bring_in(records, by=here, decisions={FIRST: Decision("W-1")})
    assert done.handled[0].match.trajectory == stored
    assert Trajectory.objects.count() == 1
    # The intake date was set by hand, so it stays; the rest went in, and the match is remembered.
    assert outcomes(done)["field intake_date"] == "conflict"
    assert plan(records)[0].match.state == "matched"


def test_a_person_may_say_that_it_is_a_new_one_with_a_number(here):
    stored_trajectory(here, "W-1", intake_date=date(2025, 3, 1))
    records = records_of(a_trajectory(**WATERVEEN, client=[]))
    assert plan(records)[0].match.why == "no_client"
    done = bring_in(records, by=here, decisions={FIRST: Decision("W-2", is_new=True)})
    assert done.handled[0].match.trajectory.external_id == "W-2"
    assert done.handled[0].match.trajectory.clients.count() == 1


@pytest.mark.parametrize("number", ["", "999990019"])
def test_a_number_that_cannot_be_is_refused_and_reported(here, number):
    records = records_of(a_trajectory(**WATERVEEN, client=[]))
    done = bring_in(records, by=here, decisions={FIRST: Decision(number, is_new=True)})
    assert not Trajectory.objects.exists() and not Client.objects.exists()
    assert {item.outcome for item in done.handled[0].items} == {"conflict"}


def test_one_without_a_start_cannot_become_new(here):
    records = records_of(a_trajectory(**WATERVEEN, startdatum=None, intake={}))
    assert plan(records)[0].match.why == "no_start"
    assert bring_in(records, by=here, decisions={FIRST: Decision("", is_new=True)}).handled == []


def test_the_same_client_twice_in_a_file_is_not_guessed(here):
    records = records_of(a_trajectory(**WATERVEEN), a_trajectory(**WATERVEEN))
    done = bring_in(records, by=here)
    assert (len(done.handled), done.left[0].match.why) == (1, "twice")


def test_two_clients_of_two_trajectories_are_not_guessed(here):
    other = a_trajectory(**WATERVEEN, client=[a_client("999990020")])
    bring_in(records_of(a_trajectory(**WATERVEEN), other), by=here)
    couple = records_of(a_trajectory(**WATERVEEN, client=[a_client(), a_client("999990020")]))
    done = bring_in(couple, by=here)
    assert done.left[0].match.why == "several" and len(done.left[0].match.candidates) == 2


def test_a_trajectory_of_another_municipality_does_not_come_in(here):
    done = bring_in(records_of(a_trajectory(gemeentecode="GM9002")), by=here)
    assert done.left[0].match.state == "elsewhere"
    assert not Trajectory.objects.exists()


def test_a_code_in_use_in_this_caseload_is_its_own(here):
    stored_trajectory(here, "W-1", intake_date=date(2024, 1, 1), gemeentecode="GM9002")
    bring_in(records_of(a_trajectory(gemeentecode="GM9002")), by=here)
    assert Trajectory.objects.count() == 2


@pytest.mark.parametrize(
    ("reason", "ending"),
    [
        ("Overleden", ("stopped", "moved_or_deceased")),
        ("Verhuisd", ("stopped", "moved_or_deceased")),
        ("Nietverschenen", ("stopped", "no_show")),
        ("Ingetrokken", ("stopped", "declines_settlement")),
        ("Niet passend", ("referred", "")),
        ("Overig", ("stopped", "other")),
        ("Voldoet niet", ("stopped", "municipality_stops")),
        ("Afgerond", ("success", "debt_rest")),
        ("Zelf", ("stopped", "declines_settlement")),
    ],
)
def test_each_exit_becomes_the_ending_of_the_crosswalk(here, reason, ending):
    out = {"datum": "2025-12-01", "reden": reason}
    bring_in(records_of(a_trajectory(**WATERVEEN, schuldregeling={}, uitstroom=out)), by=here)
    stored = Ending.objects.get()
    assert (stored.status, stored.reason) == ending


def test_a_fact_that_the_rules_refuse_is_reported_and_the_rest_goes_in(here):
    slip = a_trajectory(**WATERVEEN, planVanAanpak={"datumAfronding": "2015-04-15"}, intake={})
    done = bring_in(records_of(slip), by=here)
    refused = [i for i in done.handled[0].items if i.outcome == "conflict"]
    assert [i.fact.name for i in refused] == ["intake_done"]
    assert "meer dan een jaar voor de intake" in refused[0].why
    assert Milestone.objects.count() == 3


def test_planning_takes_as_many_queries_for_forty_as_for_two(here):
    def file_of(number):
        return records_of(
            *(
                a_trajectory(**WATERVEEN, client=[a_client(str(100_000_000 + n))])
                for n in range(number)
            )
        )

    counted = []
    for number in (2, 40):
        bring_in(file_of(number), by=here)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            plan(file_of(number))
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 12

"""Each rule: whom it finds, whom it leaves alone, and what it says of a hit."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from monitor.caseload import labels, milestones, pauses, trajectories
from monitor.caseload.models import Milestone, Trajectory
from monitor.desk.worklist import explaining, following
from monitor.desk.worklist.durations import Usual, finished, usual_days
from monitor.desk.worklist.models import Signal
from monitor.desk.worklist.rules import RULE_CODES, RULES
from tests.caseload.people import a_trajectory

from .conftest import TODAY, answered, at, missed, seen, takes_part

STANDARD = labels.Names()


def found(trajectory=None) -> dict[str, Signal]:
    """Rule -> the open signal, after looking everywhere."""
    following.refresh()
    rows = Signal.objects.waiting()
    if trajectory is not None:
        rows = rows.filter(trajectory=trajectory)
    return {signal.rule: signal for signal in rows}


def why(signal) -> list[str]:
    return explaining.why(signal, STANDARD, TODAY)


def test_nobody_is_on_the_list_without_a_reason(calm, inside):
    calm("W-7")
    assert inside(found) == {}


def test_two_missed_questionnaires(calm, robert, inside):
    anna = calm("W-7")

    def check():
        takes_part(robert, anna)
        missed(anna, 40)
        assert found() == {}
        missed(anna, 26)
        signal = found()["missed_waves"]
        assert signal.client == anna.clients.get()
        assert why(signal) == [
            "De laatste 2 vragenlijsten zijn niet ingevuld: de eerste was van 6 mei 2026, de "
            "laatste van 20 mei 2026."
        ]
        answered(anna, 20)
        assert found() == {}

    inside(check)


@pytest.mark.parametrize("last, is_hit", [(60, True), (61, False)])
def test_what_was_missed_long_ago_is_no_news(calm, robert, inside, last, is_hit):
    anna = calm("W-7")

    def check():
        takes_part(robert, anna)
        missed(anna, last + 14)
        missed(anna, last)
        assert ("missed_waves" in found()) == is_hit

    inside(check)


def test_who_does_not_take_part_misses_nothing(calm, inside):
    anna = calm("W-7")

    def check():
        missed(anna, 40)
        missed(anna, 26)
        assert found() == {}

    inside(check)


@pytest.mark.parametrize(
    "answers, n",
    [([4, 5], 2), ([5, 4, 4], 3), ([2, 4, 5], 2), ([4, 3], 0), ([4, 3, 5], 0), ([5], 0)],
)
def test_high_stress_in_a_row(calm, inside, answers, n):
    anna = calm("W-7")

    def check():
        for place, value in enumerate(answers):
            answered(anna, 14 * (len(answers) - place), stress=value)
        signals = found()
        assert set(signals) == ({"stress_high"} if n else set())
        if n:
            facts = signals["stress_high"].facts
            assert (facts["n"], facts["value"]) == (n, answers[-1])
            assert facts["first_on"] == at(14 * n).date().isoformat()
            assert facts["last_on"] == at(14).date().isoformat()

    inside(check)


@pytest.mark.parametrize("before, value, is_hit", [(4, 3, True), (5, 2, True), (3, 3, False)])
def test_an_answer_about_the_help_fell(calm, inside, before, value, is_hit):
    anna = calm("W-7")

    def check():
        answered(anna, 24, helped=before, stress=2)
        answered(anna, 10, helped=value, stress=2)
        signals = found()
        assert set(signals) == ({"approach_fell"} if is_hit else set())
        if is_hit:
            assert why(signals["approach_fell"]) == [
                f"“Geholpen” ging van {before} op 22 mei 2026 naar {value} op 5 juni 2026 (van 5)."
            ]

    inside(check)


def test_only_the_last_answer_counts_and_each_fallen_one_is_named(calm, inside):
    anna = calm("W-7")

    def check():
        answered(anna, 38, helped=5, listened=5)
        answered(anna, 24, helped=2, listened=2)
        answered(anna, 10, helped=3, listened=3)
        assert found() == {}
        answered(anna, 3, helped=2, listened=1)
        assert [text.split(" ")[0] for text in why(found()["approach_fell"])] == [
            "“Geluisterd”",
            "“Geholpen”",
        ]

    inside(check)


@pytest.mark.parametrize("days, is_hit", [(20, False), (21, True)])
def test_no_contact(robert, inside, days, is_hit):
    def check():
        anna = a_trajectory(robert, "W-7", first_name="Anna")
        seen(anna, TODAY - timedelta(days=days))
        seen(anna, TODAY - timedelta(days=1), no_show=True)
        signals = found()
        assert set(signals) == ({"no_contact"} if is_hit else set())
        if is_hit:
            assert why(signals["no_contact"]) == [
                "Sinds 25 mei 2026 is er geen contact. Dat is 21 dagen."
            ]

    inside(check)


def test_without_any_contact_the_intake_counts(robert, inside):
    def check():
        a_trajectory(robert, "W-7", intake_date=date(2026, 5, 20))
        assert found()["no_contact"].facts == {"last_on": "2026-05-20"}

    inside(check)


def test_debts_about_to_come_in_view(calm, robert, inside):
    anna = calm("W-7")

    def check():
        milestones.tick(by=robert, trajectory=anna, kind="iu_in_view", on=date(2026, 6, 1))
        signal = found()["debts_soon"]
        assert why(signal)[0].startswith("De stap “Schulden in beeld” loopt sinds 1 juni 2026.")
        milestones.tick(by=robert, trajectory=anna, kind="debts_in_view", on=TODAY)
        assert not Signal.objects.waiting().exists()
        assert found() == {}

    inside(check)


def test_after_a_pause_somebody_has_to_pick_it_up(robert, inside):
    def check():
        anna = a_trajectory(robert, "W-7", intake_date=date(2026, 5, 28))
        pauses.start(
            by=robert, trajectory=anna, from_date=date(2026, 6, 1), until=date(2026, 6, 10)
        )
        signal = found()["pause_over"]
        assert why(signal) == [
            "De pauze liep van 1 juni 2026 tot en met 10 juni 2026. Daarna was er nog geen contact."
        ]
        seen(anna, date(2026, 6, 12))
        assert found() == {}

    inside(check)


def test_in_a_pause_only_what_the_client_says_counts(robert, inside):
    def check():
        anna = a_trajectory(robert, "W-7")
        pauses.start(by=robert, trajectory=anna, from_date=TODAY)
        answered(anna, 20, stress=5)
        answered(anna, 6, stress=5)
        assert set(found()) == {"stress_high"}

    inside(check)


def test_long_in_a_step_by_the_pace_of_this_municipality(calm, robert, inside):
    anna = calm("W-99", intake_date=date(2026, 5, 1))

    def check():
        others = _finished(robert, days=range(10, 19))
        assert found(anna) == {}, "nine finished steps say too little"
        others += _finished(robert, days=[19], start=20)
        signal = found(anna)["long_in_step"]
        assert signal.facts == {
            "step": "intake",
            "since_on": "2026-05-01",
            "usual": 16,
            "n": 10,
        }
        assert why(signal) == [
            "De stap “Intake en screening” loopt sinds 1 mei 2026: 45 dagen. Driekwart van 10 "
            "trajecten bij jullie was er binnen 16 dagen doorheen."
        ]
        milestones.tick(by=robert, trajectory=anna, kind="intake_done", on=TODAY)
        assert not Signal.objects.waiting().filter(trajectory=anna).exists()

    inside(check)


def _finished(by, *, days, start=0) -> list[Trajectory]:
    """Trajectories that ended, with an intake step of so many days each."""
    made = []
    for number, took in enumerate(days, start=start):
        trajectory = a_trajectory(by, f"F-{number}", intake_date=date(2026, 1, 1))
        milestones.tick(
            by=by,
            trajectory=trajectory,
            kind="intake_done",
            on=date(2026, 1, 1) + timedelta(days=took),
        )
        trajectories.end(by=by, trajectory=trajectory, status="stopped", reason="other")
        made.append(trajectory)
    return made


def test_the_pace_of_steps_leaves_skipped_ones_out():
    intake = date(2026, 1, 1)
    day = lambda days: intake + timedelta(days=days)  # noqa: E731
    reached = {"intake_done": day(10), "debts_in_view": day(40), "iu_in_balance": day(45)}
    assert list(finished(intake, reached)) == [("intake", 10), ("iu_in_balance", 5)]
    courses = [(intake, {"intake_done": day(days)}) for days in (1, 2, 3, 4, 100)]
    assert usual_days(courses) == {"intake": Usual(4, 5)}


def test_somebody_whose_trajectory_ended_is_no_work(robert, inside):
    def check():
        anna = a_trajectory(robert, "W-7")
        assert set(found()) == {"no_contact"}
        trajectories.end(by=robert, trajectory=anna, status="stopped", reason="other")
        assert not Signal.objects.waiting().exists()
        assert found() == {}

    inside(check)


@pytest.mark.parametrize("rule", RULES, ids=RULE_CODES)
def test_each_rule_says_whom_it_is_about_in_both_languages(rule):
    with translation.override("nl"):
        dutch = explaining.about(rule)
    with translation.override("en"):
        english = explaining.about(rule)
    assert dutch and english and dutch != english
    assert "{" not in dutch + english
    assert all(str(limit) in dutch for limit in rule.limits.values())


@pytest.mark.parametrize("sizes", [(2, 12)])
def test_looking_takes_as_many_queries_for_many_as_for_few(robert, inside, sizes):
    def looked(count, prefix):
        for number in range(count):
            anna = a_trajectory(robert, f"{prefix}-{number}")
            takes_part(robert, anna)
            for days_ago in (20, 6):
                answered(anna, days_ago, stress=5, helped=days_ago // 4)
            Milestone.objects.create(trajectory=anna, kind="iu_in_view", reached_on=at(50))
        with CaptureQueriesContext(connection) as queries:
            following.refresh()
        return [query["sql"] for query in queries]

    few, many = (inside(looked, count, f"N{count}") for count in sizes)
    assert len(many) == len(few) <= 22, "\n".join(many)

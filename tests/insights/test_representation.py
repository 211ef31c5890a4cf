"""Who answered: the counts, what is withheld, the gauge, the floor and the weighted means."""

import random
from collections import defaultdict
from datetime import UTC, date, datetime, timedelta
from fractions import Fraction

import pytest
from django.db import connection
from django.template.loader import render_to_string
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django_tenants.utils import tenant_context

from benchmark.standard.steps import EXPERIENCE_STEPS, by_code
from benchmark.statistics import Mean
from monitor.caseload.models import Client, Milestone, Trajectory, TrajectoryClient
from monitor.caseload.steps import step_in_progress
from monitor.insights.frames import Cohort, fetch
from monitor.insights.representation import (
    representation_of,
    weighted_step_means,
    weights,
)
from monitor.insights.representation.classes import Dimension
from monitor.insights.representation.gauge import ALIKE, DIFFERENT, UNCERTAIN, judge, probability
from monitor.surveys.models import Answer, Wave

INTAKE = date(2025, 6, 2)
COHORT = Cohort(date(2025, 6, 1), date(2025, 12, 31), date(2026, 3, 1))


@pytest.fixture
def enter(in_waterveen):
    """enter("vulnerable", {"intake_done": 10}) -> (trajectory, client); days since INTAKE."""
    numbers = iter(range(10_000))

    def make(client_type="", reached=(), *, client=None, channel="email", **fields):
        trajectory = Trajectory.objects.create(
            external_id=f"W-{next(numbers)}",
            **({"intake_date": INTAKE, "client_type": client_type} | fields),
        )
        client = client or Client.objects.create(channel=channel)
        TrajectoryClient.objects.create(trajectory=trajectory, client=client)
        for kind, day in dict(reached).items():
            Milestone.objects.create(
                trajectory=trajectory, kind=kind, reached_on=INTAKE + timedelta(day)
            )
        return trajectory, client

    return make


def ask(who, day=1, *, stress=None, status=None, kind="regular", client=None):
    """A questionnaire, answered when `stress` is given."""
    trajectory, first = who
    moment = datetime(INTAKE.year, INTAKE.month, INTAKE.day, 12, tzinfo=UTC) + timedelta(day)
    wave = Wave.objects.create(
        trajectory=trajectory,
        client=client or first,
        kind=kind,
        sequence=trajectory.waves.count() + 1,
        status=status or ("expired" if stress is None else "submitted"),
        open_from=moment,
        submitted_at=moment if stress is not None and status is None else None,
        cancelled_reason="ended" if status == "cancelled" else "",
    )
    if stress is not None:
        Answer.objects.create(wave=wave, item="stress", value=stress, answered_at=moment)
    return wave


def numbers(found, code) -> dict[str, tuple[int, int]]:
    """Class -> (base, answered) of one dimension, withheld or not."""
    dimension = {d.code: d for d in found.dimensions}[code]
    return {c.code: (c.n, c.answered) for c in dimension.classes}


def test_who_was_asked_is_who_had_a_questionnaire_before_them(enter):
    for status in ("planned", "cancelled"):
        ask(enter("vulnerable"), status=status)
    enter("vulnerable")  # never planned anything
    for status in ("open", "expired"):
        for _ in range(3):
            ask(enter("dependent"), status=status)
    for _ in range(4):
        ask(enter("independent"), stress=3)
    found = representation_of(COHORT)
    assert (found.is_asked, found.clients, found.base, found.answered) == (True, 13, 10, 4)
    assert numbers(found, "client_type") == {"dependent": (6, 0), "independent": (4, 4)}


def test_a_client_counts_once_and_as_they_were_last(enter):
    first = enter("vulnerable", intake_date=INTAKE)
    again = enter("dependent", client=first[1], intake_date=INTAKE + timedelta(30))
    ask(first, stress=4)
    ask(again, 40)
    ask(again, 54, stress=2)
    found = representation_of(COHORT)
    assert (found.clients, found.base, found.answered) == (1, 1, 1)
    assert numbers(found, "client_type") == {"dependent": (1, 1)}


def test_partners_are_clients_of_their_own(enter):
    both = enter("dependent")
    partner = Client.objects.create(channel="sms")
    TrajectoryClient.objects.create(trajectory=both[0], client=partner, position=2)
    ask(both, stress=4)
    ask(both, client=partner)
    found = representation_of(COHORT)
    assert (found.base, found.answered) == (2, 1)
    assert numbers(found, "channel") == {"email": (1, 1), "sms": (1, 0)}


def test_what_was_left_half_way_counts_and_what_comes_after_the_reference_date_does_not(enter):
    ask(enter(), stress=4, status="expired")
    late = (COHORT.reference_date - INTAKE).days + 1
    ask(enter(), late, stress=4)
    ask(enter(), late)
    found = representation_of(COHORT)
    assert (found.clients, found.base, found.answered) == (3, 1, 1)


def test_with_answers_read_in_everybody_is_the_base_and_the_page_says_so(enter):
    for _ in range(6):
        ask(enter("dependent", {"intake_done": 5}), 10, stress=4, kind="imported")
    for _ in range(6):
        enter("vulnerable")
    found = representation_of(COHORT)
    assert (found.is_asked, found.base, found.answered) == (False, 12, 6)
    assert found.sentence == "6 van de 12 cliënten antwoordden (50%)."
    assert "ingelezen" in found.basis
    # Twelve began in the first step, and the six went on to the second and answered there.
    assert numbers(found, "step") == {"intake": (12, 0), "iu_in_view": (6, 6)}


def test_an_answer_counts_in_the_step_of_its_day(enter):
    who = enter("dependent", {"intake_done": 10, "iu_in_view": 20})
    ask(who, 9, stress=5)
    ask(who, 10)
    ask(who, 20, stress=3)
    assert numbers(representation_of(COHORT), "step") == {
        "intake": (1, 1),
        "iu_in_view": (1, 0),
        "debts_in_view": (1, 1),
    }


def test_the_counts_agree_with_loops_over_a_random_caseload(enter):
    rng = random.Random(11)
    kinds = ("intake_done", "iu_in_view", "debts_in_view", "iu_in_balance", "barriers_removed")
    kinds += ("ready_for_settlement", "settlement_agreed")
    people = []
    for _ in range(60):
        reached = {kind: rng.randint(0, 90) for kind in rng.sample(kinds, rng.randint(0, 4))}
        kind = rng.choice(["independent", "dependent", "vulnerable", ""])
        duration, channel = rng.choice(["0-1", "over-5"]), rng.choice(["email", "sms"])
        who = enter(kind, reached, debt_duration=duration, channel=channel)
        waves = [(day, rng.random() < 0.4) for day in sorted(rng.sample(range(100), 3))]
        for day, answers in waves:
            ask(who, day, stress=3 if answers else None)
        people.append((kind, duration, channel, reached, waves))
    expected = {name: defaultdict(lambda: [0, 0]) for name in ("type", "duration", "channel")}
    steps = defaultdict(lambda: [0, 0])
    for kind, duration, channel, reached, waves in people:
        answered = any(answers for _, answers in waves)
        for name, code in (("type", kind), ("duration", duration), ("channel", channel)):
            expected[name][code][0] += 1
            expected[name][code][1] += answered
        dated = {code: INTAKE + timedelta(day) for code, day in reached.items()}
        seen = defaultdict(bool)
        for day, answers in waves:
            step = by_code(step_in_progress(dated, INTAKE + timedelta(day))).experience
            seen[step] |= answers
        for step, answers in seen.items():
            steps[step][0] += 1
            steps[step][1] += answers
    found = representation_of(COHORT)
    for code, counts in (
        ("client_type", expected["type"]),
        ("debt_duration", expected["duration"]),
        ("channel", expected["channel"]),
        ("step", steps),
    ):
        assert numbers(found, code) == {c: tuple(both) for c, both in counts.items()}


@pytest.mark.parametrize(("imported", "expected"), [(False, 2), (True, 3)])
def test_the_number_of_queries_does_not_follow_the_number_of_clients(enter, imported, expected):
    kind = "imported" if imported else "regular"
    ask(enter("vulnerable"), stress=4, kind=kind)
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            representation_of(COHORT)
        assert len(captured) == expected
        for _ in range(20):
            ask(enter("dependent", {"intake_done": 3}), stress=4, kind=kind)


def test_filters_and_the_benchmark_narrow_who_is_counted(enter):
    for number in range(12):
        who = enter("vulnerable" if number < 6 else "dependent")
        ask(who, stress=4 if number % 2 else None)
    narrow = Cohort(*_dates(), filters=(("client_type", "vulnerable"),))
    assert (representation_of(narrow).base, representation_of(narrow).answered) == (6, 3)
    who[1].participations.create(benchmark=False, information_version="1", recorded_by="client")
    assert representation_of(Cohort(*_dates(), for_benchmark=True)).base == 11


def test_what_follows_from_a_wider_choice_is_not_shown(enter):
    for number in range(20):
        ask(enter("vulnerable", inflow="referral" if number < 17 else "early_warning"), stress=4)
    narrow = Cohort(*_dates(), filters=(("inflow", "referral"),))
    alone, beside = representation_of(narrow), representation_of(narrow, [COHORT])
    assert not alone.is_small
    assert beside.is_small and beside.tables == [] and "17" not in beside.sentence


def _dates():
    return COHORT.starts_on, COHORT.ends_on, COHORT.reference_date


# --- What may be shown -------------------------------------------------------------------------


def shown(**counts) -> list[str]:
    given = {code: [n, 1] for code, n in counts.items()}
    return [c.code for c in Dimension.of("client_type", given).shown]


def test_one_small_class_takes_the_smallest_other_along():
    assert shown(independent=30, dependent=20, vulnerable=4) == ["independent"]
    assert shown(independent=30, dependent=20, vulnerable=5) == [
        "independent",
        "dependent",
        "vulnerable",
    ]


def test_two_small_classes_that_are_few_together_take_a_third_along():
    given = {"independent": [30, 1], "dependent": [20, 1], "vulnerable": [2, 1], "": [2, 1]}
    assert [c.code for c in Dimension.of("client_type", given).shown] == ["independent"]
    given["vulnerable"] = [3, 1]
    assert [c.code for c in Dimension.of("client_type", given).shown] == [
        "independent",
        "dependent",
    ]


def test_a_class_that_a_wider_choice_holds_a_few_more_of_is_withheld():
    own = {"independent": [30, 9], "dependent": [20, 9], "vulnerable": [10, 9]}
    wider = {"independent": [30, 9], "dependent": [22, 9], "vulnerable": [40, 9]}
    found = Dimension.of("client_type", own, [wider])
    assert [c.code for c in found.shown] == ["independent"]


def test_withheld_numbers_stand_in_no_table(enter):
    for number in range(30):
        kind = "vulnerable" if number < 3 else "dependent" if number < 10 else "independent"
        ask(enter(kind), stress=4 if number % 2 else None)
    table = representation_of(COHORT).tables[0]
    assert [row[1:] for row in table.rows if row[0] != "De Zelfstandige"] == [["–"] * 3] * 2
    assert ["De Zelfstandige", "50%", "20 (67%)", "10 (67%)"] in table.rows


# --- The gauge ---------------------------------------------------------------------------------


def types(independent, dependent, vulnerable) -> Dimension:
    """A dimension from (base, answered) of each type."""
    return Dimension.of(
        "client_type",
        {"independent": independent, "dependent": dependent, "vulnerable": vulnerable},
    )


def test_those_who_answer_alike_are_alike():
    assert judge([types((100, 50), (100, 52), (100, 48))]).verdict == ALIKE
    assert judge([types((10, 10), (10, 10), (10, 10))]).verdict == ALIKE


def test_a_large_difference_that_is_no_chance_names_who_is_missing():
    found = judge([types((100, 60), (100, 60), (100, 10))])
    assert (found.verdict, found.who.code) == (DIFFERENT, "vulnerable")


def test_a_large_difference_among_few_people_may_be_chance():
    assert judge([types((6, 4), (6, 3), (6, 1))]).verdict == UNCERTAIN


def test_a_small_difference_among_many_people_is_no_difference():
    many = types((10_000, 6_000), (10_000, 5_000), (10_000, 4_500))
    assert probability(many) < 0.001
    assert judge([many]).verdict == ALIKE


def test_a_withheld_class_is_not_named():
    # The dependent differ most, but they are withheld beside the four vulnerable.
    found = judge([types((90, 10), (40, 30), (4, 4))])
    assert (found.verdict, found.who.code) == (DIFFERENT, "independent")


def test_the_test_is_pearsons_chi_square():
    dimension = types((60, 30), (50, 10), (40, 25))
    observed = [(c.answered, c.n - c.answered) for c in dimension.classes]
    total, hits = sum(map(sum, observed)), sum(a for a, _ in observed)
    statistic = 0.0
    for answered, not_answered in observed:
        n = answered + not_answered
        for seen, whole in ((answered, hits), (not_answered, total - hits)):
            expected = n * whole / total
            statistic += (seen - expected) ** 2 / expected
    # With two degrees of freedom the chi-square tail is exp(-x/2).
    from math import exp

    assert probability(dimension) == pytest.approx(exp(-statistic / 2), rel=1e-9)


def test_small_classes_are_put_together_before_testing():
    assert probability(types((3, 1), (3, 2), (4, 2))) is None
    merged = types((60, 30), (50, 20), (1, 1))
    two = Dimension.of("client_type", {"independent": (60, 30), "dependent": (51, 21)})
    assert probability(merged) == pytest.approx(probability(two))


def test_steps_are_not_judged():
    steps = Dimension.of("step", {"intake": (100, 90), "outflow": (100, 10)})
    assert judge([steps]).verdict == ALIKE


# --- In words ----------------------------------------------------------------------------------


def test_the_sentence_names_who_answers_less(enter):
    for number in range(60):
        vulnerable = number < 30
        ask(
            enter("vulnerable" if vulnerable else "dependent"),
            stress=4 if (number % 6 == 0 or not vulnerable) else None,
        )
    found = representation_of(COHORT)
    assert found.sentence == "35 van de 60 gevraagde cliënten antwoordden (58%)."
    assert found.likeness == (
        "De mensen die antwoorden lijken niet helemaal op alle gevraagde cliënten: vooral de "
        "groep “De Kwetsbare” (klanttype) antwoordt minder."
    )
    assert not found.is_below_floor


@pytest.mark.parametrize(
    ("base", "answered", "below"), [(20, 5, False), (21, 5, True), (5, 5, False), (6, 4, True)]
)
def test_below_a_quarter_or_five_clients_experience_is_not_shown(enter, base, answered, below):
    for number in range(base):
        ask(enter("dependent"), stress=4 if number < answered else None)
    found = representation_of(COHORT)
    assert found.is_below_floor is below
    panel = render_to_string("insights/_representation.html", {"representation": found})
    assert ("Niet publiceren" in panel) is below
    assert ("te weinig om over beleving" in found.sentence) is below
    assert bool(found.likeness) is not below
    if answered < 5:
        assert f"{answered} van" not in panel and "Minder dan 5 van de" in panel
        assert "<table" not in panel


def test_nobody_and_a_few_give_no_number_at_all(enter):
    for _ in range(5):
        found = representation_of(COHORT)
        assert found.is_below_floor and found.is_small and found.tables == []
        panel = render_to_string("insights/_representation.html", {"representation": found})
        assert "te weinig cliënten" in panel and "<details" not in panel
        ask(enter("dependent"), stress=4)
    assert not representation_of(COHORT).is_small


def test_how_many_were_not_asked_is_said_unless_they_are_few(enter):
    for _ in range(9):
        ask(enter(), stress=4)
    for _ in range(4):
        enter()
    assert "13" not in representation_of(COHORT).basis
    enter()
    assert "9 van de 14 cliënten" in representation_of(COHORT).basis


def test_the_panel_holds_a_table_per_dimension(loaded_waterveen, edition):
    with tenant_context(loaded_waterveen):
        found = representation_of(Cohort.of(edition))
        panel = render_to_string("insights/_representation.html", {"representation": found})
        # Independent: clients with an answer, through the answers themselves.
        by_hand = (
            Answer.objects.filter(
                wave__trajectory__intake_date__range=(edition.starts_on, edition.ends_on),
                answered_at__date__lte=edition.reference_date,
            )
            .values("wave__client")
            .distinct()
            .count()
        )
    assert found.answered == by_hand >= 5
    assert panel.count("<table") == 4 and panel.count("<summary") == 1
    for title in ("Klanttype", "Duur van de schulden", "Kanaal", "Stap"):
        assert title in panel


def test_class_names_follow_the_language():
    dimension = types((10, 5), (10, 5), (10, 5))
    with translation.override("en"):
        assert str(dimension.title) == "Client type"
        assert str(dimension.classes[0].label) == "The independent client"


# --- Weighted ----------------------------------------------------------------------------------


def test_weighted_means_count_each_type_as_often_as_the_cohort_has_it(enter):
    for number in range(20):  # half of the vulnerable answer, all of the dependent
        ask(enter("vulnerable"), stress=5 if number < 10 else None)
    for _ in range(20):
        ask(enter("dependent"), stress=2)
    frames = fetch(COHORT)
    assert weights(frames) == {"vulnerable": 20, "dependent": 20}
    found = weighted_step_means("stress", frames)
    assert list(found) == [step.code for step in EXPERIENCE_STEPS]
    assert found["intake"].exact == Fraction(7, 2)  # the plain mean is 3
    assert (found["intake"].people, found["intake"].covered) == (30, 40)
    assert found["outflow"].value is None and found["outflow"].people == 0


def test_a_type_with_few_answers_is_put_together_with_another(enter):
    for number in range(12):
        ask(enter("vulnerable"), stress=5 if number < 4 else None)
    for _ in range(6):
        ask(enter("dependent"), stress=3)
    for _ in range(10):
        ask(enter("independent"), stress=1)
    found = weighted_step_means("stress", fetch(COHORT))["intake"]
    small = Mean.of([5] * 4 + [3] * 6)
    assert found.exact == (18 * small.exact + 10 * 1) / 28


def test_weighing_changes_nothing_when_everybody_answers(enter):
    rng = random.Random(3)
    values = []
    for kind in ("vulnerable", "dependent", "independent", ""):
        for _ in range(7):
            values.append(rng.randint(1, 5))
            ask(enter(kind), stress=values[-1])
    found = weighted_step_means("stress", fetch(COHORT))["intake"]
    assert found.exact == Mean.of(values).exact
    assert timezone.localdate() >= COHORT.reference_date

"""Each rule of disclosure by itself, at its edge."""

from datetime import date
from fractions import Fraction

import pytest

from benchmark.disclosure import (
    BY_MUNICIPALITIES,
    EARLIER_RELEASE,
    WITHHELD,
    Ledger,
    atoms,
    cell_reason,
    contributor_band,
    decide,
    round_people,
    share_label,
)

DAY = date(2021, 4, 1)
LATER = date(2021, 7, 1)
SIX = ("aalmeer", "beekdam", "cruinen", "dorpveld", "eemwoud", "fliersum")


def one_cell(bases, ledger=None, cohorts=None, **options):
    decisions = decide(
        {"all": bases},
        cohort_sizes=cohorts or bases,
        ledger=ledger or Ledger(),
        indicator="success",
        period="2021",
        **options,
    )
    return decisions["all"]


def released(members, cell="all", indicator="success"):
    decisions = decide(
        {cell: dict.fromkeys(members, 20)},
        cohort_sizes=dict.fromkeys(members, 20),
        ledger=Ledger(),
        indicator=indicator,
        period="2021",
    )
    return Ledger().after(decisions, indicator=indicator, period="2021", on=DAY)


def names(count):
    return [f"m{i:02}" for i in range(count)]


def test_six_municipalities_give_the_national_figures():
    cells = {step: dict.fromkeys(SIX, 12) for step in ("intake", "iu_in_view", "debts_in_view")}
    decisions = decide(
        cells,
        cohort_sizes=dict.fromkeys(SIX, 40),
        ledger=Ledger(),
        indicator="stress_by_step",
        period="2021",
    )
    assert all(d.published and d.members == set(SIX) for d in decisions.values())


def test_a_municipality_takes_part_from_ten_clients():
    bases = dict.fromkeys(SIX, 10)
    assert one_cell(bases).members == set(SIX)
    assert one_cell({**bases, "aalmeer": 9}).members == set(SIX) - {"aalmeer"}


def test_five_municipalities_and_thirty_clients_are_the_least():
    assert cell_reason([6] * 5) is None
    assert cell_reason([6, 6, 6, 6, 5]) == "few_clients"
    assert cell_reason([10] * 4) == "few_municipalities"
    assert cell_reason([10] * 4 + [0]) == "few_municipalities"


def test_one_giant_is_refused_at_more_than_half():
    assert cell_reason([40, 10, 10, 10, 10]) is None
    assert cell_reason([41, 10, 10, 10, 10]) == "one_dominates"


def test_two_giants_are_refused_at_more_than_two_thirds():
    assert cell_reason([335, 335, 110, 110, 110]) is None
    assert cell_reason([336, 335, 110, 110, 109]) == "one_dominates"


def test_what_the_others_add_must_weigh_against_the_largest():
    # With the other two limits in force this one cannot bite alone; it stands by itself too.
    assert cell_reason([50, 46, 2, 1, 1]) == "one_dominates"


def test_a_giant_blocks_the_pooled_figure_but_not_the_mean_of_municipalities():
    bases = {**dict.fromkeys(SIX, 20), "amstelhaven": 900}
    assert one_cell(bases).reason == "one_dominates"
    unweighted = one_cell(bases, weighting=BY_MUNICIPALITIES)
    assert unweighted.published and "amstelhaven" in unweighted.members


def test_an_unweighted_mean_counts_municipalities_with_ten_clients_in_the_cell():
    bases = {**dict.fromkeys(SIX, 10), "aalmeer": 9}
    cohorts = dict.fromkeys(SIX, 50)
    decision = one_cell(bases, cohorts=cohorts, weighting=BY_MUNICIPALITIES)
    assert decision.members == set(SIX) - {"aalmeer"}
    bases["beekdam"] = 0
    decision = one_cell(bases, cohorts=cohorts, weighting=BY_MUNICIPALITIES)
    assert decision.reason == "few_municipalities"


@pytest.mark.parametrize("weighting", ["clients", BY_MUNICIPALITIES])
def test_an_eighth_municipality_leaves_the_figure_of_seven_as_it_was(weighting):
    options = {"indicator": "success", "period": "2021", "weighting": weighting}
    seven, eight = dict.fromkeys(names(7), 20), dict.fromkeys(names(8), 20)
    first = decide({"all": seven}, cohort_sizes=seven, ledger=Ledger(), **options)
    ledger = Ledger().after(first, on=DAY, **options)
    second = decide({"all": eight}, cohort_sizes=eight, ledger=ledger, **options)["all"]
    assert second.published and second.members == set(seven)
    assert (second.reason, second.since) == (EARLIER_RELEASE.code, DAY)
    assert ledger.after({"all": second}, on=LATER, **options) == ledger


def test_five_newcomers_together_make_a_new_figure():
    ledger = released(names(7))
    decision = one_cell(dict.fromkeys(names(12), 20), ledger)
    assert decision.published and decision.since is None and len(decision.members) == 12


def test_five_newcomers_with_one_giant_among_them_do_not():
    ledger = released(names(7))
    bases = dict.fromkeys(names(12), 10) | {"m11": 60}
    assert cell_reason(bases.values()) is None
    assert one_cell(bases, ledger).reason == EARLIER_RELEASE.code


def test_a_withdrawal_freezes_what_is_released():
    ledger = released(names(7))
    decision = one_cell(dict.fromkeys(names(6), 20), ledger)
    assert decision.members == set(names(7)) and decision.since == DAY


def test_the_same_members_are_not_computed_again():
    ledger = released(names(7))
    decision = one_cell(dict.fromkeys(names(7), 25), ledger)
    assert decision.published and decision.reason is None and decision.since == DAY


def test_another_period_starts_afresh():
    ledger = released(names(7))
    eight = dict.fromkeys(names(8), 20)
    decision = decide(
        {"all": eight}, cohort_sizes=eight, ledger=ledger, indicator="success", period="2022"
    )["all"]
    assert len(decision.members) == 8


def test_a_second_indicator_of_the_period_takes_the_members_already_released():
    ledger = released(names(7), indicator="drop_out")
    decision = one_cell(dict.fromkeys(names(8), 20), ledger)
    assert decision.published and decision.members == set(names(7)) and decision.since is None


def test_one_withheld_cell_withholds_the_smallest_of_the_others():
    cells = {
        "independent": dict.fromkeys(SIX, 20),
        "dependent": dict.fromkeys(SIX, 10),
        "vulnerable": dict.fromkeys(SIX[:4], 10),
    }
    decisions = decide(
        cells,
        cohort_sizes=dict.fromkeys(SIX, 40),
        ledger=Ledger(),
        indicator="by_type",
        period="2021",
    )
    assert decisions["independent"].published
    assert decisions["dependent"].reason == "protects_another"
    assert decisions["vulnerable"].reason == "few_municipalities"
    assert not decisions["vulnerable"].members


def test_two_withheld_cells_that_together_are_still_small_withhold_a_third():
    cells = {
        "intake": dict.fromkeys(SIX, 20),
        "ready": dict.fromkeys(SIX, 8),
        "life_domains": {"aalmeer": 9},
        "outflow": {"beekdam": 8},
    }
    decisions = decide(
        cells,
        cohort_sizes=dict.fromkeys(SIX, 40),
        ledger=Ledger(),
        indicator="by_step",
        period="2021",
    )
    assert decisions["ready"].reason == "protects_another"
    assert decisions["intake"].published


def test_cells_of_a_breakdown_move_together_or_not_at_all():
    options = {"indicator": "by_type", "period": "2021"}
    first = {c: dict.fromkeys(names(7), 20) for c in ("independent", "dependent")}
    cohorts = dict.fromkeys(names(12), 40)
    decisions = decide(first, cohort_sizes=dict.fromkeys(names(7), 40), ledger=Ledger(), **options)
    ledger = Ledger().after(decisions, on=DAY, **options)
    # Five newcomers, but only one of them has dependent clients.
    later = {
        "independent": dict.fromkeys(names(12), 20),
        "dependent": dict.fromkeys(names(8), 20),
    }
    again = decide(later, cohort_sizes=cohorts, ledger=ledger, **options)
    assert {d.since for d in again.values()} == {DAY}
    assert {d.members for d in again.values()} == {frozenset(names(7))}


def test_a_cell_withheld_at_first_waits_for_the_next_period():
    options = {"indicator": "by_type", "period": "2021"}
    cohorts = dict.fromkeys(names(7), 60)
    cells = {
        "independent": dict.fromkeys(names(7), 20),
        "dependent": dict.fromkeys(names(7), 15),
        "vulnerable": {"m00": 10},
    }
    decisions = decide(cells, cohort_sizes=cohorts, ledger=Ledger(), **options)
    ledger = Ledger().after(decisions, on=DAY, **options)
    cells["vulnerable"] = dict.fromkeys(names(7), 10)
    again = decide(cells, cohort_sizes=cohorts, ledger=ledger, **options)
    assert again["vulnerable"].reason == "next_period"
    assert again["independent"].since == DAY


def test_a_grouping_waits_for_the_national_figure():
    members = names(12)
    bases = dict.fromkeys(members, 20)
    group = {"grouping": "size:large", "within": members[:6]}
    assert one_cell(bases, **group).reason == "national_first"
    ledger = released(members)
    large = one_cell(bases, ledger, **group)
    assert large.published and large.members == set(members[:6])


def test_a_grouping_never_comes_out_with_six_municipalities():
    ledger = released(SIX)
    bases = dict.fromkeys(SIX, 20)
    decision = one_cell(bases, ledger, grouping="model:parallel", within=SIX[:5])
    assert decision.reason == "differencing"


def test_a_group_that_leaves_a_giant_in_the_rest_is_refused():
    members = names(12)
    bases = dict.fromkeys(members, 20) | {"m11": 150}
    ledger = Ledger().after({"all": one_cell(bases)}, indicator="success", period="2021", on=DAY)
    assert ledger.released
    group = {"grouping": "size:small", "within": members[:6]}
    assert one_cell(bases, ledger, **group).reason == "differencing"


def test_a_grouping_without_its_municipalities_is_a_mistake():
    bases = dict.fromkeys(SIX, 20)
    with pytest.raises(ValueError):
        one_cell(bases, grouping="size:large")
    with pytest.raises(ValueError):
        one_cell(bases, within=SIX)


def test_atoms_are_who_stands_in_the_same_sets():
    found = atoms(["abcde", "abc", "cdef"])
    assert sorted("".join(sorted(atom)) for atom in found) == ["ab", "c", "de", "f"]
    assert atoms([]) == ()


@pytest.mark.parametrize(
    ("n", "shown"), [(0, 0), (2, 0), (3, 5), (7, 5), (8, 10), (30, 30), (32, 30), (33, 35)]
)
def test_people_are_rounded_to_five(n, shown):
    assert round_people(n) == shown


@pytest.mark.parametrize(
    ("n", "band"),
    [(5, "5-9"), (9, "5-9"), (10, "10-24"), (25, "25-49"), (99, "50-99"), (100, "100+")],
)
def test_contributors_are_a_band(n, band):
    assert contributor_band(n) == band


def test_fewer_than_five_contributors_have_no_band():
    with pytest.raises(ValueError):
        contributor_band(4)


@pytest.mark.parametrize(
    ("value", "label"),
    [
        (0, "<5%"),
        (0.0499, "<5%"),
        (0.05, "5%"),
        (0.685, "69%"),
        (Fraction(29, 200), "15%"),
        (0.145, "15%"),
        (0.95, "95%"),
        (0.951, ">95%"),
        (1, ">95%"),
    ],
)
def test_shares_at_the_ends_are_not_told_exactly(value, label):
    assert share_label(value) == label


@pytest.mark.parametrize(
    ("hits", "people", "label"),
    [(0, 1000, "<5%"), (4, 1000, "<5%"), (5, 1000, "1%"), (996, 1000, ">95%"), (1, 30, "<5%")],
)
def test_the_ends_cover_fewer_than_five_people_where_their_number_is_known(hits, people, label):
    assert share_label(Fraction(hits, people), people) == label


def test_every_reason_has_words_in_both_languages():
    for term in (*WITHHELD, EARLIER_RELEASE):
        assert term.label.nl and term.label.en

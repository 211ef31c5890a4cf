"""Own names on a municipality's own figures: the words change, the codes and numbers do not."""

from dataclasses import replace

import pytest

from benchmark.standard.indicators import INDICATORS, by_id
from benchmark.standard.steps import STEPS
from monitor.caseload.labels import ATTITUDE_NAMES, Names
from monitor.insights.relabelling import in_own_words, relabelled

OWN = Names(
    own={
        ("step", "intake"): "Kennismaking",
        ("step", "iu_in_view"): "Overzicht",
        ("milestone", "debt_rest"): "Rust in geld",
        ("milestone", "iu_in_view"): "Overzicht klaar",
    }
)
ATTITUDE = Names(attitude=ATTITUDE_NAMES[1])


def labels_of(terms) -> dict[str, str]:
    return {term.code: term.label.nl for term in terms}


def of_breakdowns(*names):
    return [i for i in INDICATORS if i.breakdowns == names]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_without_own_names_an_indicator_is_itself(indicator):
    assert relabelled(indicator, Names()) is indicator
    assert relabelled(indicator, Names(uses_life_domains=False)) is indicator


@pytest.mark.parametrize("names", [OWN, ATTITUDE], ids=["steps", "scale"])
@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda i: i.id)
def test_only_words_change(indicator, names):
    found = relabelled(indicator, names)
    assert [c.code for c in found.cells] == [c.code for c in indicator.cells]
    assert [c.code for c in found.categories] == [c.code for c in indicator.categories]
    words = {"cells", "categories", "method", "title", "phrase"}
    assert replace(found, **{w: getattr(indicator, w) for w in words}) == indicator


def test_cells_of_a_step_carry_the_own_name_and_the_others_the_standard_one():
    assert of_breakdowns("step")
    for indicator in of_breakdowns("step"):
        before, after = labels_of(indicator.cells), labels_of(relabelled(indicator, OWN).cells)
        changed = {code: text for code, text in after.items() if text != before[code]}
        expected = {"intake": "Kennismaking", "iu_in_view": "Overzicht"}
        assert changed == {code: text for code, text in expected.items() if code in before}


def test_the_method_says_what_the_standard_calls_it():
    indicator = by_id("steps_entered")
    method = relabelled(indicator, OWN).method
    assert method.nl == (
        f"{indicator.method.nl} Namen in de standaard: Intake en screening (bij ons: "
        "Kennismaking), I/U in beeld (bij ons: Overzicht)."
    )
    assert "Income and expenditure in view (with us: Overzicht)" in method.en


def test_a_pair_keeps_its_other_half():
    pairs = [i for i in of_breakdowns("client_type", "step")]
    assert pairs
    for indicator in pairs:
        after = labels_of(relabelled(indicator, OWN).cells)
        assert after["independent.iu_in_view"] == "De Zelfstandige, overzicht"
        assert after["independent.debts_in_view"] == "De Zelfstandige, schulden in beeld"


def test_phases_that_are_a_step_share_its_name():
    assert of_breakdowns("phase")
    for indicator in of_breakdowns("phase"):
        after = labels_of(relabelled(indicator, OWN).cells)
        assert (after["intake"], after["outflow"]) == ("Kennismaking", "Uitstroom")
        assert after["stabilisation"] == labels_of(indicator.cells)["stabilisation"]


def test_categories_that_are_steps_or_results_carry_their_own_names():
    moments = [i for i in INDICATORS if i.measure.code == "drop_out_moment"]
    kinds = [i for i in INDICATORS if i.measure.code == "success_kind"]
    assert moments and kinds
    for indicator in moments:
        assert labels_of(relabelled(indicator, OWN).categories)["iu_in_view"] == "Overzicht"
    for indicator in kinds:
        assert labels_of(relabelled(indicator, OWN).categories)["debt_rest"] == "Rust in geld"


def test_a_figure_about_a_result_says_its_own_name_and_keeps_its_title():
    indicator = by_id("iu_in_view_within_91")
    found = relabelled(indicator, OWN)
    assert found.title == indicator.title
    assert found.method.nl.endswith("I/U in beeld (bij ons: Overzicht klaar).")


def test_the_scale_goes_by_the_chosen_name_everywhere_it_is_named():
    about = [i for i in INDICATORS if i.measure.attribute == "attitude"]
    assert about
    for indicator in about:
        found = relabelled(indicator, ATTITUDE)
        said = f"{found.title.nl} {found.phrase.nl} {found.method.nl}"
        assert "otivatie" not in said and "ttitude" in said
        assert "otivation" not in f"{found.title.en} {found.phrase.en} {found.method.en}"
        assert in_own_words("de motivatie", found, ATTITUDE) == "de attitude"
    other = by_id("steps_entered")
    assert relabelled(other, ATTITUDE) is other
    assert in_own_words("de motivatie", other, ATTITUDE) == "de motivatie"


def test_the_standard_itself_is_left_as_it_is():
    relabelled(by_id("steps_entered"), OWN)
    assert "Overzicht" not in {step.label.nl for step in STEPS}
    assert "bij ons" not in by_id("steps_entered").method.nl

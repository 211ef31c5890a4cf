"""What a figure says, shows and keeps to itself."""

import re
from datetime import date
from fractions import Fraction

import pytest
from defusedxml import ElementTree

from benchmark.charts import Palette
from benchmark.figures import build_figure
from benchmark.standard.indicators import (
    BREAKDOWNS,
    CHARTS,
    INDICATORS,
    KINDS,
    MEASURES,
    MOMENTS,
    SECTIONS,
    UNITS,
    by_id,
)
from benchmark.statistics import Curve, Distribution, Mean, Proportion

DAY = date(2026, 11, 22)
# A number that appears nowhere by itself, to find in what must not hold it.
SECRET = 4


def figure(indicator, own, average, **options):
    return draw(by_id(indicator), own, average, **options)


def draw(indicator, own, average, **options):
    options = {
        "own_label": "Waterveen",
        "average_label": "Gemiddelde",
        "id_prefix": "fig",
        "measured_on": DAY,
    } | options
    return build_figure(indicator, own, average, **options)


def mean(value, n):
    """A mean of exactly `value` over n clients (n even), half of them above it."""
    value, step = Fraction(value), Fraction(1, 2)
    return Mean.of([value + step, value - step] * (n // 2))


def by_step(values, n=40):
    steps = ("intake", "iu_in_view", "debts_in_view", "iu_in_balance", "life_domains", "outflow")
    return {
        step: mean(value, n) for step, value in zip(steps, values, strict=True) if value is not None
    }


def cells(indicator):
    return [cell.code for cell in by_id(indicator).cells]


def any_statistics(indicator, n):
    """Something to show in every cell, about n clients each."""
    codes = [c.code for c in indicator.categories]
    made = {
        "mean": lambda: mean("2.5", n),
        "proportion": lambda: Proportion(n // 3, n),
        "distribution": lambda: Distribution.of(codes, (codes * n)[:n]),
        "curve": lambda: Curve.of(range(20, 20 + n), ["event"] * n, indicator.weeks),
    }[indicator.kind]
    return {c.code: made() for c in indicator.cells}


# A municipality fills in the names of its paths.
EVERY = [i.over(["Snel pad", "Steunpad"]) if i.own_only else i for i in INDICATORS]
each_indicator = pytest.mark.parametrize("indicator", EVERY, ids=lambda one: one.id)


def test_the_finding_of_a_step_mean_is_where_it_is_worst():
    own = by_step(("3.6", "3.1", "3.5", "3.6", "3.5", "3.4"))
    own["iu_in_balance"] = mean("3.64", 50)
    average = by_step(("3.6", "3.3", "3.1", "3.4", "3.4", "3.2"), 400)
    found = figure("stress_by_step", {**own, "intake": mean("3.5", 40)}, average)
    assert found.finding.startswith(
        "In Waterveen is stress het hoogst bij I/U in balans (3,6); gemiddeld is dat 3,4."
    )
    assert found.direction == "lager is beter"


def test_belief_is_worst_where_it_is_lowest():
    own = by_step(("4.1", "3.9", "4.0", "4.1", "4.2", "4.2"))
    found = figure("belief_by_step", own, None)
    assert (
        found.finding
        == "In Waterveen is geloof in een oplossing het laagst bij I/U in beeld (3,9)."
    )
    assert found.direction == "hoger is beter"


def test_steps_that_read_the_same_share_the_place():
    own = by_step(("3.61", "3.1", "3.5", "3.64", "3.5", "3.4"))
    average = by_step(("3.6",) * 6)
    found = figure("stress_by_step", own, average)
    assert "het hoogst bij Intake en screening en I/U in balans (3,6)." in found.finding
    assert figure("stress_by_step", average, None).finding == (
        "In Waterveen is stress overal gelijk (3,6)."
    )


def test_one_shown_step_has_no_highest():
    found = figure("stress_by_step", {"intake": mean("3.6", 20)}, None)
    assert found.finding == "In Waterveen is stress bij Intake en screening 3,6."


def test_a_small_difference_of_shares_may_be_chance():
    found = figure(
        "iu_in_view_within_91", {"all": Proportion(41, 50)}, {"all": Proportion(690, 1000)}
    )
    assert found.finding == (
        "82% heeft binnen 13 weken I/U in beeld; het gemiddelde is 69%. "
        "Het verschil kan toeval zijn."
    )


def test_a_difference_is_called_one_when_its_interval_excludes_zero():
    found = figure(
        "iu_in_view_within_91", {"all": Proportion(410, 500)}, {"all": Proportion(690, 1000)}
    )
    assert found.finding.endswith("Het verschil is groter dan toeval.")
    english = figure(
        "iu_in_view_within_91",
        {"all": Proportion(410, 500)},
        {"all": Proportion(690, 1000)},
        lang="en-gb",
    )
    assert english.finding == (
        "82% have income and expenditure in view within 13 weeks; the average is 69%. "
        "The difference is larger than chance."
    )


def test_what_reads_the_same_is_not_called_a_difference():
    found = figure("success", {"all": Proportion(50, 100)}, {"all": Proportion(501, 1000)})
    assert found.finding == "50% haalt een succesvol einde; het gemiddelde is ook 50%."


def test_a_curve_speaks_of_its_measuring_point():
    days = [20] * 30 + [100] * 20
    own = {"all": Curve.of(days, ["event"] * 30 + ["censored"] * 20, 26)}
    found = figure("iu_in_view_by_week", own, None)
    assert found.finding == "60% heeft na 13 weken I/U in beeld."
    weeks = [row[0] for row in found.table.rows]
    assert "13" in weeks and "0" in weeks
    assert "Waterveen: de lijn stopt" not in " ".join(found.notes)


def test_a_curve_stops_where_too_few_clients_are_known():
    days = [20, 30, 40] + [70] * 20
    own = {"all": Curve.of(days, ["event"] * 3 + ["censored"] * 20, 26)}
    found = figure("iu_in_view_by_week", own, None)
    assert found.finding == "Nog te weinig gegevens voor het meetpunt bij week 13."
    assert [row[0] for row in found.table.rows] == ["0", "4", "8", "10"]
    assert any("de lijn stopt bij week 10" in note for note in found.notes)


def test_the_most_named_reason():
    codes = [term.code for term in by_id("drop_out_reasons").categories]
    own = {"all": Distribution.of(codes, [codes[0]] * 14 + [codes[1]] * 6)}
    average = {"all": Distribution.of(codes, [codes[0]] * 48 + [codes[1]] * 52)}
    assert figure("drop_out_reasons", own, average).finding == (
        "In Waterveen wordt als reden van uitval het vaakst genoemd: No show (70%); gemiddeld is "
        "dat 48%. Het verschil kan toeval zijn."
    )


def test_answers_add_up_the_top_two():
    codes = ("1", "2", "3", "4", "5")
    own = {"all": Distribution.of(codes, ["5"] * 40 + ["4"] * 32 + ["1"] * 28)}
    found = figure("unrest_at_start", own, None)
    assert found.finding == "72% voelt bij de start veel of heel veel onrust."
    assert "72% veel + heel veel" in found.svg


def test_an_average_by_itself_speaks_for_all_municipalities():
    found = figure("success", None, {"all": Proportion(440, 1000)}, average_label="Gemeenten")
    assert found.finding == "Gemiddeld over alle gemeenten: 44% haalt een succesvol einde."
    assert found.table.header == (
        "Groep", "Gemeenten", "Gemeenten: marge", "Gemeenten: cliënten"
    )  # fmt: skip
    by_steps = figure("stress_by_step", None, by_step(("3.6", "3.3", "3.1", "3.5", "3.4", "3.2")))
    assert by_steps.finding.startswith("Gemiddeld is stress het hoogst bij Intake en screening")


@each_indicator
def test_an_average_does_not_take_the_look_of_an_own_figure_that_is_withheld(indicator):
    palette = Palette.for_brand("#7a1f5c")
    many = any_statistics(indicator, 400)
    found = draw(indicator, any_statistics(indicator, SECRET), many, palette=palette)
    inks = (found.svg + found.svg_narrow).replace(f'stroke="{palette.outline}"', "")
    for shade in palette.scale:
        inks = inks.replace(f'fill="{shade}"', "")
    assert palette.own not in inks and palette.average in inks
    report = draw(indicator, None, many, palette=palette)
    assert palette.own in report.svg


def test_another_opening_for_a_caseworkers_own_clients():
    own = by_step(("3.6", "3.1", "3.5", "3.5", "3.5", "3.4"))
    found = figure("stress_by_step", own, None, own_place="Bij jouw cliënten")
    assert found.finding.startswith("Bij jouw cliënten is stress het hoogst")


def test_a_half_rounds_up_and_reads_the_same_everywhere():
    own = {"all": Proportion(95, 200)}  # 47.5%
    found = figure("success", own, None)
    assert found.finding.startswith("48%")
    assert found.table.rows[0][1] == "48%"
    assert ">48%</text>" in found.svg and ">48%</text>" in found.svg_narrow
    halves = by_step(("3.25", "3.1", "3.1", "3.1", "3.1", "3.1"))
    assert figure("stress_by_step", halves, None).table.rows[0][1] == "3,3"


def test_the_average_is_shown_as_published_and_the_own_figure_exactly():
    own, average = {"all": Proportion(0, 43)}, {"all": Proportion(0, 512)}
    found = figure("drop_out", own, average)
    assert found.table.rows == (("Alle cliënten", "0%", "0–8%", "43", "<5%", "510"),)
    assert "het gemiddelde is minder dan 5%" in found.finding
    exact = figure("drop_out", own, average, exact_people=True)
    assert exact.table.rows[0][-2:] == ("0%", "512")


def test_the_drawing_of_an_average_is_no_finer_than_its_words():
    drawings = {
        figure("success", None, {"all": Proportion(hits, 1000)}).svg for hits in (436, 440, 444)
    }
    assert len(drawings) == 1
    nearly_none = {figure("success", None, {"all": Proportion(h, 1000)}).svg for h in (0, 2, 4)}
    assert len(nearly_none) == 1


def everything(found):
    return " ".join(
        (
            found.finding,
            found.svg,
            found.svg_narrow,
            found.table.caption,
            *found.table.header,
            *(text for row in found.table.rows for text in row),
            *found.notes,
        )
    )


def test_a_withheld_cell_leaves_no_trace():
    shown = by_step(("3.6", "3.1", "3.5", "3.6", None, "3.4"))
    hidden = {**shown, "life_domains": mean("4.9", SECRET)}
    found = figure("stress_by_step", hidden, None)
    without = figure("stress_by_step", shown, None)
    assert everything(found) == everything(without)
    assert "4,9" not in everything(found)
    assert found.table.rows[4] == ("Hulp bij leefgebieden", "nog te weinig gegevens", "–", "–")
    assert any("nog te weinig gegevens bij Hulp bij leefgebieden" in n for n in found.notes)


@each_indicator
def test_below_the_minimum_there_is_the_designed_empty_state(indicator):
    few = any_statistics(indicator, SECRET)
    found = build_figure(
        indicator, few, few, own_label="Waterveen", average_label="Gemiddelde", id_prefix="fig"
    )
    assert found.is_empty and found.finding == "Nog te weinig gegevens."
    assert found.svg == "" and found.svg_narrow == "" and found.table.rows == ()
    nobody = build_figure(
        indicator, None, None, own_label="Waterveen", average_label="Gemiddelde", id_prefix="fig"
    )
    assert nobody.is_empty


def test_the_rules_of_disclosure_explain_a_missing_average():
    own = by_step(("3.6", "3.1", "3.5", "3.6", "3.3", "3.4"))
    average = by_step(("3.6", "3.1", "3.5", "3.6", None, None), 400)
    found = figure(
        "stress_by_step",
        own,
        average,
        average_reasons={
            "life_domains": "few_municipalities",
            "outflow": "protects_another",
            "intake": "earlier_release",
        },
    )
    notes = " ".join(found.notes)
    assert "minder dan vijf gemeenten: Hulp bij leefgebieden." in notes
    assert "af te leiden is: Uitstroom." in notes
    assert "Een eerder cijfer" in notes and "nieuwe gemeenten: Intake en screening." in notes
    assert found.table.rows[4][-2:] == ("geen gemiddelde", "–")


@each_indicator
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_indicator_makes_a_whole_figure_in_both_languages(indicator, lang):
    found = build_figure(
        indicator,
        any_statistics(indicator, 40),
        any_statistics(indicator, 400),
        own_label="Waterveen",
        average_label="Gemiddelde" if lang == "nl" else "Average",
        id_prefix=indicator.id,
        lang=lang,
        measured_on=DAY,
    )
    assert not found.is_empty and found.method and found.title
    assert re.match(r"[A-Z0-9]", found.finding) and found.finding.endswith(".")
    assert "{" not in everything(found)
    for svg in (found.svg, found.svg_narrow):
        root = ElementTree.fromstring(svg)
        assert root[0].text == found.finding
    ids = re.findall(r'\bid="([^"]+)"', found.svg + found.svg_narrow)
    assert len(set(ids)) == 4 == len(ids)
    width = len(found.table.header)
    assert width and all(len(row) == width for row in found.table.rows)
    expected = "stand op 22 november 2026" if lang == "nl" else "as of 22 November 2026"
    assert found.table.caption.endswith(expected)


def test_the_standard_is_declared_whole():
    ids = [indicator.id for indicator in INDICATORS]
    assert len(set(ids)) == len(ids)
    for indicator in EVERY:
        assert indicator.cells and indicator.publication_floor == 30
        for text in (indicator.title, indicator.method, indicator.phrase, indicator.clock):
            assert text.nl and text.en
        assert (indicator.kind == "curve") == (indicator.weeks is not None)
        assert (indicator.kind == "distribution") == bool(indicator.categories)
        assert indicator.kind in KINDS and indicator.unit in UNITS and indicator.chart in CHARTS
        assert indicator.moment in MOMENTS and set(indicator.breakdowns) <= set(BREAKDOWNS)
        assert indicator.measure.code in MEASURES and indicator.sources
        assert indicator.section in {section.code for section in SECTIONS}
        assert indicator.section.startswith(f"{indicator.chapter}.")
    assert "intake" in cells("drop_out_by_step")
    with pytest.raises(KeyError):
        by_id("happiness")


def test_a_curve_bears_the_weight_of_who_is_known_at_its_measuring_point():
    """Forty began; of eleven it is not known yet at week 13."""
    days = [30] * 29 + [80] * 11
    outcomes = ["event"] * 29 + ["censored"] * 11
    curve = Curve.of(days, outcomes, 26)
    found = figure("iu_in_view_by_week", {"all": curve}, None)
    assert (found.base, found.evidence) == ("29 cliënten", "signaal")

"""The numbers that are answered are those that are computed, and nothing that is withheld."""

import json
from io import StringIO

import pytest
from django.core.cache import caches
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from benchmark import releases
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.indicators import INDICATORS, by_id
from benchmark.statistics import Adjusted, Curve, Distribution
from monitor.demo.load import load
from monitor.insights.compute import compute
from monitor.insights.dashboard import Dashboard
from monitor.insights.frames import Cohort, fetch
from monitor.insights.guarding import close_to_wider, hidden_cells
from monitor.insights.management.commands.indicators import NAMES, is_divided_by

KEYS = {
    "key", "label", "n", "value", "low", "high",
    "benchmark", "suppressed", "reason", "benchmark_reason",
}  # fmt: skip


def expected(indicator, frames):
    """Key -> (n, value) of everything that may be shown, straight from compute()."""
    found = {}
    computed = compute(indicator, frames)
    hidden = hidden_cells(indicator, computed)
    if indicator.within:
        more = compute(by_id(indicator.within), frames)
        hidden |= close_to_wider(indicator, computed, more)
    for cell, stat in computed.items():
        if stat.people < INTERNAL_FLOOR or cell in hidden:
            continue
        match stat:
            case Curve():
                for week in range(stat.last_week(INTERNAL_FLOOR) + 1):
                    found[f"{cell}/{week}"] = (stat.known(week), stat.at(week))
            case Distribution() if indicator.measure.code == "adjusted":
                adjusted = Adjusted.of(stat)
                for arm, share in (
                    ("crude.with", adjusted.crude_helped),
                    ("crude.without", adjusted.crude_others),
                    ("adjusted.with", adjusted.helped()),
                    ("adjusted.without", adjusted.others()),
                ):
                    if share.people >= INTERNAL_FLOOR:
                        found[arm] = (share.people, share.value)
            case Distribution():
                for code in stat.codes:
                    found[f"{cell}/{code}"] = (stat.people, stat.share(code).value)
            case _:
                found[cell] = (stat.people, stat.value)
    return found


def numbers_in(cell):
    """Every number in an answered cell, wherever it stands."""
    own = [cell[name] for name in ("n", "value", "low", "high")]
    return [number for number in own if number is not None]


def test_every_indicator_answers_what_is_computed(api, loaded_waterveen, edition):
    listed = api("indicators").json()["indicators"]
    with tenant_context(loaded_waterveen):
        frames = fetch(Cohort.of(edition))
        dashboard = Dashboard.of(loaded_waterveen, edition)
        declared = dashboard.indicators
        unanswered = {i.id for i in declared.values() if dashboard.unanswered(i)}
    assert [one["id"] for one in listed] == list(declared)
    assert not unanswered, "the records of the demo have answers enough"
    shown = withheld = 0
    for one in listed:
        answer = api(one["link"].removeprefix("/api/v1/"))
        assert answer.status_code == 200, one["id"]
        body = answer.json()
        assert body | one == body and body["id"] == one["id"]
        wanted = expected(declared[one["id"]], frames)
        for cell in body["cells"]:
            assert set(cell) == KEYS
            if cell["key"] in wanted:
                n, value = wanted.pop(cell["key"])
                assert cell["n"] == n and cell["value"] == pytest.approx(value), one["id"]
                assert not cell["suppressed"] and not cell["reason"]
                assert cell["low"] is None or cell["low"] <= cell["value"] + 1e-9
                assert cell["high"] is None or cell["high"] >= cell["value"] - 1e-9
                shown += 1
            elif cell["key"].endswith(".difference"):
                continue
            else:
                assert cell["suppressed"] and cell["reason"] and not numbers_in(cell), one["id"]
                withheld += 1
        assert not wanted, one["id"]
    assert shown > 300 and withheld > 20


def test_a_comparison_of_like_with_like_has_no_strata(api, loaded_waterveen, edition):
    body = api("indicators/iu_in_balance_by_legal_help_adjusted").json()
    cells = {cell["key"]: cell for cell in body["cells"]}
    assert set(cells) == {
        f"{kind}.{part}"
        for kind in ("crude", "adjusted")
        for part in ("with", "without", "difference")
    }
    for kind in ("crude", "adjusted"):
        one, other, between = (cells[f"{kind}.{p}"] for p in ("with", "without", "difference"))
        assert between["value"] == pytest.approx(one["value"] - other["value"])
        assert between["n"] == one["n"] + other["n"]
        assert between["low"] < between["value"] < between["high"]


def test_where_one_side_is_too_small_there_is_no_difference(api, loaded_waterveen, edition):
    """One client of Waterveen got no administrative help."""
    body = api("indicators/iu_in_view_by_administrative_help_adjusted").json()
    shown = {cell["key"] for cell in body["cells"] if not cell["suppressed"]}
    assert shown == {"crude.with", "adjusted.with"}


def test_filters_are_those_of_the_page(api, loaded_waterveen, edition):
    everybody = api("indicators/success").json()
    body = api("indicators/success", type="vulnerable", instroom="").json()
    assert body["filters"] == {"type": "vulnerable"} and not everybody["filters"]
    assert body["cells"][0]["n"] < everybody["cells"][0]["n"]
    with tenant_context(loaded_waterveen):
        frames = fetch(Cohort.of(edition, client_type="vulnerable"))
        wanted = compute(next(i for i in INDICATORS if i.id == "success"), frames)["all"]
    assert body["cells"][0]["value"] == wanted.value


def test_a_filter_brings_out_no_small_cell(api, loaded_waterveen, edition):
    """Each way in with each type: nothing under five is answered, whatever the figure."""
    small = 0
    for inflow in ("own_initiative", "early_warning", "referral"):
        for type in ("independent", "dependent", "vulnerable"):
            for id in ("success", "iu_in_view_by_week", "stress_by_step"):
                for cell in api(f"indicators/{id}", instroom=inflow, type=type).json()["cells"]:
                    assert cell["suppressed"] or cell["n"] >= INTERNAL_FLOOR
                    assert not (cell["suppressed"] and numbers_in(cell))
                    small += cell["suppressed"]
    assert small


def test_the_average_is_answered_as_it_is_published(api, handed_over, demo, edition):
    with tenant_context(handed_over["waterveen"]):
        load(demo, handed_over["waterveen"], {})
    connection.set_schema_to_public()
    releases.publish(edition)
    beside = [
        cell["benchmark"]
        for id in ("success", "drop_out_by_step", "iu_in_view_by_week", "stress_by_step")
        for cell in api(f"indicators/{id}").json()["cells"]
        if cell["benchmark"]
    ]
    assert len(beside) > 20
    for one in beside:
        assert one["n"] % 5 == 0
        if one["label"][0] in "<>":
            assert one["value"] is None
        elif one["label"].endswith("%"):
            assert f"{one['value']:.0%}" == one["label"]
        else:
            assert f"{one['value']:.1f}".replace(".", ",") == one["label"]


def test_the_language_is_the_one_that_is_asked_for(api, loaded_waterveen, edition):
    dutch = api("indicators/drop_out")
    english = api("indicators/drop_out", headers={"accept-language": "en"})
    assert dutch["Content-Language"] == "nl" and english["Content-Language"] == "en"
    assert dutch.json()["title"] == "Uitval" and english.json()["title"] == "Drop-out"
    assert dutch.json()["finding"] != english.json()["finding"]
    assert dutch.json()["cells"][0]["value"] == english.json()["cells"][0]["value"]


def queries_of(api, path, *, warm=False):
    if not warm:
        caches["tenant"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert api(path).status_code == 200
    return len(captured)


def test_the_number_of_queries_does_not_depend_on_clients(api, edition, demo, waterveen):
    path = "indicators/iu_in_view_by_week"
    api(path)  # the host is looked up once
    empty = queries_of(api, path)
    with tenant_context(waterveen):
        load(demo, waterveen, {})
    assert queries_of(api, path) == empty < 25
    assert queries_of(api, path, warm=True) < 8
    assert queries_of(api, "indicators") < 25


def run(*arguments):
    out = StringIO()
    call_command("indicators", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_the_api_answers(api, loaded_waterveen, edition):
    one = run("--municipality", "waterveen", "--indicator", "drop_out_reasons_by_step", "--json")
    assert json.loads(one) == api("indicators/drop_out_reasons_by_step").json()
    narrowed = run(
        *("--municipality", "waterveen", "--indicator", "success", "--json"),
        *("--filter", "type=vulnerable", "--filter", "instroom=own_initiative"),
        *("--edition", edition.slug),
    )
    query = {"type": "vulnerable", "instroom": "own_initiative"}
    assert json.loads(narrowed) == api("indicators/success", **query).json()
    everything = json.loads(run("--municipality", "waterveen", "--json"))["indicators"]
    assert [i["id"] for i in everything] == [
        i["id"] for i in api("indicators").json()["indicators"]
    ]


@pytest.mark.parametrize(
    "name", ["step", "week", "client_type", "path", "outcome", "reason", "category"]
)
def test_a_breakdown_chooses_figures(loaded_waterveen, edition, name):
    data = run("--municipality", "waterveen", "--breakdown", name, "--json")
    found = {one["id"] for one in json.loads(data)["indicators"]}
    assert found == {i.id for i in INDICATORS if is_divided_by(i, name)}
    assert 3 <= len(found) < len(INDICATORS)


def test_every_figure_is_found_by_some_breakdown():
    for indicator in INDICATORS:
        assert any(is_divided_by(indicator, name) for name in NAMES), indicator.id


def test_without_json_there_is_a_table(loaded_waterveen, edition):
    said = run("--municipality", "waterveen", "--indicator", "drop_out_reasons")
    # Four clients of Waterveen dropped out.
    assert "all/no_show" in said and "nog te weinig gegevens" in said and "0.75" not in said
    assert "0.82" in run("--municipality", "waterveen", "--indicator", "iu_in_view_within_91")


@pytest.mark.parametrize(
    "arguments, said",
    [
        (("--municipality", "nergens"), "nergens"),
        (("--municipality", "programme"), "programme"),
        (("--municipality", "waterveen", "--indicator", "nooit"), "nooit"),
        (("--municipality", "waterveen", "--breakdown", "maan"), "maan"),
        (
            ("--municipality", "waterveen", "--indicator", "success", "--breakdown", "week"),
            "success is not divided by week",
        ),
        (("--municipality", "waterveen", "--filter", "type"), "NAME=VALUE"),
        (("--municipality", "waterveen", "--filter", "type=rijk"), "type"),
        (("--municipality", "waterveen", "--edition", "1066"), "looptijd"),
    ],
)
def test_what_is_wrong_is_said_in_a_sentence(municipalities, edition, arguments, said):
    with pytest.raises(CommandError, match=said) as refused:
        run(*arguments)
    assert refused.value.returncode == 1

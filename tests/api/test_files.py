"""A figure as a file, and what it lets one work out again."""

import csv
import json
from dataclasses import replace
from io import StringIO
from xml.etree import ElementTree

import pytest
from django_tenants.utils import tenant_context

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.figures import Table
from benchmark.standard.indicators import by_id
from benchmark.statistics import Curve, Proportion, from_json
from monitor.insights.compute import compute
from monitor.insights.dashboard import Dashboard
from monitor.insights.download_views import TYPES, figure_file
from monitor.insights.downloads import (
    NothingToDraw,
    as_csv,
    as_json,
    as_png,
    as_svg,
    inputs_of,
)
from tenants.access import INSIGHT

NAMES = ("=1+1", "-twee", "+drie", "@vier", "+1 Den Haag", "-2+cmd|' /C calc'!A0")
PNG = b"\x89PNG\r\n\x1a\n"


@pytest.fixture
def dashboard(loaded_waterveen, edition):
    """Waterveen's figures, inside its world."""
    with tenant_context(loaded_waterveen):
        yield Dashboard.of(loaded_waterveen, edition)


def test_a_drawing_is_a_file_of_its_own(dashboard):
    figure = dashboard.figure(dashboard.indicators["success_by_week"])
    svg = as_svg(figure)
    assert svg.startswith('<?xml version="1.0" encoding="UTF-8"?>')
    root = ElementTree.fromstring(svg)  # noqa: S314 - our own drawing
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.find("{http://www.w3.org/2000/svg}title").text == figure.finding
    assert as_png(figure).startswith(PNG)


def test_of_nothing_there_is_no_drawing(dashboard):
    figure = dashboard.figure(dashboard.indicators["drop_out_reasons"])
    assert figure.is_empty
    for draw in (as_svg, as_png):
        with pytest.raises(NothingToDraw):
            draw(figure)
    assert figure.finding in as_csv(figure)


def test_every_figure_is_a_sheet_with_its_table(dashboard):
    for indicator in dashboard.indicators.values():
        figure = dashboard.figure(indicator)
        rows = list(csv.reader(StringIO(as_csv(figure)), delimiter=";"))
        assert rows[1] == [figure.finding]
        for row in figure.table.rows if not figure.is_empty else ():
            assert list(row) in rows, indicator.id


def test_no_name_in_a_sheet_becomes_a_formula(dashboard):
    indicator = dashboard.indicators["success_by_path"].over(NAMES)
    rows = [(term.code, "+0,4", "+0,1 tot +0,4") for term in indicator.cells]
    figure = dashboard.figure(dashboard.indicators["success"])
    sheet = as_csv(replace(figure, table=Table("Paden", ("Pad", "a", "b"), tuple(rows))))
    for name in NAMES:
        assert f"'{name};+0,4;+0,1 tot +0,4" in sheet


def test_the_inputs_give_the_figure_again(dashboard):
    """From what is printed the own value can be worked out, and only of cells that are shown."""
    for indicator in dashboard.indicators.values():
        own = dashboard.own(indicator)
        given = json.loads(json.dumps(as_json(dashboard, indicator)["inputs"]))
        if indicator.measure.code == "adjusted":
            continue
        assert set(given) == {c for c, s in own.items() if s.people >= INTERNAL_FLOOR}
        for cell, data in given.items():
            again = from_json(data)
            if isinstance(again, Curve):
                last = own[cell].last_week(INTERNAL_FLOOR)
                assert again.weeks == last
                assert again.incidence() == own[cell].incidence()[: last + 1]
                assert again.variance() == own[cell].variance()[: last + 1]
            else:
                assert again == own[cell]


def test_the_inputs_tell_nothing_of_a_few(dashboard):
    for indicator in dashboard.indicators.values():
        for data in inputs_of(indicator, dashboard.own(indicator)).values():
            assert from_json(data).people >= INTERNAL_FLOOR, indicator.id
    administrative = dashboard.indicators["iu_in_view_by_administrative_help_adjusted"]
    whole = compute(administrative, dashboard.frames)["all"]
    assert whole.people == 48
    # One client had no help: of that side, and of the strata, nothing is printed.
    assert inputs_of(administrative, {"all": whole}) == {
        "crude.with": {"kind": "proportion", "hits": 40, "n": 47}
    }


def test_a_curve_that_few_are_left_on_ends_where_the_figure_does():
    curve = Curve((8, 7, 5, 2), (1, 0, 0, 1), (0, 1, 0, 0), (0, 1, 3, 1))
    assert [curve.known(week) for week in range(4)] == [8, 8, 7, 4]
    data = inputs_of(by_id("success_by_week"), {"all": curve})["all"]
    again = from_json(data)
    assert again == Curve((8, 7, 5), (1, 0, 0), (0, 1, 0), (0, 1, 5))
    assert again.incidence() == curve.incidence()[:3]


def test_of_a_few_clients_there_are_no_inputs():
    assert inputs_of(by_id("success"), {"all": Proportion(1, 4)}) == {}


@pytest.fixture
def file_of(client_on, waterveen, adviser, loaded_waterveen):
    """file_of("success", "csv", type="vulnerable") -> the answer to a signed-in adviser."""
    browser = client_on(waterveen, adviser)
    return lambda indicator, kind, **query: browser.get(
        f"/inzichten/cijfers/{indicator}.{kind}", query
    )


def test_each_kind_of_file_is_handed_out_under_its_name(file_of):
    for kind, start in (("csv", b"\xef\xbb\xbf"), ("json", b"{"), ("svg", b"<?xml"), ("png", PNG)):
        answer = file_of("success", kind)
        assert answer.content.startswith(start), kind
        assert answer["Content-Type"] == TYPES[kind]
        name = f"waterveen-2021-success.{kind}"
        assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


def test_a_file_is_of_the_same_choice_as_the_page(file_of, api):
    data = json.loads(file_of("success", "json", type="vulnerable", other="x").content)
    assert data == api("indicators/success", type="vulnerable").json()


@pytest.mark.parametrize(
    "indicator, kind, query",
    [
        ("success", "pdf", {}),
        ("nooit", "csv", {}),
        ("drop_out_reasons", "svg", {}),
        ("drop_out_reasons", "png", {}),
        ("success", "csv", {"type": "rijk"}),
        ("success", "csv", {"looptijd": "1066"}),
    ],
)
def test_a_file_that_is_not_there_is_not_found(file_of, indicator, kind, query):
    assert file_of(indicator, kind, **query).status_code == 404


def test_files_are_for_who_may_see_the_figures():
    assert figure_file.audience == INSIGHT

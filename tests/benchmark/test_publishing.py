"""How the work of a release grows: with the cells and with the municipalities, each by itself."""

from dataclasses import replace

import pytest
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from benchmark import contributions, releases
from benchmark.standard.indicators import INDICATORS, by_id
from benchmark.statistics import Proportion
from benchmark.statistics.wire import from_json


def shares(count):
    return [Proportion(7 + i, 20 + i) for i in range(count)]


def cells_of(kind, most):
    found = [
        (indicator.id, term.code)
        for indicator in INDICATORS
        if indicator.kind == kind and not indicator.own_only
        for term in indicator.cells
    ]
    return found[:most]


def queries_of(plain, handed):
    """The queries of a first release of what is handed over; it is undone."""
    plain.forget()
    plain.hand_over(handed)
    plain.consent(plain.keys[:25])
    with transaction.atomic(), CaptureQueriesContext(connection) as captured:
        assert plain.publish().points.exists()
        transaction.set_rollback(True)
    return len(captured)


def test_queries_do_not_grow_with_indicators_or_municipalities(plain):
    few, many = [("success", "all")], cells_of("proportion", 500)
    assert len(many) > 8 * len(few)
    queries = [
        queries_of(plain, dict.fromkeys(cells, shares(count)))
        for cells, count in ((few, 25), (many, 25), (many, 30))
    ]
    assert len(set(queries)) == 1 and queries[0] < 20


def test_each_contribution_is_read_and_added_once(plain, monkeypatch):
    counted = {"read": 0, "added": 0}

    def reading(data):
        counted["read"] += 1
        return from_json(data)

    added = Proportion.__add__

    def adding(self, other):
        counted["added"] += 1
        return added(self, other)

    monkeypatch.setattr(releases, "from_json", reading)
    monkeypatch.setattr(Proportion, "__add__", adding)
    cells = cells_of("proportion", 500)
    plain.hand_over(dict.fromkeys(cells, shares(25)))
    release = plain.publish()
    sums = release.statistics.filter(weighting="clients", statistic__isnull=False)
    assert sums.count() == len(cells)
    assert counted == {"read": 25 * len(cells), "added": 24 * len(cells)}


def test_what_is_divided_by_own_names_is_neither_handed_over_nor_published(
    plain, monkeypatch, in_waterveen
):
    own = replace(by_id("success"), id="success_by_path", own_only=True)
    monkeypatch.setattr(contributions, "by_id", lambda id: {own.id: own}.get(id) or by_id(id))
    computed = {"success": {"all": Proportion(3, 20)}, own.id: {"all": Proportion(3, 20)}}
    rows = contributions.preview(plain.edition, in_waterveen, computed, 20)
    assert [row.indicator for row in rows] == ["success"]
    connection.set_schema_to_public()
    monkeypatch.setattr(releases, "INDICATORS", (by_id("success"), own))
    plain.hand_over({("success", "all"): shares(6)})
    found = set(plain.publish().statistics.values_list("indicator", flat=True))
    assert found == {"success"}


def test_the_command_publishes_and_says_what(plain, capsys):
    plain.hand_over({("success", "all"): shares(6)})
    plain.consent(plain.keys[:6])
    call_command("publish_release", edition="plain", slug="eerste")
    said = capsys.readouterr().out
    assert said.startswith("eerste: 1 figures published,")
    assert said.rstrip().endswith("1 means of municipalities, 6 points.")
    with pytest.raises(CommandError, match="no edition"):
        call_command("publish_release", edition="nowhere")

"""A delivery of our own is valid by the official schema, and says what it lacks."""

import json
from copy import deepcopy
from datetime import UTC, date, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.caseload import deployments, milestones, trajectories
from monitor.caseload.models import Trajectory
from monitor.exchange.ddas import standard
from monitor.exchange.ddas.applying import bring_in
from monitor.exchange.ddas.crosswalk import CATEGORY_OF, ENDING_OF, GUIDANCE_FOR, exit_of
from monitor.exchange.ddas.exporting import (
    NotSound,
    Period,
    dumps,
    export,
    faults_of,
    trajectories_in,
)
from monitor.exchange.ddas.planning import plan
from monitor.exchange.ddas.preflight import is_blocked, preflight
from monitor.exchange.ddas.reading import read
from monitor.exchange.ddas.records import delivery_of
from monitor.exchange.ddas.shapes import Group, Kind, Many
from tests.caseload.people import a_trajectory as stored_trajectory
from tests.ddas.files import a_client, a_file, a_trajectory, as_bytes

NOW = datetime(2026, 6, 15, 10, tzinfo=UTC)
YEAR = Period(date(2025, 1, 1), date(2025, 12, 31))


def delivered(municipality, period=YEAR):
    return export(municipality, period, list(trajectories_in(period)), NOW)


def only(document):
    [trajectory] = document["leveringen"][0]["schuldhulptrajecten"]
    return trajectory


@pytest.fixture
def here(robert, in_waterveen):
    """Robert, in Waterveen's schema."""
    return robert


def test_the_official_example_comes_in_and_goes_out_valid(official, schema, valid, here, waterveen):
    valid(official)
    delivery = delivery_of(read(as_bytes(official)))
    found = {f.path.rpartition("[0].")[2]: f.code for f in delivery.ledger.findings}
    assert found == {
        "gemeentecode": "wrong_form",  # GM001 is no municipality
        "toekenningsdatum": "other_date",
        "einddatum": "no_reason",
    }
    done = bring_in(delivery.records, by=here)
    assert len(done.handled) == 1
    document = delivered(waterveen, Period(date(2024, 1, 1), date(2024, 12, 31)))
    valid(document)
    out = only(document)
    came = official["leveringen"][0]["schuldhulptrajecten"][0]
    assert out["startdatum"] == came["startdatum"]
    assert out["aanmelding"]["startdatum"] == came["aanmelding"]["startdatum"]
    assert out["begeleiding"] == came["begeleiding"]
    assert out["schuldregeling"] == {
        name: came["schuldregeling"][name] for name in ("datum", "toegekend")
    }
    assert out["gemeentecode"] == "GM9001"
    assert "987654321" not in dumps(document) and "5678CD" not in dumps(document)
    again = plan(delivery_of(read(dumps(document).encode())).records)
    assert again[0].match.state == "matched", "our own delivery finds its trajectories back"
    differ = {item.fact.name for item in again[0].items if item.outcome != "same"}
    assert differ == {"gemeentecode"}, "the file could not say it, the delivery does"


def test_every_optional_part_and_an_empty_trajectory_are_valid(valid, here, waterveen):
    bring_in(delivery_of(a_file(a_trajectory(gemeentecode="GM9001"))).records, by=here)
    stored_trajectory(here, "leeg", intake_date=date(2025, 5, 1))
    document = delivered(waterveen)
    valid(document)
    whole, empty = document["leveringen"][0]["schuldhulptrajecten"]
    assert whole["uitstroom"] == {"datum": "2025-12-01", "reden": "Afgerond"}
    assert whole["stabilisatie"] == {"startdatum": "2025-04-15", "einddatum": "2025-08-20"}
    assert whole["toekenningsdatum"] == whole["schuldregeling"]["toegekend"] == "2025-10-01"
    assert [each["soort"] for each in whole["begeleiding"]] == [
        "Budgetbeheer",
        "Lange Termijn Begeleiding (DFD)",
    ]
    assert empty == {
        "gemeentecode": "GM9001",
        "omschrijving": "Traject leeg",
        "startdatum": "2025-05-01",
        "intake": {"startdatum": "2025-05-01"},
        "client": [{}],
    }


def test_a_delivery_without_trajectories_is_valid(valid, here, waterveen):
    valid(delivered(waterveen))


def test_the_contact_person_is_the_municipalitys_sender(valid, here, waterveen):
    waterveen.sender_address, waterveen.sender_name = "schuldhulp@waterveen.example", "Waterveen"
    document = delivered(waterveen)
    valid(document)
    organisation = document["leveringen"][0]["aanleverende_organisatie"]
    assert organisation["contactpersonen"] == [
        {"email": "schuldhulp@waterveen.example", "naam": "Waterveen"}
    ]


@pytest.mark.parametrize(
    ("start", "end", "is_in"),
    [
        ("2024-01-01", "2025-03-11", False),
        ("2024-01-01", "2025-03-12", True),
        ("2025-12-01", "2025-12-31", True),
        ("2025-12-02", "2025-12-31", False),
    ],
)
def test_who_overlaps_the_period_is_in_it(here, waterveen, start, end, is_in):
    bring_in(delivery_of(a_file(a_trajectory(gemeentecode="GM9001"))).records, by=here)
    period = Period(date.fromisoformat(start), date.fromisoformat(end))
    assert bool(trajectories_in(period)) is is_in


def test_a_delivery_says_what_was_so_at_the_end_of_its_period(valid, here, waterveen):
    bring_in(delivery_of(a_file(a_trajectory(gemeentecode="GM9001"))).records, by=here)
    document = delivered(waterveen, Period(date(2025, 1, 1), date(2025, 4, 20)))
    valid(document)
    out = only(document)
    assert not {"einddatum", "uitstroom", "schuldregeling", "toekenningsdatum"} & set(out)
    assert out["begeleiding"] == [{"soort": "Budgetbeheer", "startdatum": "2025-04-01"}]
    assert out["stabilisatie"] == {"startdatum": "2025-04-15"}


def test_endings_go_out_by_the_crosswalk():
    assert {reason: exit_of(*ending) for reason, ending in ENDING_OF.items()} == {
        "Overleden": "Overig",
        "Verhuisd": "Overig",
        "Nietverschenen": "Nietverschenen",
        "Ingetrokken": "Ingetrokken",
        "Niet passend": "Niet passend",
        "Overig": "Overig",
        "Voldoet niet": "Voldoet niet",
        "Afgerond": "Afgerond",
        "Zelf": "Ingetrokken",
    }


def test_each_code_of_the_standard_has_a_place_in_the_crosswalk():
    from benchmark.standard.deployments import CATEGORIES
    from benchmark.standard.endings import REASONS, STATUSES

    assert set(CATEGORY_OF) == set(standard.GUIDANCE)
    assert set(CATEGORY_OF.values()) | set(GUIDANCE_FOR) <= {c.code for c in CATEGORIES}
    assert set(ENDING_OF) == set(standard.EXITS)
    for status, reason in ENDING_OF.values():
        assert status in {s.code for s in STATUSES}
        assert reason in {"", *(r.code for r in REASONS)}


def _official_shape(node, schema):
    """(type, members, required, closed) of a node of the official schema."""
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].rpartition("/")[2]]
    return node


def _same(shape, node, schema, path=""):
    node = _official_shape(node, schema)
    if isinstance(shape, Group):
        assert set(shape.members) == set(node["properties"]), path
        assert set(shape.required) == set(node.get("required", ())), path
        assert shape.closed == (node.get("additionalProperties") is False), path
        for name, inner in shape.members.items():
            _same(inner, node["properties"][name], schema, f"{path}.{name}")
    elif isinstance(shape, Many):
        assert node["type"] == "array", path
        assert (shape.least, shape.most) == (node.get("minItems", 0), node.get("maxItems")), path
        _same(shape.of, node["items"], schema, f"{path}[]")
    else:
        kinds = {
            Kind.DATE: ("string", "date"),
            Kind.MOMENT: ("string", "date-time"),
            Kind.EMAIL: ("string", "email"),
            Kind.TEXT: ("string", None),
            Kind.CODE: ("string", None),
            Kind.WHOLE: ("integer", None),
            Kind.YES_NO: ("boolean", None),
        }
        assert kinds[shape.kind] == (node["type"], node.get("format")), path
        assert set(shape.codes) == set(node.get("enum", ())), path


def test_our_declaration_is_the_official_structure(schema):
    _same(standard.FILE, schema, schema)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_what_our_own_check_passes_the_official_schema_passes(schema, data):
    from jsonschema import Draft202012Validator

    from tests.ddas.files import leaf_paths

    document = deepcopy(a_file())
    path = data.draw(st.sampled_from(leaf_paths(document)))
    path = path[: data.draw(st.integers(1, len(path)))]
    parent = document
    for step in path[:-1]:
        parent = parent[step]
    junk = st.sampled_from([None, 1, "", "x", [], {}, [{}], True, "2025-02-30", "2025-01-01"])
    if data.draw(st.booleans()):
        parent[path[-1]] = data.draw(junk)
    else:
        del parent[path[-1]]
    checker = Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)
    if not faults_of(document):
        assert [e.json_path for e in checker.iter_errors(document)] == []


def test_an_unsound_delivery_is_never_handed_out(here, waterveen):
    stored_trajectory(here, "W-1", intake_date=date(2025, 5, 1))
    waterveen.gemeentecode = ""
    with pytest.raises(NotSound, match="gemeentecode: missing"):
        delivered(waterveen)


def test_the_preflight_names_what_lacks_and_whose(here, waterveen):
    def started(number, **fields):
        return stored_trajectory(here, number, intake_date=date(2025, 5, 1), **fields)

    contact = {"first_contact": date(2025, 4, 20)}
    fine = started("fine", **contact)
    milestones.tick(by=here, trajectory=fine, kind="intake_done", on=date(2025, 6, 1))
    started("no contact")
    started("late contact", first_contact=date(2025, 5, 2))
    jumped = started("jumped", **contact)
    milestones.tick(by=here, trajectory=jumped, kind="settlement_agreed", on=date(2025, 7, 1))
    helped = started("helped", **contact)
    add = {"by": here, "trajectory": helped, "started_on": date(2025, 6, 1)}
    deployments.add(category="legal", **add)
    trajectories.end(
        by=here,
        trajectory=helped,
        status="stopped",
        reason="moved_or_deceased",
        on=date(2025, 9, 1),
    )
    started("abroad", gemeentecode="GM12", **contact)
    found = {
        result.check.code: [t.external_id for t in result.trajectories]
        for result in preflight(waterveen, YEAR, list(trajectories_in(YEAR)))
    }
    assert found == {
        "no_code": ["abroad"],
        "no_first_contact": ["no contact"],
        "contact_after_intake": ["late contact"],
        "no_intake_done": ["jumped"],
        "asked_after_agreed": ["jumped"],
        "help_runs_on": ["helped"],
        "help_without_name": ["helped"],
        "moved_or_deceased": ["helped"],
    }
    assert is_blocked(preflight(waterveen, YEAR, list(trajectories_in(YEAR))))


def test_a_delivery_takes_as_many_queries_for_thirty_as_for_three(here, waterveen):
    counted = []
    for numbers in (range(3), range(3, 33)):
        for number in numbers:
            stored_trajectory(here, f"W-{number}", intake_date=date(2025, 5, 1))
        with CaptureQueriesContext(connection) as queries:
            rows = list(trajectories_in(YEAR))
            preflight(waterveen, YEAR, rows)
            export(waterveen, YEAR, rows, NOW)
        counted.append(len(queries))
    assert counted[0] == counted[1] <= 5


def test_a_couple_is_delivered_as_two_clients(valid, here, waterveen):
    couple = a_trajectory(gemeentecode="GM9001", client=[a_client(), a_client("999990020")])
    bring_in(delivery_of(a_file(couple)).records, by=here)
    document = delivered(waterveen)
    valid(document)
    assert only(document)["client"] == [{}, {}]
    assert Trajectory.objects.count() == 1
    assert json.loads(dumps(document)) == document

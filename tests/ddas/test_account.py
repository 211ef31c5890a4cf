"""Accepted + reported = everything in the file, whatever is in the file."""

import json
import random
import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.exchange.ddas import records as records_module
from monitor.exchange.ddas.ledger import Ledger
from monitor.exchange.ddas.reading import Unreadable, read
from monitor.exchange.ddas.reasons import REASONS, WAITING
from monitor.exchange.ddas.records import Delivery, delivery_of
from monitor.exchange.ddas.sifting import sift
from tests.ddas.files import a_client, a_file, a_trajectory, as_bytes, leaf_paths


class Listing(Ledger):
    """A ledger that also keeps where each sound value was."""

    def __init__(self):
        super().__init__()
        self.noted = []

    def note(self, place, use):
        super().note(place, use)
        self.noted.append(place.path)


JUNK = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=12),
    st.sampled_from(
        ["2025-02-30", "9999-12-31", "0001-01-01", "2025-3-1", "GM001", "budgetbeheer", "\x00", "é"]
    ),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=5), st.none(), max_size=2),
)


def mutated(document, rng, junk, times):
    """The document with `times` things broken: replaced, removed, added, doubled or swapped."""
    document = json.loads(json.dumps(document))
    for _time in range(times):
        paths = leaf_paths(document)
        path = rng.choice(paths)
        path = path[: rng.randint(1, len(path))] if path else path
        if not path:
            return document
        parent = document
        for step in path[:-1]:
            parent = parent[step]
        junk = json.loads(json.dumps(junk))
        act = rng.choice(["replace", "remove", "add", "double", "swap"])
        if act == "replace":
            parent[path[-1]] = junk
        elif act == "remove":
            del parent[path[-1]]
        elif act == "swap":
            other = rng.choice(paths)
            parent[path[-1]] = other[-1] if other else None
        elif isinstance(parent, list):
            parent.append(json.loads(json.dumps(parent[path[-1]])) if act == "double" else junk)
        else:
            parent["".join(rng.choices(string.ascii_letters, k=4))] = junk
    return document


@pytest.fixture
def memory(monkeypatch):
    """Digests without a database: what they are made of is another test's matter."""
    import hashlib

    monkeypatch.setattr(
        "monitor.exchange.ddas.digests.keyed_digest",
        lambda _purpose, message: hashlib.sha256(message).digest(),
    )


@settings(max_examples=300, deadline=None)
@given(seed=st.integers(0, 2**32), junk=JUNK, times=st.integers(1, 12))
def test_no_mutation_raises_or_loses_a_value(seed, junk, times):
    whole = a_file(a_trajectory(), a_trajectory(client=[a_client("999990020"), a_client("1")]))
    document = read(as_bytes(mutated(whole, random.Random(seed), junk, times)))
    ledger = Listing()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(records_module, "digest_of", lambda _client, _start: b"\x01" * 32)
        delivery = delivery_of(document, ledger)
    accounted = [*ledger.noted, *(finding.path for finding in ledger.findings)]
    assert len(accounted) == len(set(accounted)), "a value is accounted for twice"
    assert len(accounted) == len(leaf_paths(document)), "a value is lost"
    assert sum(ledger.counts.values()) == len(ledger.noted)
    sources = [
        f"{record.path}.{source}"
        for record in delivery.records
        for fact in record.facts
        for source in fact.sources
    ]
    assert set(sources) <= set(ledger.noted), "a fact from what was reported"
    assert {finding.code for finding in (*ledger.findings, *ledger.missing)} <= set(REASONS)
    again = Delivery.loads(delivery.dumps())
    assert again.records == delivery.records
    assert again.ledger.findings == ledger.findings and again.ledger.counts == ledger.counts


def test_a_sound_file_has_nothing_to_report_but_what_says_the_same_otherwise(memory):
    delivery = delivery_of(read(as_bytes(a_file())))
    assert delivery.ledger.findings == [] and delivery.ledger.missing == []
    facts = {(f.kind, f.name, str(f.on), f.more, str(f.until)) for f in delivery.records[0].facts}
    assert facts == {
        ("field", "gemeentecode", "None", "GM9901", "None"),
        ("field", "first_contact", "2025-02-20", "", "None"),
        ("field", "intake_date", "2025-03-12", "", "None"),
        ("milestone", "intake_done", "2025-04-15", "", "None"),
        ("milestone", "ready_for_settlement", "2025-08-20", "", "None"),
        ("milestone", "settlement_requested", "2025-09-01", "", "None"),
        ("milestone", "settlement_agreed", "2025-10-01", "", "None"),
        ("deployment", "income_management", "2025-04-01", "Budgetbeheer", "2025-11-30"),
        (
            "deployment",
            "income_management",
            "2025-05-01",
            "Lange Termijn Begeleiding (DFD)",
            "None",
        ),
        ("ending", "success", "2025-12-01", "settlement_agreed", "None"),
    }


def test_nothing_personal_survives_the_first_reading(memory):
    document = a_file(a_trajectory(client=[a_client(), a_client("999990020")]))
    document["Jan de Wit"] = {"BSN 999990019": "geheim"}
    kept = delivery_of(read(as_bytes(document))).dumps().decode()
    for secret in (
        *("999990019", "1981-02-03", "9999ZZ", "bis", "Wit", "Veer", "veenrust"),
        *("Zilvermeeuw", "812", "41234", "goed gegaan", "BSN", "geheim"),
    ):
        assert secret not in kept, secret


BROKEN = {
    "nulls and unknown codes": (
        a_trajectory(
            einddatum=None,
            intake=None,
            begeleiding=[
                {"soort": "Budgetbeheer", "startdatum": "2025-04-01", "einddatum": None},
                {"soort": "Schuldhulpmaatje", "startdatum": "2025-05-01"},
                None,
                {"soort": "Budgetcoaching"},
            ],
            uitstroom={"datum": "2025-12-01", "reden": "Weg"},
        ),
        {
            "einddatum": "null",
            "intake": "null",
            "begeleiding[0].einddatum": "null",
            "begeleiding[1].soort": "unknown_code",
            "begeleiding[1].startdatum": "no_kind",
            "begeleiding[2]": "null",
            "begeleiding[3].soort": "no_start",
            "uitstroom.reden": "unknown_code",
            "uitstroom.datum": "no_reason",
        },
    ),
    "clients and dates": (
        a_trajectory(
            client=[a_client(), "Piet", a_client("2"), a_client("3")],
            startdatum="10-03-2025",
            intake={"startdatum": "2025-02-30", "beschikkingssoort": "Afwijzingsbeschikking"},
            schuldregeling={"datum": 20250901, "toegekend": "2099-01-01"},
            toekenningsdatum="2025-10-01",
            stabilisatie={"einddatum": "2025-08-20"},
            uitstroom={"reden": "Verhuisd"},
            einddatum="2025-12-01T00:00:00",
        ),
        {
            "client[1]": "wrong_kind",
            **{f"client[{n}].?{name}": "too_many" for n in (2, 3) for name in range(1, 7)},
            "startdatum": "no_date",
            "intake.startdatum": "no_date",
            "intake.beschikkingssoort": "rejected",
            "planVanAanpak.datumAfronding": "rejected",
            "schuldregeling.datum": "wrong_kind",
            "schuldregeling.toegekend": "in_the_future",
            "toekenningsdatum": "award_elsewhere",
            "stabilisatie.einddatum": "which_success",
            "uitstroom.reden": "no_day",
            "einddatum": "no_date",
        },
    ),
    "another shape": (
        a_trajectory(
            gemeentecode="GM001",
            aanmelding=[{"startdatum": "2025-02-20"}],
            begeleiding={"soort": "Budgetbeheer"},
            stabilisatie="ja",
            schulden={"bedrag": 812},
            extra={"veld": [1, {}]},
        ),
        {
            "gemeentecode": "wrong_form",
            "aanmelding[0].?1": "wrong_kind",
            "begeleiding.?1": "wrong_kind",
            "stabilisatie": "wrong_kind",
            "schulden.?1": "wrong_kind",
            "?22.?1[0]": "unknown_field",
            "?22.?1[1]": "unknown_field",
        },
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_reported_by_path_and_reason_without_loss(memory, name):
    broken, expected = BROKEN[name]
    ledger = Listing()
    document = read(as_bytes(a_file(broken, a_trajectory())))
    delivery = delivery_of(document, ledger)
    start = "leveringen[0].schuldhulptrajecten[0]."
    found = {f.path.removeprefix(start): f.code for f in ledger.findings}
    assert found == expected
    assert len(ledger.noted) + len(ledger.findings) == len(leaf_paths(document))
    assert len(delivery.records[1].facts) == 10, "a broken record does not touch the next"


def test_a_name_that_stands_twice_counts_once_and_is_reported(memory):
    text = (
        as_bytes(a_file())
        .decode()
        .replace(
            '"startdatum": "2025-03-10"',
            '"startdatum": "2025-03-10", "startdatum": "2020-01-01"',
            1,
        )
    )
    delivery = delivery_of(read(text.encode()))
    assert [f.code for f in delivery.ledger.findings] == ["repeated"]
    assert str(delivery.records[0].start) == "2025-03-10"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "leeg"),
        (b"\xef\xbb\xbf  \n", "leeg"),
        (b"\xff\xfe\x00", "leeg"),
        (b"naam;datum\n", "geen JSON"),
        (b'{"a": 1', "geen JSON"),
        (b'{"naam": "Ren\xe9"}', "UTF-8"),
        (b"[1]", "geen leveringsbestand"),
        (b'"x"', "geen leveringsbestand"),
        (b'{"a":' * 60 + b"1" + b"}" * 60, "ingewikkeld"),
        (b"[" * 100_000, "ingewikkeld"),
        (b"{" + b'"a":' + b"9" * 6000 + b"}", "geen JSON"),
        (b"[" + b"1," * 1_500_001 + b"1]", "te veel"),
        (b" " * (20 * 1024 * 1024 + 1), "te groot"),
        (b"PK\x03\x04\x00\x00", "geen JSON"),
    ],
    ids=range(14),
)
def test_a_file_that_is_none_gets_a_kind_word(content, said):
    with pytest.raises(Unreadable, match=said):
        read(content)


def test_utf_16_and_a_byte_order_mark_are_read(memory):
    text = as_bytes(a_file()).decode()
    for content in (text.encode("utf-16"), text.encode("utf-8-sig")):
        assert len(delivery_of(read(content)).records) == 1


def test_each_reason_that_can_be_given_is_written_down():
    import re
    from pathlib import Path

    folder = Path(records_module.__file__).parent
    text = "".join(path.read_text() for path in folder.glob("*.py") if path.stem != "reasons")
    given_codes = set(re.findall(r'(?:report(?:_all)?|miss)\([^()]*"(\w+)"', text))
    given_codes |= set(re.findall(r'return "(\w+)"', (folder / "checking.py").read_text()))
    given_codes -= {"leaves"}
    assert given_codes and given_codes <= set(REASONS) | set(WAITING)


def test_the_walk_yields_each_trajectory_once():
    ledger = Ledger()
    found = list(sift(read(as_bytes(a_file(a_trajectory(), a_trajectory()))), ledger))
    assert [each.place.path[-3:] for each in found] == ["[0]", "[1]"]

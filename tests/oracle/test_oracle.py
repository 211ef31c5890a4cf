"""An imported workbook gives the figures that an independent computation gives.

The workbook is not of this project's generator (workbook.py) and the computation shares no line
with the product (oracle.py). It goes in as a municipality brings it in, through PostgreSQL.
"""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import NamedTuple

import pytest
from django.core.management import call_command
from django_tenants.utils import tenant_context

from benchmark.standard.indicators import INDICATORS
from benchmark.statistics import Curve, Distribution, Mean, Proportion, Statistic
from monitor.insights.compute import compute_all
from monitor.insights.frames import FILTERS, Cohort, fetch
from tenants.models import Edition, Municipality

from . import oracle, workbook


class Setting(NamedTuple):
    """One workbook, the period it is measured over, and how its municipality treats."""

    seed: int
    starts_on: date
    ends_on: date
    reference: date
    model: str = ""
    is_over: bool = False
    is_corrected: bool = False


# A year after which everybody could be followed, a period that is measured before its end, and one
# whose workbook was corrected by a second one.
SETTINGS = (
    Setting(11, date(2024, 1, 1), date(2024, 12, 31), date(2025, 10, 15), "parallel", is_over=True),
    Setting(23, date(2024, 7, 1), date(2025, 6, 30), date(2025, 4, 1), "life_domains"),
    Setting(37, date(2024, 4, 1), date(2025, 3, 31), date(2025, 5, 15), is_corrected=True),
)


class World:
    """A municipality after the import: its figures as they are and as they should be."""

    def __init__(self, setting: Setting, municipality: Municipality, folder):
        self.setting, self.municipality = setting, municipality
        municipality.treatment_model = setting.model
        self.edition = Edition.objects.create(
            slug="eigen",
            name="Eigen",
            starts_on=setting.starts_on,
            ends_on=setting.ends_on,
            reference_date=setting.reference,
        )
        self.rows = workbook.caseload(
            setting.seed, setting.starts_on, setting.ends_on, setting.reference
        )
        files = [workbook.sheets_of(setting.seed, self.rows)]
        if setting.is_corrected:
            files.append(workbook.corrected(setting.seed, self.rows))
        for number, sheets in enumerate(files):
            path = folder / f"{number}.xlsx"
            workbook.save(sheets, path)
            call_command("import_caseload", str(path), municipality=municipality.slug, strict=True)
        self.paths = tuple(sorted({row.describing["path"] for row in self.rows} - {""}))
        # The paths are a municipality's own: their cells are its own names.
        self.indicators = [i.over(self.paths) if i.own_only else i for i in INDICATORS]

    def expected(self, **filters):
        """What the oracle finds."""
        return oracle.figures(
            self.rows,
            starts_on=self.setting.starts_on,
            ends_on=self.setting.ends_on,
            reference=self.setting.reference,
            paths=self.paths,
            model=self.setting.model,
            **filters,
        )

    def fetched(self, **filters):
        """The rows of a cohort, as the product reads them."""
        with tenant_context(self.municipality):
            return fetch(Cohort.of(self.edition, **filters))

    def differences(self, frames, expected) -> list[str]:
        """Which cell of which indicator is another than the oracle says."""
        found = compute_all(frames, self.indicators)
        return [
            f"{indicator.id}, {cell}: {what}"
            for indicator in self.indicators
            for cell, what in differing(found[indicator.id], expected[indicator.id])
        ]


@pytest.fixture(params=SETTINGS, ids=lambda setting: f"seed {setting.seed}")
def world(request, waterveen, tmp_path, capsys):
    """Waterveen with an imported caseload that nobody refused a row of."""
    return World(request.param, waterveen, tmp_path)


def differing(found: dict[str, Statistic], expected: dict) -> Iterator[tuple[str, str]]:
    """Cells that differ, with what they are and should be."""
    for cell in sorted(set(found) ^ set(expected)):
        yield cell, "only in the " + ("product" if cell in found else "oracle")
    for cell in expected:
        if cell in found and (said := difference(found[cell], expected[cell])):
            yield cell, said


def difference(found: Statistic, right) -> str:
    """Counts are compared exactly, shares and means to 1e-9."""
    match found, right:
        case Proportion(), oracle.Share():
            counts = found.hits, found.n
            value = right.hits / right.base if right.base else None
            same = counts == right and found.people == right.base and close(found.value, value)
        case Mean(), oracle.Average():
            counts = found.n, found.total, found.squares
            value = right.total / right.n if right.n else None
            same = counts == right and found.people == right.n and close(found.value, value)
        case Distribution(), oracle.Spread():
            counts = dict(found.counts), found.people
            base = sum(right.counts.values())
            same = counts == right and all(
                close(found.share(code).value, count / base if base else None)
                for code, count in right.counts.items()
            )
        case Curve(), oracle.Course():
            counts = found.at_risk, found.events, found.competing, found.censored
            same = counts == right[:4] and all(map(close, found.incidence(), right.reached))
        case _:
            return f"{type(found).__name__} is no {type(right).__name__}"
    return "" if same else f"{counts} should be {tuple(right)}"


def close(found, right) -> bool:
    if found is None or right is None:
        return found is right
    return abs(found - float(right)) < 1e-9


def test_the_oracle_covers_every_indicator():
    assert set(oracle.FIGURES) == {indicator.id for indicator in INDICATORS}


CHOICES = (
    *({"client_type": code} for code in oracle.TYPES),
    *({"inflow": code} for code in oracle.INFLOW),
    *({"path": path} for path in workbook.DESCRIBING["path"]),
    *({"team": team} for team in workbook.DESCRIBING["team"]),
    *({"quarter": quarter} for quarter in ("2024-Q3", "2025-Q1")),
    *({"assisted": answer} for answer in ("yes", "no")),
    {"client_type": "vulnerable", "assisted": "no"},
    {"inflow": "referral", "team": "Zuid", "quarter": "2025-Q1"},
)


def test_an_imported_workbook_gives_the_figures_of_the_oracle(world):
    """Whole, for the average, and with every filter; one import serves them all."""
    whole, expected = world.fetched(), world.expected()
    assert whole.size > 60
    assert not world.differences(whole, expected)
    empty = [id for id, cells in expected.items() if not any(map(is_of_somebody, cells.values()))]
    assert empty == ([] if world.setting.model else ["success_by_type_and_model"])

    for_average = world.fetched(for_benchmark=True)
    assert 0 < for_average.size < whole.size
    assert not world.differences(for_average, world.expected(for_average=True))

    for place, choice in enumerate(CHOICES):
        # The product reads a narrower cohort anew, or narrows what it has already read.
        read, narrowed = world.fetched(**choice), whole.narrowed(tuple(choice.items()))
        assert read.size == narrowed.size
        frames = (read, narrowed)[(place + world.setting.seed // 10) % 2]
        assert not world.differences(frames, world.expected(**choice)), choice

    # What the texts say of a curve: with full follow-up it is the share within the window.
    course, share = (expected[f"iu_in_view_{id}"]["all"] for id in ("by_week", "within_91"))
    everybody_is_followed = share.base == course.at_risk[0]
    assert everybody_is_followed == world.setting.is_over
    assert (course.reached[13] == Fraction(*share)) == everybody_is_followed


def test_the_choices_are_all_filters():
    assert {name for choice in CHOICES for name in choice} == set(FILTERS)


def is_of_somebody(figure) -> bool:
    match figure:
        case oracle.Share():
            return figure.base > 0
        case oracle.Average():
            return figure.n > 0
        case oracle.Spread():
            return figure.people > 0
        case oracle.Course():
            return figure.at_risk[0] > 0
    raise TypeError(figure)

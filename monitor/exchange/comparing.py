"""What comparing any sheet with what is stored needs: rows, portions, and settling conflicts.

The number of queries depends on the sheets and not on the rows: what is stored is fetched in large
portions and compared in memory. sheets/ compares each sheet.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.db.models import Prefetch
from django.utils.translation import gettext as _

from monitor.caseload.models import Client, Milestone, Trajectory, TrajectoryClient

from .cells import CLEAR, EMPTY, Bad, parse
from .hand import set_by_hand
from .plans import Change, Finding, Plan, SheetPlan, shortened
from .reading import Workbook
from .schema import SHEETS, Sheet, by_name

PORTION = 5000
Tell = Callable[[str, int], None]


def quiet(phase: str, number: int) -> None:
    """Nobody is told how far it is."""


@dataclass
class Difference:
    """A cell whose value is not the stored one. `stored` is the database field behind it."""

    column: str
    instance: object
    attribute: str
    value: object = None
    stored: str = ""
    shown: tuple[str, str] = ("", "")

    def __post_init__(self):
        self.stored = self.stored or self.attribute
        if not self.attribute.endswith("_id"):  # a key says nothing to a person
            before = getattr(self.instance, self.attribute, None)
            self.shown = (shortened(before), shortened(self.value))

    @property
    def place(self) -> tuple:
        return (type(self.instance), self.instance.pk, self.stored)


@dataclass
class Pending:
    """A row that differs from what is stored, until its sheet is settled.

    `act` takes the place of setting each value: it is done when no value is in conflict.
    `already` are columns that change by another road (participation).
    """

    row: int
    external_id: str
    differences: list[Difference]
    act: Callable[[], None] | None = None
    after: Callable[[list[Difference]], None] | None = None
    already: list[str] = field(default_factory=list)


class Comparison:
    """One workbook beside one municipality."""

    def __init__(self, workbook: Workbook, *, lock: bool, tell: Tell = quiet):
        self.workbook = workbook
        self.tell = tell
        self.named: set = set()
        self.plan = Plan(
            sheets={
                sheet.name: SheetPlan(sheet.name)
                for sheet in SHEETS
                if sheet.name in workbook.sheets
            },
            unknown_sheets=workbook.unknown_sheets,
        )
        self.writes = self.plan.writes
        self.rows = {name: list(self._parsed(by_name(name))) for name in self.plan.sheets}
        self.stored: dict[str, Trajectory] = {}
        self.client_of: dict[UUID, Client] = {}
        self.new: dict[str, Trajectory] = {}
        self.started: dict[UUID, Trajectory] = {}
        self.reached: dict[tuple[UUID, str], Milestone] = {}
        self._fetch_trajectories(lock)

    # --- Reading rows --------------------------------------------------------------------------

    def _parsed(self, sheet: Sheet) -> Iterator[tuple[int, dict]]:
        """The rows of a sheet whose cells can all be taken in, with EMPTY where nothing stands."""
        found = self.workbook.sheets[sheet.name]
        columns: dict[int, object] = {}
        for place, name in enumerate(found.header):
            column = sheet.column(name)
            if column is None or column in columns.values():
                if name:
                    self.plan.unknown_columns.append((sheet.name, name[:60]))
                continue
            columns[place] = column
        present = {column.name for column in columns.values()}
        missing = [name for name in sheet.key if name not in present and name != "service"]
        for name in missing:
            reason = _("Deze kolom ontbreekt. Zonder deze kolom lezen we het blad niet in.")
            self._refuse(sheet, 1, name, reason)
        if missing:
            return
        seen: dict[tuple, int] = {}
        for number, cells in found.rows:
            self.tell("compare", 1)
            values = {column.name: EMPTY for column in sheet.columns}
            cells += [None] * (len(found.header) - len(cells))
            is_good = True
            for place, column in columns.items():
                try:
                    values[column.name] = parse(column, cells[place])
                except Bad as bad:
                    self._refuse(sheet, number, column.name, str(bad))
                    is_good = False
                    continue
                if column.name == "external_id" and sheet.name == "caseload":
                    self.named.add(values[column.name])
                if values[column.name] is EMPTY and column.required and column.name in sheet.key:
                    self._refuse(sheet, number, column.name, _("Dit moet ingevuld zijn."))
                    is_good = False
            if not is_good:
                continue
            key = tuple(value_of(values[name], "") for name in sheet.key)
            if key in seen:
                reason = _("Hetzelfde staat al op rij %(row)d.") % {"row": seen[key]}
                self._refuse(sheet, number, sheet.key[-1], reason)
                continue
            seen[key] = number
            yield number, values

    def _refuse(self, sheet: Sheet, row: int, column: str, reason: str) -> None:
        self.plan.sheets[sheet.name].refused.append(Finding(sheet.name, row, column, reason))

    def _conflict(self, sheet: Sheet, row: int, column: str, reason: str) -> None:
        self.plan.sheets[sheet.name].conflicts.append(Finding(sheet.name, row, column, reason))

    def _new(self, sheet: Sheet, row: int, values: dict) -> None:
        columns = tuple(
            name
            for name, value in values.items()
            if value not in (EMPTY, CLEAR) and name not in sheet.key
        )
        change = Change(sheet.name, row, values["external_id"], columns)
        self.plan.sheets[sheet.name].new.append(change)

    # --- Fetching what is stored -----------------------------------------------------------------

    def _fetch_trajectories(self, lock: bool) -> None:
        numbers = {values["external_id"] for rows in self.rows.values() for _row, values in rows}
        places = TrajectoryClient.objects.filter(position=1).select_related("client")
        trajectories = Trajectory.objects.all()
        if lock:
            places = places.select_for_update(of=("client",))
            trajectories = trajectories.select_for_update()
        for portion in portions(sorted(numbers)):
            for trajectory in trajectories.filter(external_id__in=portion).prefetch_related(
                Prefetch("places", queryset=places, to_attr="first_place")
            ):
                self.stored[trajectory.external_id] = trajectory
                if trajectory.first_place:
                    self.client_of[trajectory.pk] = trajectory.first_place[0].client

    def _of_trajectories(self, sheet: Sheet, queryset) -> Iterator:
        """The rows of `queryset` that belong to the trajectories of this sheet, in portions."""
        keys = {
            self.stored[values["external_id"]].pk
            for _row, values in self.rows[sheet.name]
            if values["external_id"] in self.stored
        }
        for portion in portions(sorted(keys)):
            yield from queryset.filter(trajectory_id__in=portion)

    def _known(self, sheet: Sheet) -> Iterator[tuple[int, dict, Trajectory]]:
        """The rows of a sheet whose trajectory exists or is new in this file."""
        for row, values in self.rows[sheet.name]:
            number = values["external_id"]
            trajectory = self.stored.get(number) or self.new.get(number)
            if trajectory is None:
                reason = _("Dit trajectnummer kennen we niet. Zet het eerst in het blad caseload.")
                self._refuse(sheet, row, "external_id", reason)
                continue
            yield row, values, trajectory

    def find_missing(self) -> None:
        """The running trajectories that a file with a caseload sheet does not name."""
        if "caseload" in self.workbook.sheets and self.named:
            running = Trajectory.objects.running().order_by("external_id")
            numbers = running.values_list("external_id", flat=True)
            self.plan.missing = [number for number in numbers if number not in self.named]

    def show_values(self) -> None:
        """Put with each finding what stands in its cell."""
        for name, outcome in self.plan.sheets.items():
            header = self.workbook.sheets[name].header
            wanted = {f.row for f in (*outcome.refused, *outcome.conflicts)}
            cells = {row: line for row, line in self.workbook.sheets[name].rows if row in wanted}
            for findings in (outcome.refused, outcome.conflicts):
                findings[:] = [
                    replace(f, value=shortened(_cell(header, cells.get(f.row, []), f.column)))
                    for f in findings
                ]

    # --- Settling differences --------------------------------------------------------------------

    def _settle(self, sheet: Sheet, pending: list[Pending]) -> None:
        """Take in what no person set by hand; report the rest."""
        wanted: dict[type, dict[object, set[str]]] = defaultdict(lambda: defaultdict(set))
        for row in pending:
            for difference in row.differences:
                model, key, name = difference.place
                wanted[model][key].add(name)
        hand = set_by_hand(wanted)
        outcome = self.plan.sheets[sheet.name]
        for row in pending:
            kept = [d for d in row.differences if d.place not in hand]
            for difference in row.differences:
                if difference not in kept:
                    reason = _(
                        "In Klantmonitor staat iets anders. Iemand heeft dat daar zelf ingevuld."
                    )
                    self._conflict(sheet, row.row, difference.column, reason)
            if row.act is not None:
                if len(kept) < len(row.differences):
                    kept = []
                else:
                    row.act()
            else:
                for difference in kept:
                    setattr(difference.instance, difference.attribute, difference.value)
                    self.writes.update(difference.instance, difference.stored)
            if kept and row.after is not None:
                row.after(kept)
            columns = (*(d.column for d in kept), *row.already)
            if columns:
                values = (*(d.shown for d in kept), *(("", "") for _ in row.already))
                change = Change(sheet.name, row.row, row.external_id, columns, values)
                outcome.changed.append(change)
            else:
                outcome.unchanged += 1

    def _telling(self, signal, trajectory: Trajectory, **more):
        def tell(_kept) -> None:
            self.writes.signals.append((signal, Trajectory, {"trajectory": trajectory} | more))

        return tell


def _cell(header: list[str], cells: list, column: str):
    place = header.index(column) if column in header else len(cells)
    return cells[place] if place < len(cells) else None


def value_of(cell, when_cleared):
    """The value of a parsed cell; `when_cleared` for a hyphen, and for an empty cell too."""
    return when_cleared if cell is CLEAR or cell is EMPTY else cell


def differing(instance, wanted: dict) -> list[Difference]:
    """A difference per wanted value that is not the stored one."""
    return [
        Difference(name, instance, name, value)
        for name, value in wanted.items()
        if getattr(instance, name) != value
    ]


def portions(keys: list) -> Iterator[list]:
    """The keys in pieces of PORTION, one query each."""
    for start in range(0, len(keys), PORTION):
        yield keys[start : start + PORTION]

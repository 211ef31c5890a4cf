"""Works out an import: each row of a workbook beside what is stored (the rule is in plans.py).

The number of queries depends on the sheets and not on the rows: what is stored is fetched in large
portions, compared in memory, and written in bulk by applying.py.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.standard import questionnaire
from monitor.caseload import signals
from monitor.caseload.acts import Refused
from monitor.caseload.clients import ADDRESS_OF
from monitor.caseload.models import (
    Client,
    Deployment,
    Ending,
    Milestone,
    Participation,
    Pause,
    Trajectory,
    TrajectoryClient,
)
from monitor.caseload.trajectories import check_ending
from monitor.surveys.models import Answer, Wave
from tenants.access import CASELOAD
from tenants.models import Membership

from .cells import CLEAR, EMPTY, Bad, parse
from .hand import IMPORT, by_hand, set_by_hand
from .plans import Change, Finding, Plan, SheetPlan
from .reading import Workbook
from .schema import SHEETS, Sheet

PORTION = 5000
CONTACT = ("first_name", "email", "phone", "channel", "language")
SEALED = ("first_name", "email", "phone")
DESCRIBING = tuple(
    column.name
    for column in SHEETS[0].columns
    if column.name not in (*CONTACT, "external_id", "participates", "benchmark", "caseworker_email")
)
CLEARED = {"language": "nl", "first_contact": None, "enrolled_on": None, "caseworker_id": None}


def plan(workbook: Workbook, *, lock: bool = False) -> Plan:
    """Compare a workbook with what is stored; nothing is written.

    With `lock`, inside a transaction, the trajectories and clients concerned are held, so that
    what was compared is still so when the plan is applied.
    """
    comparison = _Comparison(workbook, lock=lock)
    for sheet in SHEETS:
        if sheet.name in workbook.sheets:
            getattr(comparison, f"compare_{sheet.name}")(sheet)
    comparison.finish()
    return comparison.plan


@dataclass
class _Difference:
    """A cell whose value is not the stored one. `stored` is the database field behind it."""

    column: str
    instance: object
    attribute: str
    value: object = None
    stored: str = ""

    def __post_init__(self):
        self.stored = self.stored or self.attribute

    @property
    def place(self) -> tuple:
        return (type(self.instance), self.instance.pk, self.stored)


@dataclass
class _Pending:
    """A row that differs from what is stored, until its sheet is settled.

    `act` takes the place of setting each value: it is done when no value is in conflict.
    `already` are columns that change by another road (participation).
    """

    row: int
    external_id: str
    differences: list[_Difference]
    act: Callable[[], None] | None = None
    after: Callable[[list[_Difference]], None] | None = None
    already: list[str] = field(default_factory=list)


class _Comparison:
    """One workbook beside one municipality."""

    def __init__(self, workbook: Workbook, *, lock: bool):
        self.workbook = workbook
        self.plan = Plan(
            sheets={
                sheet.name: SheetPlan(sheet.name)
                for sheet in SHEETS
                if sheet.name in workbook.sheets
            },
            unknown_sheets=workbook.unknown_sheets,
        )
        self.writes = self.plan.writes
        self.rows = {name: list(self._parsed(_by_name(name))) for name in self.plan.sheets}
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
            self._refuse(sheet, 1, name, _("Deze kolom ontbreekt. Zonder kan het blad niet mee."))
        if missing:
            return
        seen: dict[tuple, int] = {}
        for number, cells in found.rows:
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
                if values[column.name] is EMPTY and column.required and column.name in sheet.key:
                    self._refuse(sheet, number, column.name, _("Dit moet ingevuld zijn."))
                    is_good = False
            if not is_good:
                continue
            key = tuple(_value(values[name], "") for name in sheet.key)
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
        for portion in _portions(sorted(numbers)):
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
        for portion in _portions(sorted(keys)):
            yield from queryset.filter(trajectory_id__in=portion)

    @cached_property
    def accounts(self) -> dict[str, UUID]:
        """Who may have a caseload here, by e-mail address."""
        members = Membership.objects.filter(
            municipality__schema_name=connection.schema_name,
            is_active=True,
            account__is_active=True,
            role__in=CASELOAD,
        )
        return {
            email.lower(): account
            for email, account in members.values_list("account__email", "account_id")
        }

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

    # --- Settling differences --------------------------------------------------------------------

    def _settle(self, sheet: Sheet, pending: list[_Pending]) -> None:
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
                    reason = _("In Klantmonitor staat iets anders, en iemand zette dat zelf neer.")
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
                outcome.changed.append(Change(sheet.name, row.row, row.external_id, columns))
            else:
                outcome.unchanged += 1

    # --- caseload --------------------------------------------------------------------------------

    def compare_caseload(self, sheet: Sheet) -> None:
        """Clients, trajectories and participation."""
        standing = self._standing_participation()
        pending = []
        for row, values in self.rows[sheet.name]:
            self._find_caseworker(sheet, row, values)
            trajectory = self.stored.get(values["external_id"])
            if trajectory is None:
                self._new_trajectory(sheet, row, values)
                continue
            client = self.client_of.get(trajectory.pk)
            differences = [
                _Difference(
                    "caseworker_email" if name == "caseworker_id" else name,
                    trajectory,
                    name,
                    value,
                )
                for name, value in self._wanted(values, (*DESCRIBING, "caseworker_id"))
                if getattr(trajectory, name) != value
            ]
            already = []
            if client is not None:
                self._check_channel(sheet, row, values, client)
                differences += [
                    _Difference(
                        name, client, name, value, f"{name}_sealed" if name in SEALED else name
                    )
                    for name, value in self._wanted(values, CONTACT)
                    if getattr(client, name) != value
                ]
                already = self._participation(
                    sheet, row, values, client, standing.get(client.pk), is_new=False
                )
            pending.append(
                _Pending(
                    row,
                    trajectory.external_id,
                    differences,
                    after=self._tell_contact(client),
                    already=already,
                )
            )
        self._settle(sheet, pending)

    def _standing_participation(self) -> dict[UUID, Participation]:
        keys = sorted(client.pk for client in self.client_of.values())
        latest = Participation.objects.order_by("client_id", "-recorded_at", "-id")
        return {
            said.client_id: said
            for portion in _portions(keys)
            for said in latest.filter(client_id__in=portion).distinct("client_id")
        }

    def _find_caseworker(self, sheet: Sheet, row: int, values: dict) -> None:
        address = values["caseworker_email"]
        values["caseworker_id"] = address
        if address in (EMPTY, CLEAR):
            return
        account = self.accounts.get(address)
        if account is None:
            reason = _("Geen hulpverlener met dit e-mailadres werkt bij deze gemeente.")
            self._conflict(sheet, row, "caseworker_email", reason)
        values["caseworker_id"] = account or EMPTY

    def _check_channel(self, sheet: Sheet, row: int, values: dict, client: Client | None) -> None:
        """Leave out a channel whose address neither the file nor the client has."""
        needed = ADDRESS_OF.get(values["channel"])
        if needed is None:
            return
        stored = getattr(client, needed) if client is not None else ""
        if not (stored if values[needed] is EMPTY else _value(values[needed], "")):
            reason = _("Bij dit kanaal hoort een adres of nummer, en dat is er niet.")
            self._conflict(sheet, row, "channel", reason)
            values["channel"] = EMPTY

    @staticmethod
    def _wanted(values: dict, names: tuple[str, ...]) -> Iterator[tuple[str, object]]:
        """(name, value) of what the row says, with a hyphen as the field's own emptiness."""
        for name in names:
            if values[name] is not EMPTY:
                yield name, _value(values[name], CLEARED.get(name, ""))

    def _new_trajectory(self, sheet: Sheet, row: int, values: dict) -> None:
        if values["intake_date"] is EMPTY:
            reason = _("Een nieuw traject heeft een intakedatum nodig.")
            self._refuse(sheet, row, "intake_date", reason)
            return
        self._check_channel(sheet, row, values, None)
        client = Client()
        for name, value in self._wanted(values, CONTACT):
            setattr(client, name, value)
        trajectory = Trajectory(external_id=values["external_id"])
        for name, value in self._wanted(values, (*DESCRIBING, "caseworker_id")):
            setattr(trajectory, name, value)
        self.writes.inserts[Client].append(client)
        self.writes.inserts[Trajectory].append(trajectory)
        self.writes.inserts[TrajectoryClient].append(
            TrajectoryClient(trajectory=trajectory, client=client, position=1)
        )
        self._participation(sheet, row, values, client, None, is_new=True)
        self.new[trajectory.external_id] = self.started[trajectory.pk] = trajectory
        self.client_of[trajectory.pk] = client
        self._new(sheet, row, {name: v for name, v in values.items() if name != "caseworker_id"})

    def _participation(
        self, sheet: Sheet, row: int, values: dict, client, standing, *, is_new: bool
    ) -> list[str]:
        """Add what the file says about taking part; the columns that change by it."""
        said = {
            "participates": getattr(standing, "monitor", None),
            "benchmark": getattr(standing, "benchmark", None),
        }
        changed = []
        for name, stored in list(said.items()):
            value = values[name]
            if value is EMPTY or _value(value, None) == stored:
                continue
            if standing is not None and standing.recorded_by != IMPORT and stored is not None:
                reason = _("De cliënt of de hulpverlener zei hier zelf iets anders over.")
                self._conflict(sheet, row, name, reason)
                continue
            said[name] = _value(value, None)
            changed.append(name)
        if changed:
            participation = Participation(
                client=client,
                monitor=said["participates"],
                benchmark=said["benchmark"],
                information_version=IMPORT,  # shown outside Klantmonitor, in words we do not know
                recorded_by=IMPORT,
            )
            self.writes.inserts[Participation].append(participation)
            if not is_new:
                self.writes.signals.append(
                    (
                        signals.participation_changed,
                        Client,
                        {"client": client, "participation": participation},
                    )
                )
        return changed

    def _tell_contact(self, client: Client | None):
        def tell(kept: list[_Difference]) -> None:
            names = {difference.attribute for difference in kept if difference.instance is client}
            if not names:
                return
            if names & {"email", "phone"} and client.contact_blocked:
                client.contact_blocked = ""
                self.writes.update(client, "contact_blocked")
            self.writes.signals.append((signals.contact_changed, Client, {"client": client}))

        return tell

    # --- milestones ------------------------------------------------------------------------------

    def compare_milestones(self, sheet: Sheet) -> None:
        """Results with their dates; a hyphen revokes."""
        revoked_here = set()
        for milestone in self._of_trajectories(sheet, Milestone.objects.all()):
            place = (milestone.trajectory_id, milestone.kind)
            if milestone.revoked_at is None:
                self.reached[place] = milestone
            elif milestone.revoked_reason != IMPORT:
                revoked_here.add(place)
        pending = []
        for row, values, trajectory in self._known(sheet):
            place = (trajectory.pk, values["milestone"])
            standing, on = self.reached.get(place), values["reached_on"]
            if on is EMPTY or (on is CLEAR and standing is None):
                self.plan.sheets[sheet.name].unchanged += 1
            elif on is CLEAR:
                difference = _Difference("reached_on", standing, "reached_on")
                act = self._revoking(trajectory, standing)
                pending.append(_Pending(row, trajectory.external_id, [difference], act=act))
            elif standing is not None:
                differences = []
                if standing.reached_on != on:
                    differences = [_Difference("reached_on", standing, "reached_on", on)]
                after = self._telling(signals.milestone_reached, trajectory, milestone=standing)
                pending.append(_Pending(row, trajectory.external_id, differences, after=after))
            elif place in revoked_here:
                reason = _("Iemand heeft dit resultaat in Klantmonitor ingetrokken.")
                self._conflict(sheet, row, "reached_on", reason)
                self.plan.sheets[sheet.name].unchanged += 1
            else:
                self._reach(trajectory, values["milestone"], on)
                self._new(sheet, row, values)
        self._settle(sheet, pending)

    def _reach(self, trajectory: Trajectory, kind: str, on) -> None:
        milestone = Milestone(trajectory=trajectory, kind=kind, reached_on=on)
        self.reached[(trajectory.pk, kind)] = milestone
        self.writes.inserts[Milestone].append(milestone)
        if trajectory.external_id not in self.new:
            self._telling(signals.milestone_reached, trajectory, milestone=milestone)([])

    def _revoking(self, trajectory: Trajectory, milestone: Milestone) -> Callable[[], None]:
        def revoke() -> None:
            milestone.revoked_at = timezone.now()
            milestone.revoked_reason = IMPORT
            self.writes.update(milestone, "revoked_at", "revoked_by", "revoked_reason")
            self.reached.pop((trajectory.pk, milestone.kind), None)
            self._telling(signals.milestone_revoked, trajectory, milestone=milestone)([])

        return revoke

    def _telling(self, signal, trajectory: Trajectory, **more):
        def tell(_kept) -> None:
            self.writes.signals.append((signal, Trajectory, {"trajectory": trajectory} | more))

        return tell

    # --- deployments and pauses ------------------------------------------------------------------

    def compare_deployments(self, sheet: Sheet) -> None:
        """Help that was put in."""
        stored = {
            (each.trajectory_id, each.category, each.service, each.started_on): each
            for each in self._of_trajectories(sheet, Deployment.objects.all())
        }
        pending = []
        for row, values, trajectory in self._known(sheet):
            names = ("intensity", "mode", "ended_on")
            wanted = {
                name: _value(values[name], None if name == "ended_on" else "")
                for name in names
                if values[name] is not EMPTY
            }
            service = _value(values["service"], "")
            started_on = values["started_on"]
            if wanted.get("ended_on") and wanted["ended_on"] < started_on:
                self._refuse(sheet, row, "ended_on", _("Dit ligt voor het begin."))
                continue
            found = stored.get((trajectory.pk, values["category"], service, started_on))
            if found is None:
                deployment = Deployment(
                    trajectory=trajectory,
                    category=values["category"],
                    service=service,
                    started_on=started_on,
                    **wanted,
                )
                self.writes.inserts[Deployment].append(deployment)
                self._new(sheet, row, values)
                continue
            pending.append(_Pending(row, trajectory.external_id, _differing(found, wanted)))
        self._settle(sheet, pending)

    def compare_pauses(self, sheet: Sheet) -> None:
        """Periods without questionnaires."""
        stored = {
            (each.trajectory_id, each.from_date): each
            for each in self._of_trajectories(sheet, Pause.objects.all())
        }
        pending = []
        for row, values, trajectory in self._known(sheet):
            start, until = values["from"], values["until"]
            if until not in (EMPTY, CLEAR) and until < start:
                self._refuse(sheet, row, "until", _("Dit ligt voor het begin."))
                continue
            tell = self._telling(signals.pause_changed, trajectory)
            found = stored.get((trajectory.pk, start))
            if found is None:
                pause = Pause(trajectory=trajectory, from_date=start, until=_value(until, None))
                self.writes.inserts[Pause].append(pause)
                self._new(sheet, row, values)
                if trajectory.external_id not in self.new:
                    tell([])
                continue
            wanted = {} if until is EMPTY else {"until": _value(until, None)}
            differences = _differing(found, wanted)
            pending.append(_Pending(row, trajectory.external_id, differences, after=tell))
        self._settle(sheet, pending)

    # --- endings ---------------------------------------------------------------------------------

    def compare_endings(self, sheet: Sheet) -> None:
        """How trajectories ended; a hyphen at ended_on takes an ending back."""
        stored = {
            each.trajectory_id: each for each in self._of_trajectories(sheet, Ending.objects.all())
        }
        reopened_here = self._reopened_by_hand(sheet)
        pending = []
        for row, values, trajectory in self._known(sheet):
            ending = stored.get(trajectory.pk)
            if values["ended_on"] is CLEAR:
                if ending is None:
                    self.plan.sheets[sheet.name].unchanged += 1
                    continue
                differences = [_Difference("ended_on", ending, "ended_on")]
                act = self._reopening(trajectory, ending)
                pending.append(_Pending(row, trajectory.external_id, differences, act=act))
                continue
            wanted = {
                name: _value(values[name], "")
                for name in ("ended_on", "status", "reason")
                if values[name] is not EMPTY
            }
            missing = [name for name in ("ended_on", "status") if name not in wanted]
            if ending is None and missing:
                for name in missing:
                    self._refuse(sheet, row, name, _("Dit moet ingevuld zijn."))
                continue
            before = {name: getattr(ending, name, "") for name in ("ended_on", "status", "reason")}
            candidate = Ending(trajectory=trajectory, **before | wanted)
            try:
                check_ending(candidate)
            except Refused as refusal:
                column = "ended_on" if refusal.code == "before_intake" else "reason"
                self._refuse(sheet, row, column, str(refusal))
                continue
            if ending is not None:
                differences = _differing(ending, wanted)
                act = self._correcting(ending, wanted) if differences else None
                pending.append(_Pending(row, trajectory.external_id, differences, act=act))
            elif trajectory.pk in reopened_here:
                reason = _("Iemand heeft dit traject in Klantmonitor heropend.")
                self._conflict(sheet, row, "ended_on", reason)
                self.plan.sheets[sheet.name].unchanged += 1
            else:
                self._end(trajectory, candidate)
                self._new(sheet, row, values)
        self._settle(sheet, pending)

    def _reopened_by_hand(self, sheet: Sheet) -> set[UUID]:
        deleted = Ending.pgh_event_model.objects.filter(pgh_label="delete").order_by("pgh_id")
        last = {
            event.trajectory_id: event.pgh_context
            for event in self._of_trajectories(sheet, deleted.select_related("pgh_context"))
        }
        return {key for key, context in last.items() if by_hand(getattr(context, "metadata", None))}

    def _end(self, trajectory: Trajectory, ending: Ending) -> None:
        self.writes.inserts[Ending].append(ending)
        if ending.status == "success" and (trajectory.pk, ending.reason) not in self._standing(
            trajectory
        ):
            # A success is counted by its milestone, as when somebody ends it on the screen.
            self._reach(trajectory, ending.reason, ending.ended_on)
        if trajectory.external_id in self.new:
            # It arrives as history: nobody is asked how it goes.
            self.started.pop(trajectory.pk, None)
        else:
            self._telling(signals.trajectory_ended, trajectory, ending=ending)([])

    def _standing(self, trajectory: Trajectory) -> set[tuple[UUID, str]]:
        """The results that stand or will stand, known for every ending at once."""
        if not hasattr(self, "_all_standing"):
            sheet = _by_name("endings")
            standing = Milestone.objects.filter(revoked_at__isnull=True)
            self._all_standing = {
                (each.trajectory_id, each.kind) for each in self._of_trajectories(sheet, standing)
            }
        return self._all_standing | {place for place in self.reached if place[0] == trajectory.pk}

    def _reopening(self, trajectory: Trajectory, ending: Ending) -> Callable[[], None]:
        def reopen() -> None:
            self.writes.deletes[Ending].append(ending.pk)
            self._telling(signals.trajectory_reopened, trajectory)([])

        return reopen

    def _correcting(self, ending: Ending, wanted: dict) -> Callable[[], None]:
        def correct() -> None:
            for name, value in wanted.items():
                setattr(ending, name, value)
            self.writes.update(ending, *wanted)

        return correct

    # --- answers ---------------------------------------------------------------------------------

    def compare_answers(self, sheet: Sheet) -> None:
        """Questionnaires that were filled in elsewhere."""
        submitted = Wave.objects.filter(submitted_at__isnull=False).prefetch_related("answers")
        stored = {
            (wave.trajectory_id, wave.submitted_at.replace(microsecond=0)): wave
            for wave in self._of_trajectories(sheet, submitted)
        }
        for row, values, trajectory in self._known(sheet):
            given = {
                item.code: values[item.code]
                for item in questionnaire.ITEMS
                if values[item.code] is not EMPTY
            }
            wave = stored.get((trajectory.pk, values["submitted_at"]))
            if wave is not None:
                self._compare_wave(sheet, row, trajectory, wave, given)
            elif not any(value is not CLEAR for value in given.values()):
                self._refuse(sheet, row, "", _("Op deze rij staat geen enkel antwoord."))
            elif trajectory.pk not in self.client_of:
                self._refuse(sheet, row, "external_id", _("Dit traject heeft geen cliënt meer."))
            else:
                self._new_wave(values, trajectory, given)
                self._new(sheet, row, values)

    def _new_wave(self, values: dict, trajectory: Trajectory, given: dict) -> None:
        at = values["submitted_at"]
        wave = Wave(
            trajectory=trajectory,
            client=self.client_of[trajectory.pk],
            kind="imported",
            status="submitted",
            sequence=0,  # it stands outside the series that Klantmonitor sends
            open_from=at,
            started_at=at,
            submitted_at=at,
            questionnaire_version=questionnaire.VERSION,
            assisted=_value(values["assisted"], False),
        )
        self.writes.inserts[Wave].append(wave)
        self.writes.inserts[Answer] += [
            _answer(wave, item, value) for item, value in given.items() if value is not CLEAR
        ]

    def _compare_wave(self, sheet, row, trajectory, wave: Wave, given: dict) -> None:
        outcome = self.plan.sheets[sheet.name]
        answers = {answer.item: answer for answer in wave.answers.all()}
        changed = [
            item
            for item, value in given.items()
            if _given(answers.get(item)) != _value(value, None)
        ]
        if changed and wave.kind != "imported":
            for item in changed:
                reason = _("De cliënt vulde dit zelf in Klantmonitor in, met een ander antwoord.")
                self._conflict(sheet, row, item, reason)
            changed = []
        for item in changed:
            answer = answers.get(item)
            if given[item] is CLEAR:
                self.writes.deletes[Answer].append(answer.pk)
            elif answer is None:
                self.writes.inserts[Answer].append(_answer(wave, item, given[item]))
            else:
                fresh = _answer(wave, item, given[item])
                answer.value, answer.choice = fresh.value, fresh.choice
                self.writes.update(answer, "value", "choice")
        if changed:
            change = Change(sheet.name, row, trajectory.external_id, tuple(changed))
            outcome.changed.append(change)
        else:
            outcome.unchanged += 1

    # --- After all sheets ------------------------------------------------------------------------

    def finish(self) -> None:
        """Tell of trajectories that start last, when everything about them is there."""
        for trajectory in self.started.values():
            self._telling(signals.trajectory_started, trajectory)([])


def _by_name(name: str) -> Sheet:
    return next(sheet for sheet in SHEETS if sheet.name == name)


def _value(cell, when_cleared):
    """The value of a parsed cell; `when_cleared` for a hyphen, and for an empty cell too."""
    return when_cleared if cell is CLEAR or cell is EMPTY else cell


def _differing(instance, wanted: dict) -> list[_Difference]:
    return [
        _Difference(name, instance, name, value)
        for name, value in wanted.items()
        if getattr(instance, name) != value
    ]


def _answer(wave: Wave, item: str, value) -> Answer:
    is_number = isinstance(value, int)
    return Answer(
        wave=wave,
        item=item,
        value=value if is_number else None,
        choice="" if is_number else value,
        answered_at=wave.submitted_at,
    )


def _given(answer: Answer | None):
    if answer is None:
        return None
    return answer.value if answer.value is not None else answer.choice


def _portions(keys: list) -> Iterator[list]:
    for start in range(0, len(keys), PORTION):
        yield keys[start : start + PORTION]

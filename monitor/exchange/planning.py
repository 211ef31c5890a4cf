"""Works out an import: each row of a workbook beside what is stored (the rule is in plans.py).

One method per sheet; comparing.py holds what they share and applying.py writes the outcome.
"""

from collections.abc import Callable, Iterator
from functools import cached_property
from uuid import UUID

from django.db import connection
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
from monitor.caseload.numbers import is_bsn
from monitor.caseload.trajectories import check_ending
from monitor.surveys.models import Answer, Wave
from tenants.access import CASELOAD
from tenants.models import Membership

from .cells import CLEAR, EMPTY
from .comparing import Comparison, Difference, Pending, differing, portions, value_of
from .hand import IMPORT, by_hand
from .plans import Change, Plan
from .reading import Workbook
from .schema import SHEETS, Sheet, by_name

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
    comparison = _Sheets(workbook, lock=lock)
    for sheet in SHEETS:
        if sheet.name in workbook.sheets:
            getattr(comparison, f"compare_{sheet.name}")(sheet)
    comparison.finish()
    return comparison.plan


class _Sheets(Comparison):
    """One workbook beside one municipality, sheet by sheet."""

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
                Difference(
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
                    Difference(
                        name, client, name, value, f"{name}_sealed" if name in SEALED else name
                    )
                    for name, value in self._wanted(values, CONTACT)
                    if getattr(client, name) != value
                ]
                already = self._participation(
                    sheet, row, values, client, standing.get(client.pk), is_new=False
                )
            pending.append(
                Pending(
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
            for portion in portions(keys)
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
        if not (stored if values[needed] is EMPTY else value_of(values[needed], "")):
            reason = _("Bij dit kanaal hoort een adres of nummer, en dat is er niet.")
            self._conflict(sheet, row, "channel", reason)
            values["channel"] = EMPTY

    @staticmethod
    def _wanted(values: dict, names: tuple[str, ...]) -> Iterator[tuple[str, object]]:
        """(name, value) of what the row says, with a hyphen as the field's own emptiness."""
        for name in names:
            if values[name] is not EMPTY:
                yield name, value_of(values[name], CLEARED.get(name, ""))

    def _new_trajectory(self, sheet: Sheet, row: int, values: dict) -> None:
        if values["intake_date"] is EMPTY:
            reason = _("Een nieuw traject heeft een intakedatum nodig.")
            self._refuse(sheet, row, "intake_date", reason)
            return
        if is_bsn(values["external_id"]):
            reason = _("Dit lijkt een BSN. Gebruik het trajectnummer van je gemeente.")
            self._refuse(sheet, row, "external_id", reason)
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
            if value is EMPTY or value_of(value, None) == stored:
                continue
            if standing is not None and standing.recorded_by != IMPORT and stored is not None:
                reason = _("De cliënt of de hulpverlener zei hier zelf iets anders over.")
                self._conflict(sheet, row, name, reason)
                continue
            said[name] = value_of(value, None)
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
        def tell(kept: list[Difference]) -> None:
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
                difference = Difference("reached_on", standing, "reached_on")
                act = self._revoking(trajectory, standing)
                pending.append(Pending(row, trajectory.external_id, [difference], act=act))
            elif standing is not None:
                differences = []
                if standing.reached_on != on:
                    differences = [Difference("reached_on", standing, "reached_on", on)]
                after = self._telling(signals.milestone_reached, trajectory, milestone=standing)
                pending.append(Pending(row, trajectory.external_id, differences, after=after))
            elif place in revoked_here:
                reason = _("Iemand heeft dit resultaat in Klantmonitor weggehaald.")
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
                name: value_of(values[name], None if name == "ended_on" else "")
                for name in names
                if values[name] is not EMPTY
            }
            service = value_of(values["service"], "")
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
            pending.append(Pending(row, trajectory.external_id, differing(found, wanted)))
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
                pause = Pause(trajectory=trajectory, from_date=start, until=value_of(until, None))
                self.writes.inserts[Pause].append(pause)
                self._new(sheet, row, values)
                if trajectory.external_id not in self.new:
                    tell([])
                continue
            wanted = {} if until is EMPTY else {"until": value_of(until, None)}
            differences = differing(found, wanted)
            pending.append(Pending(row, trajectory.external_id, differences, after=tell))
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
                differences = [Difference("ended_on", ending, "ended_on")]
                act = self._reopening(trajectory, ending)
                pending.append(Pending(row, trajectory.external_id, differences, act=act))
                continue
            wanted = {
                name: value_of(values[name], "")
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
                differences = differing(ending, wanted)
                act = self._correcting(ending, wanted) if differences else None
                pending.append(Pending(row, trajectory.external_id, differences, act=act))
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
            sheet = by_name("endings")
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
            assisted=value_of(values["assisted"], False),
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
            if _given(answers.get(item)) != value_of(value, None)
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

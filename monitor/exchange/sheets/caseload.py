"""The caseload sheet: clients, trajectories and who takes part."""

from collections.abc import Iterator
from functools import cached_property
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from monitor.caseload import signals
from monitor.caseload.clients import ADDRESS_OF
from monitor.caseload.models import Client, Participation, Trajectory, TrajectoryClient
from monitor.caseload.numbers import is_bsn
from tenants.access import CASELOAD
from tenants.models import Membership

from ..cells import CLEAR, EMPTY
from ..comparing import Comparison, Difference, Pending, portions, value_of
from ..hand import IMPORT
from ..schema import SHEETS, Sheet

CONTACT = ("first_name", "email", "phone", "channel", "language")
SEALED = ("first_name", "email", "phone")
DESCRIBING = tuple(
    column.name
    for column in SHEETS[0].columns
    if column.name not in (*CONTACT, "external_id", "participates", "benchmark", "caseworker_email")
)
CLEARED = {"language": "nl", "first_contact": None, "enrolled_on": None, "caseworker_id": None}


class Caseload(Comparison):
    """Compares the rows of the caseload sheet."""

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
            if names & {"email", "phone"}:
                client.contact_blocked = ""
                client.address_version += 1
                self.writes.update(client, "contact_blocked")
                self.writes.update(client, "address_version")
            self.writes.signals.append((signals.contact_changed, Client, {"client": client}))

        return tell

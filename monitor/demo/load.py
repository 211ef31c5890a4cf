"""Writes one municipality's demo records into its schema, in bulk.

The rows are those that ordinary use leaves behind, past every constraint of the database and with
their history; only the messages that once led to a questionnaire are not made up.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db import connection, transaction
from psycopg import sql

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
from monitor.caseload.participation import INFORMATION_VERSION
from monitor.desk.worklist import following
from monitor.surveys import planning, protocol
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus
from tenants.models import Account, Municipality

from .records import Demo, TrajectoryRecord, WaveRecord

PROFILE = (
    "external_id",
    "inflow",
    "first_contact",
    "intake_date",
    "enrolled_on",
    "gemeentecode",
    "team",
    "path",
    "client_type",
    "problem_severity",
    "debt_duration",
    "hindrance",
    "self_direction",
    "competence",
    "attitude",
    "social_norm",
)
EARLY = time(9, 30)


@transaction.atomic
def load(demo: Demo, municipality: Municipality, accounts: Mapping[str, Account]) -> int:
    """Write the trajectories of this municipality; how many there are.

    Runs inside its world. `accounts` are those of the caseworkers by e-mail; who is not in it
    leaves a trajectory without a caseworker. Whoever takes part and is still running gets the next
    questionnaire planned, and the worklist is filled as a night would. IntegrityError when the
    records are there already.
    """
    rows = _Rows(demo, accounts)
    for record in demo.of(municipality.slug):
        rows.add(record)
    rows.save()
    planning.plan_missing()
    following.refresh()
    return len(rows.trajectories)


class _Rows:
    """Rows to be written, per model in the order in which they refer to each other."""

    def __init__(self, demo: Demo, accounts: Mapping[str, Account]):
        self.accounts = accounts
        # What was not answered by the end of the edition never will be.
        self.last_moment = datetime.combine(
            demo.reference_date + timedelta(days=1), time(0), tzinfo=protocol.ZONE
        )
        self.clients: list[Client] = []
        self.participations: list[Participation] = []
        self.trajectories: list[Trajectory] = []
        self.others: dict[type, list] = {
            model: []
            for model in (TrajectoryClient, Milestone, Deployment, Pause, Ending, Wave, Answer)
        }

    def save(self) -> None:
        for rows in (self.clients, self.participations, self.trajectories, *self.others.values()):
            if rows:
                _copy(rows)

    def add(self, record: TrajectoryRecord) -> None:
        account = self.accounts.get(record.caseworker)
        caseworker = account.pk if account else None
        client = Client(channel=record.channel, language=record.language)
        client.first_name = record.first_name
        client.email = record.email
        client.phone = record.phone
        self.clients.append(client)
        self.participations.append(
            Participation(
                client=client,
                monitor=record.participates,
                benchmark=record.benchmark,
                information_version=INFORMATION_VERSION,
                recorded_by="caseworker",
                account_id=caseworker,
            )
        )
        profile = {name: _value(record, name) for name in PROFILE}
        trajectory = Trajectory(caseworker_id=caseworker, **profile)
        self.trajectories.append(trajectory)
        self._put(TrajectoryClient(trajectory=trajectory, client=client, position=1))
        for milestone in record.milestones:
            self._put(
                Milestone(
                    trajectory=trajectory,
                    kind=milestone.milestone,
                    reached_on=milestone.reached_on,
                    recorded_by=caseworker,
                )
            )
        for deployment in record.deployments:
            self._put(Deployment(trajectory=trajectory, **deployment._asdict()))
        for pause in record.pauses:
            # A record's `until` is the first day after the pause, the model's its last one.
            last = pause.until and pause.until - timedelta(days=1)
            self._put(Pause(trajectory=trajectory, from_date=pause.start, until=last))
        if record.ending:
            self._put(
                Ending(
                    trajectory=trajectory,
                    ended_on=record.ending.ended_on,
                    status=record.ending.status,
                    reason=record.ending.reason or "",
                    recorded_by=caseworker,
                )
            )
        for wave in record.waves:
            self._add_wave(trajectory, client, wave)

    def _add_wave(self, trajectory: Trajectory, client: Client, record: WaveRecord) -> None:
        answered = record.submitted_at
        wave = Wave(
            trajectory=trajectory,
            client=client,
            kind=WaveKind(record.kind),
            sequence=record.sequence,
            status=WaveStatus.SUBMITTED if answered else WaveStatus.EXPIRED,
            assisted=record.assisted,
            started_at=answered and answered - timedelta(seconds=70),
            submitted_at=answered,
        )
        opens = protocol.moment_on(record.open_from, wave.pk)
        if answered and opens >= wave.started_at:
            opens = datetime.combine(record.open_from, EARLY, tzinfo=protocol.ZONE)
        planning.set_moments(wave, opens)
        if not answered:
            wave.closes_at = max(opens, min(wave.closes_at, self.last_moment))
        self._put(wave)
        for item, given in record.answers.items():
            is_word = isinstance(given, str)
            self._put(
                Answer(
                    wave=wave,
                    item=item,
                    value=None if is_word else given,
                    choice=given if is_word else "",
                    answered_at=answered,
                )
            )

    def _put(self, row) -> None:
        self.others[type(row)].append(row)


def _copy(rows: list) -> None:
    """Write rows of one model by COPY: defaults, constraints and history as with an insert, and a
    third of its time."""
    model = type(rows[0])
    fields = model._meta.concrete_fields
    columns = sql.SQL(", ").join(sql.Identifier(field.column) for field in fields)
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table), columns
    )
    with (
        connection.wrap_database_errors,
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        for row in rows:
            copy.write_row([field.pre_save(row, add=True) for field in fields])


def _value(record: TrajectoryRecord, name: str):
    value = getattr(record, name)
    return "" if value is None else value

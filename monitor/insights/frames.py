"""What the indicators are computed from: narrow frames of one cohort, cut off at a reference date.

Nothing after the reference date counts: no milestone, no answer, no deployment, and an ending after
it is still running. Rows come by COPY through Django's own connection, so they obey its role, its
search path and its transaction (reference libraries, section 8).
"""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from django.db import connection
from django.db.models import F, Max, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from benchmark.standard.questionnaire import ITEM_CODES, ITEMS
from monitor.caseload.models import (
    Deployment,
    Ending,
    Milestone,
    Trajectory,
    TrajectoryClient,
)
from monitor.surveys.models import Wave

from .facts import Facts

if TYPE_CHECKING:
    from pandas import DataFrame

    from tenants.models import Edition

SCALES = tuple(item.code for item in ITEMS if item.is_scale)
WORDS = tuple(item.code for item in ITEMS if not item.is_scale)
NUMBERS = dict.fromkeys(SCALES, "int64")  # other columns are text or become dates
FILTERS = ("client_type", "inflow", "path", "team", "quarter", "assisted")
# What is registered of a trajectory and serves to divide or to describe.
ATTRIBUTES = (
    "client_type",
    "inflow",
    "path",
    "team",
    "problem_severity",
    "debt_duration",
    "hindrance",
    "self_direction",
    "competence",
    "attitude",
    "social_norm",
)


@dataclass(frozen=True)
class Cohort:
    """Whose figures: trajectories with their intake inside the period, as on the reference date.

    `filters` are pairs of a name of FILTERS and its value: a registered attribute, the `quarter` of
    the intake ("2021-Q1"), or whether answers were `assisted` ("yes" or "no"), which chooses among
    answers and not among clients. `for_benchmark` leaves out whoever does not want to count in the
    average.
    """

    starts_on: date
    ends_on: date
    reference_date: date
    filters: tuple[tuple[str, str], ...] = ()
    for_benchmark: bool = False

    @classmethod
    def of(cls, edition: Edition, *, for_benchmark: bool = False, **filters: str) -> Cohort:
        """The edition's cohort. Its figures are those of today until its reference date comes.

        ValueError for a filter that is none of FILTERS; empty values filter nothing.
        """
        if unknown := set(filters) - set(FILTERS):
            raise ValueError(f"No such filter: {', '.join(sorted(unknown))}")
        return cls(
            edition.starts_on,
            edition.ends_on,
            min(edition.reference_date, timezone.localdate()),
            tuple(sorted((name, value) for name, value in filters.items() if value)),
            for_benchmark,
        )

    def trajectories(self) -> QuerySet[Trajectory]:
        """Its trajectories."""
        found = Trajectory.objects.filter(**self.within())
        return found.with_benchmark_consent() if self.for_benchmark else found

    def within(self, prefix: str = "") -> dict[str, object]:
        """Lookups for rows that hang on its trajectories through `prefix` ("trajectory__").

        Who starts after the reference date is not there yet. Without `for_benchmark`: whoever is
        left out there is left out by having no place in the frame of trajectories.
        """
        lookups = {
            "intake_date__gte": self.starts_on,
            "intake_date__lte": min(self.ends_on, self.reference_date),
        }
        for name, value in self.filters:
            if name == "quarter":
                year, quarter = value.split("-Q")
                lookups |= {"intake_date__year": int(year), "intake_date__quarter": int(quarter)}
            elif name != "assisted":
                lookups[name] = value
        return {prefix + name: value for name, value in lookups.items()}

    @property
    def assisted(self) -> bool | None:
        """Whether only answers with help, or only those without, count; None for all."""
        return {"yes": True, "no": False}.get(dict(self.filters).get("assisted"))


@dataclass(frozen=True)
class Frames:
    """One cohort's rows. Everywhere `trajectory` is the row number in `trajectories`.

    trajectories  client (number), intake, enrolled and the columns of ATTRIBUTES
    milestones    trajectory, kind, reached_on: those that stand
    endings       trajectory, ended_on, status, reason
    deployments   trajectory, category, intensity, mode, started_on
    answers       client (number), trajectory, wave (number), assisted ("t" or "f"), item, value,
                  choice, answered_on, first (of the client's first questionnaire); in the order
                  in which the questionnaires were answered

    `model` is how the municipality treats (behandelmodel), empty when it has not said.
    """

    reference_date: date
    trajectories: DataFrame
    milestones: DataFrame
    endings: DataFrame
    deployments: DataFrame
    answers: DataFrame
    model: str = ""

    @property
    def size(self) -> int:
        """Trajectories in the cohort."""
        return len(self.trajectories)

    @property
    def clients(self) -> int:
        """First clients in the cohort: the number that the rules of disclosure mean."""
        return int(self.trajectories["client"].nunique())

    @property
    def reference(self) -> np.datetime64:
        """The reference date for comparing with columns of dates."""
        return np.datetime64(self.reference_date, "D")

    @cached_property
    def facts(self) -> Facts:
        """What follows from the rows, worked out once for all indicators."""
        return Facts(self)

    def narrowed(self, filters: tuple[tuple[str, str], ...]) -> Frames:
        """The frames of the same cohort with (more) filters."""
        keep = np.ones(self.size, dtype=bool)
        answers = np.ones(len(self.answers), dtype=bool)
        for name, value in filters:
            if name == "quarter":
                keep &= quarters(self.trajectories["intake"]) == value
            elif name == "assisted":
                wanted = {"yes": "t", "no": "f"}[value]
                answers &= (self.answers["assisted"] == wanted).to_numpy()
            else:
                keep &= (self.trajectories[name] == value).to_numpy()
        row = np.where(keep, np.cumsum(keep) - 1, -1)
        children = []
        for frame, wanted in (
            (self.milestones, True),
            (self.endings, True),
            (self.deployments, True),
            (self.answers, answers),
        ):
            moved = row[frame["trajectory"].to_numpy()]
            frame = frame.assign(trajectory=moved)[(moved >= 0) & wanted]
            children.append(frame.reset_index(drop=True))
        return Frames(
            self.reference_date,
            self.trajectories[keep].reset_index(drop=True),
            *children,
            model=self.model,
        )


def quarters(days) -> np.ndarray:
    """The quarter of each day, as "2021-Q1"."""
    months = days.to_numpy().astype("datetime64[M]").astype(int)
    return np.array([f"{1970 + m // 12}-Q{m % 12 // 3 + 1}" for m in months], dtype="U7")


def fetch(cohort: Cohort) -> Frames:
    """Read the cohort from the municipality that this code runs in: five queries."""
    reference = cohort.reference_date
    within = cohort.within("trajectory__")
    first_client = TrajectoryClient.objects.filter(trajectory=OuterRef("pk"), position=1)
    trajectories = _rows(
        cohort.trajectories()
        .order_by("intake_date", "external_id")
        .values(
            "pk",
            "intake_date",
            *ATTRIBUTES,
            start=Coalesce("enrolled_on", "intake_date"),
            client=Subquery(first_client.values("client_id")[:1]),
        ),
        ("id", "intake", *ATTRIBUTES, "enrolled", "client"),
    )
    milestones = _rows(
        Milestone.objects.filter(revoked_at__isnull=True, reached_on__lte=reference, **within)
        .order_by("trajectory", "reached_on", "kind")
        .values("trajectory_id", "kind", "reached_on"),
        ("trajectory", "kind", "reached_on"),
    )
    endings = _rows(
        Ending.objects.filter(ended_on__lte=reference, **within)
        .order_by("trajectory")
        .values("trajectory_id", "ended_on", "status", "reason"),
        ("trajectory", "ended_on", "status", "reason"),
    )
    deployments = _rows(
        Deployment.objects.filter(started_on__lte=reference, **within)
        .order_by("trajectory", "started_on", "category")
        .values("trajectory_id", "category", "intensity", "mode", "started_on"),
        ("trajectory", "category", "intensity", "mode", "started_on"),
    )
    frames = _joined(
        reference, trajectories, milestones, endings, deployments, _questionnaires(cohort)
    )
    frames = replace(frames, model=getattr(connection.tenant, "treatment_model", ""))
    # Which questionnaire is somebody's first is known only with all of them read.
    chosen = tuple(pair for pair in cohort.filters if pair[0] == "assisted")
    return frames.narrowed(chosen) if chosen else frames


def _questionnaires(cohort: Cohort) -> DataFrame:
    """A row per questionnaire with an answer to the core, in the order in which they were answered:
    who gave it and when, and the answer to each item; 0 and "" where there is none.

    A questionnaire counts on the day it was handed in; one that was left half-way counts on the
    day of its last answer. The database lays the answers side by side: that is an eighth of the
    rows to hand over.
    """
    moment = Coalesce(F("submitted_at"), Max("answers__answered_at"))
    given = {code: Coalesce(_answer(code, "value"), 0) for code in SCALES}
    given |= {code: Coalesce(_answer(code, "choice"), Value("")) for code in WORDS}
    return _rows(
        Wave.objects.in_series()
        .filter(answers__item__in=ITEM_CODES, **cohort.within("trajectory__"))
        .values("client_id", "trajectory_id", "assisted")
        .annotate(
            answered_on=TruncDate(moment, tzinfo=timezone.get_default_timezone()),
            **given,
        )
        .filter(answered_on__lte=cohort.reference_date)
        .order_by(moment, "pk"),
        ("client", "trajectory", "assisted", "answered_on", *given),
    )


def _answer(item: str, field: str) -> Max:
    """A wave has one answer to an item at most."""
    return Max(f"answers__{field}", filter=Q(answers__item=item))


def _answers(waves: DataFrame) -> DataFrame:
    """A row per answer: the answers of a questionnaire below each other again."""
    from pandas import Categorical

    values = np.zeros((len(waves), len(ITEM_CODES)), dtype=np.int64)
    words = np.full(values.shape, "", dtype=object)
    for place, code in enumerate(ITEM_CODES):
        (values if code in SCALES else words)[:, place] = waves[code].to_numpy()
    wave, item = np.nonzero((values > 0) | (words != ""))
    rows = waves[["client", "trajectory", "assisted", "answered_on", "first"]].take(wave)
    return rows.reset_index(drop=True).assign(
        wave=wave,
        item=Categorical.from_codes(item, ITEM_CODES),
        value=values[wave, item],
        choice=Categorical(words[wave, item]),
    )


def _rows(queryset: QuerySet, columns: tuple[str, ...]) -> DataFrame:
    """The rows of a values queryset as a frame, in the order of its columns."""
    # pandas takes seconds to import on a slow disk; only pages with figures need it.
    from pandas import DataFrame, read_csv

    query = connection.ops.compose_sql(*queryset.query.sql_with_params())
    buffer = io.BytesIO()
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY ({query}) TO STDOUT WITH (FORMAT csv)") as copy,
    ):
        buffer.writelines(copy)
    types = {name: NUMBERS.get(name, "str") for name in columns}
    if not buffer.tell():
        return DataFrame({name: [] for name in columns}).astype(types)
    buffer.seek(0)
    return read_csv(
        buffer,
        names=list(columns),
        header=None,
        dtype=types,
        keep_default_na=False,
        na_values=[],
    )


def _joined(reference, trajectories, milestones, endings, deployments, waves) -> Frames:
    """Keys replaced by row numbers; rows of a trajectory that came between two reads are left."""
    from pandas import Index, factorize

    place = Index(trajectories["id"])
    numbered = []
    for frame in (milestones, endings, deployments, waves):
        row = place.get_indexer(frame["trajectory"])
        frame = frame.assign(trajectory=row)[row >= 0].reset_index(drop=True)
        numbered.append(frame)
    milestones, endings, deployments, waves = numbered
    people = np.concatenate([trajectories["client"].to_numpy(), waves["client"].to_numpy()])
    numbers, _ = factorize(people)
    trajectories["client"] = numbers[: len(trajectories)]
    waves["client"] = numbers[len(trajectories) :]
    waves["first"] = ~waves["client"].duplicated()
    for frame, names in (
        (trajectories, ("intake", "enrolled")),
        (milestones, ("reached_on",)),
        (endings, ("ended_on",)),
        (deployments, ("started_on",)),
        (waves, ("answered_on",)),
    ):
        for name in names:
            frame[name] = frame[name].to_numpy(dtype=str).astype("datetime64[D]")
    return Frames(reference, trajectories, milestones, endings, deployments, _answers(waves))

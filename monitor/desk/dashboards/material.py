"""The rows behind an own dashboard: one edition of the municipality, cut by caseworker and team.

The cut by caseworker is made here and is no filter of the insight pages: nobody else can ask for
it by an address.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Count, Exists, OuterRef, Q

from benchmark.statistics import Mean, Proportion
from monitor.caseload.models import Trajectory
from monitor.insights.frames import Cohort, Frames, fetch
from monitor.insights.response import NEVER_ASKED
from monitor.surveys.models import Answer, Wave, WaveKind

from .measures import Measure


@dataclass(frozen=True)
class Part:
    """Which trajectories: of these caseworkers (None for anybody), of none of `but`, of a team."""

    whose: frozenset[str] | None = None
    but: frozenset[str] = frozenset()
    team: str = ""

    def holds(self, whose, team):
        """Whether a trajectory of this caseworker and team is in it; arrays give an array."""
        found = np.ones(np.shape(whose), dtype=bool)
        if self.whose is not None:
            found &= np.isin(whose, sorted(self.whose))
        if self.but:
            found &= ~np.isin(whose, sorted(self.but))
        if self.team:
            found &= np.asarray(team) == self.team
        return found


@dataclass(frozen=True)
class Asked:
    """Questionnaires asked and received, and of which clients. Where answers were read in from
    elsewhere (`is_counted` is False) nobody knows how many were asked."""

    asked: int = 0
    received: int = 0
    clients: frozenset = frozenset()
    is_counted: bool = True

    @property
    def people(self) -> int:
        """How many clients; who was with two caseworkers is one of them."""
        return len(self.clients)

    def __add__(self, other: Asked) -> Asked:
        return Asked(
            self.asked + other.asked,
            self.received + other.received,
            self.clients | other.clients,
            self.is_counted and other.is_counted,
        )


class Material:
    """One cohort, read once: six queries for the figures and one for the response."""

    def __init__(self, cohort: Cohort):
        self.cohort = cohort
        self._cuts: dict[Part, Frames] = {}
        self._counted: dict[tuple[str, Part], Proportion | Mean] = {}

    @cached_property
    def frames(self) -> Frames:
        """Everybody's."""
        return fetch(self.cohort)

    @cached_property
    def _whose(self) -> np.ndarray:
        known = {
            str(key): str(account or "")
            for key, account in self.cohort.trajectories().values_list("pk", "caseworker_id")
        }
        return np.array([known.get(key, "") for key in self.frames.trajectories["id"]], dtype="U36")

    def count(self, measure: Measure, part: Part) -> Proportion | Mean:
        """The measure over this part."""
        key = (measure.code, part)
        if key not in self._counted:
            self._counted[key] = measure.count(self._cut(part))
        return self._counted[key]

    def _cut(self, part: Part) -> Frames:
        if part not in self._cuts:
            team = self.frames.trajectories["team"].to_numpy(dtype=object).astype(str)
            kept = np.where(part.holds(self._whose, team), "yes", "")
            marked = self.frames.trajectories.assign(kept=kept)
            self._cuts[part] = _with(self.frames, marked).narrowed((("kept", "yes"),))
        return self._cuts[part]

    def response(self, part: Part) -> Asked:
        """How many questionnaires were asked and received in this part."""
        found = (some for (whose, team), some in self._asked.items() if part.holds(whose, team))
        return sum(found, Asked())

    @cached_property
    def _asked(self) -> dict[tuple[str, str], Asked]:
        answered = Q(Exists(Answer.objects.filter(wave=OuterRef("pk"))))
        rows = (
            Wave.objects.in_series()
            .filter(
                open_from__date__lte=self.cohort.reference_date,
                **self.cohort.within("trajectory__"),
            )
            .exclude(status__in=NEVER_ASKED)
            .order_by()
            .values("trajectory__caseworker_id", "trajectory__team")
            .annotate(
                asked=Count("pk"),
                received=Count("pk", filter=answered),
                imported=Count("pk", filter=Q(kind=WaveKind.IMPORTED)),
                clients=ArrayAgg("client", distinct=True),
            )
        )
        return {
            (str(row["trajectory__caseworker_id"] or ""), row["trajectory__team"]): Asked(
                row["asked"], row["received"], frozenset(row["clients"]), not row["imported"]
            )
            for row in rows
        }


def clients_of(account_id, editions: Collection) -> dict[int, int]:
    """Edition key -> how many trajectories of this caseworker began in it; one query."""
    counts = Trajectory.objects.of_caseworker(account_id).aggregate(
        **{f"edition_{e.pk}": Count("pk", filter=_within(e)) for e in editions}
    )
    return {e.pk: counts[f"edition_{e.pk}"] for e in editions}


def _within(edition) -> Q:
    return Q(intake_date__gte=edition.starts_on, intake_date__lte=edition.ends_on)


def _with(frames: Frames, trajectories) -> Frames:
    """A copy with these columns; its facts are worked out anew."""
    return Frames(
        frames.reference_date,
        trajectories,
        frames.milestones,
        frames.endings,
        frames.deployments,
        frames.answers,
        model=frames.model,
    )

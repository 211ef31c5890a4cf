"""What the generator hands over: plain frozen records, in the fields of the caseload workbook.

Nothing here knows the database; `load` code in the packages above turns records into rows.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple


class Caseworker(NamedTuple):
    """A caseworker of a fictional municipality; trajectories name her by e-mail."""

    name: str
    email: str
    team: str


class MilestoneRecord(NamedTuple):
    """A result that was reached, with its date."""

    milestone: str
    reached_on: date


class DeploymentRecord(NamedTuple):
    """An instrument deployed; `ended_on` is None while it still runs."""

    category: str
    service: str
    intensity: str
    mode: str
    started_on: date
    ended_on: date | None


class EndingRecord(NamedTuple):
    """How and when a trajectory ended; a referral may come without a reason."""

    ended_on: date
    status: str
    reason: str | None


class PauseRecord(NamedTuple):
    """A period without questionnaires; `until` (first day after it) is None while it lasts."""

    start: date
    until: date | None


@dataclass(frozen=True)
class MunicipalityRecord:
    """A fictional municipality; `description` (nl) says how it works, `paths` its own paths."""

    slug: str
    name: str
    gemeentecode: str
    treatment_model: str
    description: str
    caseworkers: tuple[Caseworker, ...]
    paths: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WaveRecord:
    """One planned questionnaire; `submitted_at` (Europe/Amsterdam) is None when unanswered.

    `answers` maps item codes to 1-5, and `feeling` to its code; a partial answer lacks items.
    """

    sequence: int
    kind: str
    open_from: date
    submitted_at: datetime | None
    assisted: bool
    answers: dict[str, int | str]


@dataclass(frozen=True)
class TrajectoryRecord:
    """One client in one trajectory, with everything that happened up to the reference date."""

    municipality: str
    external_id: str
    first_name: str
    email: str
    phone: str
    channel: str
    language: str
    participates: bool
    benchmark: bool
    inflow: str
    first_contact: date
    intake_date: date
    enrolled_on: date
    gemeentecode: str
    team: str
    caseworker: str
    path: str
    client_type: str
    problem_severity: str | None
    debt_duration: str | None
    hindrance: str | None
    self_direction: str | None
    competence: str
    attitude: str
    social_norm: str
    milestones: tuple[MilestoneRecord, ...]
    deployments: tuple[DeploymentRecord, ...]
    ending: EndingRecord | None
    pauses: tuple[PauseRecord, ...]
    waves: tuple[WaveRecord, ...]


@dataclass(frozen=True)
class Demo:
    """An edition of nine months (274 days) that ends on `reference_date`, that day included."""

    reference_date: date
    municipalities: tuple[MunicipalityRecord, ...]
    trajectories: tuple[TrajectoryRecord, ...]

    def of(self, slug: str) -> tuple[TrajectoryRecord, ...]:
        """The trajectories of one municipality, oldest intake first."""
        return tuple(t for t in self.trajectories if t.municipality == slug)

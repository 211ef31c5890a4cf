"""How many clients of a cohort were asked and how many answered, counted by the database."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, TruncDate
from django.utils import timezone

from benchmark.standard.steps import EXPERIENCE_STEPS, STEPS
from monitor.caseload.models import Milestone, TrajectoryClient
from monitor.caseload.steps import SETTLEMENT
from monitor.insights.frames import Cohort
from monitor.surveys.models import EXTRA, Answer, Wave, WaveKind, WaveStatus

# A questionnaire that was never put before anybody.
NEVER_ASKED = (WaveStatus.PLANNED, WaveStatus.CANCELLED)
CHARACTERISTICS = {
    "client_type": "trajectory__client_type",
    "debt_duration": "trajectory__debt_duration",
    "channel": "client__channel",
}
_PUBLISHED = [step.code for step in EXPERIENCE_STEPS]
# Milestone -> the number of the published step that it leads into.
_INTO = {
    kind: _PUBLISHED.index(STEPS[number + 1].experience)
    for number, step in enumerate(STEPS)
    for kind in step.closed_by
} | dict.fromkeys(SETTLEMENT, len(_PUBLISHED) - 1)


@dataclass(frozen=True)
class Counts:
    """Clients, each counted once, and how many of them answered.

    `is_asked`: the base is who was asked. Without it answers were read in and nobody wrote down
    who was asked, so the base is every client of the cohort. `clients` is the cohort in all.
    `classes`: dimension -> class code ("" for not filled in) -> [base, answered]; for "step" a
    client counts in every step in which they were asked (or, without it, were).
    """

    is_asked: bool
    clients: int = 0
    base: int = 0
    answered: int = 0
    classes: dict[str, dict[str, list[int]]] = field(default_factory=dict)


def read(*cohorts: Cohort) -> list[Counts]:
    """The counts of each cohort as on its reference date: two queries for all of them together,
    three when answers were read in. A filter that chooses among answers (assisted) leaves out
    nobody here."""
    people = _each(_people, cohorts)
    is_asked = [not sum(row["imported"] for row in rows) for rows in people]
    steps = _each(_steps, cohorts)
    been = _each(_been_in, [c for c, asked in zip(cohorts, is_asked, strict=True) if not asked])
    return [
        _counts(rows, steps[place], None if is_asked[place] else been.pop(0))
        for place, rows in enumerate(people)
    ]


def _each(make, cohorts: Sequence[Cohort]) -> list[list[dict]]:
    """The rows that make(cohort) asks for, per cohort: one query, none for no cohort."""
    if not cohorts:
        return []
    first, *rest = (
        make(cohort).annotate(place=Value(place)) for place, cohort in enumerate(cohorts)
    )
    found: list[list[dict]] = [[] for _ in cohorts]
    for row in first.union(*rest, all=True) if rest else first:
        found[row["place"]].append(row)
    return found


def _counts(rows: list[dict], steps: list[dict], been: list[dict] | None) -> Counts:
    """`been` where nobody wrote down who was asked."""
    is_asked = been is None
    size = "asked" if is_asked else "clients"
    classes = {name: {} for name in CHARACTERISTICS}
    for row in rows:
        for name in CHARACTERISTICS:
            both = classes[name].setdefault(row[f"of_{name}"], [0, 0])
            both[0] += row[size]
            both[1] += row["answered"]
    found = {row["step"]: [row["asked"], row["answered"]] for row in steps}
    if been is not None:
        present = Counter({0: sum(row["at_intake"] for row in rows)})
        present.update({row["into"]: row["people"] for row in been})
        # Who answered before the intake, say, was in a step that the dates do not show.
        found = {
            step: [max(present[step], found.get(step, [0, 0])[1]), found.get(step, [0, 0])[1]]
            for step in {*present, *found}
        }
    classes["step"] = {_PUBLISHED[step]: both for step, both in found.items()}
    return Counts(
        is_asked,
        sum(row["clients"] for row in rows),
        sum(row[size] for row in rows),
        sum(row["answered"] for row in rows),
        classes,
    )


def _people(cohort: Cohort):
    """Each client of the cohort once, as described by their last trajectory in it."""
    own = cohort.trajectories().values("pk")
    later = TrajectoryClient.objects.filter(client=OuterRef("client"), trajectory__in=own).filter(
        Q(trajectory__intake_date__gt=OuterRef("trajectory__intake_date"))
        | Q(
            trajectory__intake_date=OuterRef("trajectory__intake_date"),
            trajectory__gt=OuterRef("trajectory"),
        )
    )
    waves = Wave.objects.in_series().filter(client=OuterRef("client"), trajectory__in=own)
    given = Answer.objects.filter(
        wave__client=OuterRef("client"),
        wave__trajectory__in=own,
        answered_at__date__lte=cohort.reference_date,
    ).exclude(wave__kind__in=EXTRA)
    moved_on = Milestone.objects.filter(
        trajectory=OuterRef("trajectory"),
        revoked_at__isnull=True,
        reached_on__lte=OuterRef("trajectory__intake_date"),
    )
    return (
        TrajectoryClient.objects.filter(~Exists(later), trajectory__in=own)
        .order_by()
        .annotate(
            was_asked=Exists(_put_before(waves, cohort)),
            has_answered=Exists(given),
            read_in=Exists(waves.filter(kind=WaveKind.IMPORTED)),
            past_intake=Exists(moved_on),
            **{f"of_{name}": F(path) for name, path in CHARACTERISTICS.items()},
        )
        .values(*(f"of_{name}" for name in CHARACTERISTICS))
        .annotate(
            clients=Count("pk"),
            asked=Count("pk", filter=Q(was_asked=True) | Q(has_answered=True)),
            answered=Count("pk", filter=Q(has_answered=True)),
            imported=Count("pk", filter=Q(read_in=True)),
            at_intake=Count("pk", filter=Q(past_intake=False)),
        )
    )


def _put_before(waves, cohort: Cohort):
    return waves.filter(open_from__date__lte=cohort.reference_date).exclude(status__in=NEVER_ASKED)


def _steps(cohort: Cohort):
    """Published step -> clients who were asked in it, and who answered.

    A questionnaire belongs to the step of the day on which it was answered, or else opened.
    """
    own = cohort.trajectories().values("pk")
    last = Answer.objects.filter(
        wave=OuterRef("pk"), answered_at__date__lte=cohort.reference_date
    ).order_by("-answered_at")
    moment = Coalesce("submitted_at", Subquery(last.values("answered_at")[:1]), "open_from")
    reached = (
        _milestones(trajectory=OuterRef("trajectory"), reached_on__lte=OuterRef("on"))
        .order_by("-into")
        .values("into")[:1]
    )
    waves = Wave.objects.in_series().filter(trajectory__in=own)
    return (
        _put_before(waves, cohort)
        .order_by()
        .annotate(
            on=TruncDate(moment, tzinfo=timezone.get_default_timezone()), is_given=Exists(last)
        )
        .annotate(step=Coalesce(Subquery(reached), 0))
        .values("step")
        .annotate(
            asked=Count("client", distinct=True),
            answered=Count("client", distinct=True, filter=Q(is_given=True)),
        )
    )


def _been_in(cohort: Cohort):
    """Clients by the steps they were in after a milestone: one that no further milestone had
    overtaken on its own day."""
    own = cohort.trajectories().values("pk")
    further = _milestones(
        trajectory=OuterRef("trajectory"),
        into__gt=OuterRef("into"),
        reached_on__lte=OuterRef("reached_on"),
    )
    return (
        _milestones(trajectory__in=own, reached_on__lte=cohort.reference_date)
        .filter(~Exists(further))
        .order_by()
        .values("into")
        .annotate(people=Count("trajectory__places__client", distinct=True))
    )


def _milestones(**lookups):
    into = Case(
        *(When(kind=kind, then=Value(number)) for kind, number in _INTO.items()),
        output_field=IntegerField(),
    )
    return Milestone.objects.annotate(into=into).filter(revoked_at__isnull=True, **lookups)

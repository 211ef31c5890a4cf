"""How many clients of a cohort were asked and how many answered, counted by the database."""

from collections import Counter
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
from monitor.surveys.models import Answer, Wave, WaveKind, WaveStatus

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


def read(cohort: Cohort) -> Counts:
    """The counts of a cohort as on its reference date: two queries, three when answers were read
    in. A filter that chooses among answers (assisted) leaves out nobody here."""
    rows = list(_people(cohort))
    is_asked = not sum(row["imported"] for row in rows)
    size = "asked" if is_asked else "clients"
    classes = {name: {} for name in CHARACTERISTICS}
    for row in rows:
        for name in CHARACTERISTICS:
            both = classes[name].setdefault(row[f"of_{name}"], [0, 0])
            both[0] += row[size]
            both[1] += row["answered"]
    classes["step"] = _steps(cohort, None if is_asked else sum(row["at_intake"] for row in rows))
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
    waves = Wave.objects.filter(client=OuterRef("client"), trajectory__in=own)
    given = Answer.objects.filter(
        wave__client=OuterRef("client"),
        wave__trajectory__in=own,
        answered_at__date__lte=cohort.reference_date,
    )
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


def _steps(cohort: Cohort, at_intake: int | None) -> dict[str, list[int]]:
    """Published step -> [clients, those who answered in it].

    A questionnaire belongs to the step of the day on which it was answered, or else opened.
    `at_intake` (clients who were in the first step at all) when nobody knows who was asked.
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
    waves = Wave.objects.filter(trajectory__in=own)
    rows = (
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
    found = {row["step"]: [row["asked"], row["answered"]] for row in rows}
    if at_intake is not None:
        been = Counter({0: at_intake}) + _been_in(cohort, own)
        # Who answered before the intake, say, was in a step that the dates do not show.
        found = {
            step: [max(been[step], found.get(step, [0, 0])[1]), found.get(step, [0, 0])[1]]
            for step in {*been, *found}
        }
    return {_PUBLISHED[step]: both for step, both in found.items()}


def _been_in(cohort: Cohort, own) -> Counter:
    """Clients by the steps they were in after a milestone: one that no further milestone had
    overtaken on its own day."""
    further = _milestones(
        trajectory=OuterRef("trajectory"),
        into__gt=OuterRef("into"),
        reached_on__lte=OuterRef("reached_on"),
    )
    rows = (
        _milestones(trajectory__in=own, reached_on__lte=cohort.reference_date)
        .filter(~Exists(further))
        .order_by()
        .values("into")
        .annotate(people=Count("trajectory__places__client", distinct=True))
    )
    return Counter({row["into"]: row["people"] for row in rows})


def _milestones(**lookups):
    into = Case(
        *(When(kind=kind, then=Value(number)) for kind, number in _INTO.items()),
        output_field=IntegerField(),
    )
    return Milestone.objects.annotate(into=into).filter(revoked_at__isnull=True, **lookups)

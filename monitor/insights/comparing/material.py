"""What a municipality has to compare: its intakes by day, its paths and its teams."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Max
from django.db.models.functions import TruncDate
from django.utils import timezone

from benchmark.standard.clients import CLIENT_TYPES, INFLOW
from benchmark.standard.text import Term, Text
from monitor.caseload.models import Deployment, Ending, Milestone, Trajectory
from monitor.surveys.models import Wave
from tenants.models import Edition

# What two groups can differ in, in the order in which it is offered.
ATTRIBUTES = (
    Term("path", Text("Behandelpad", "Treatment path")),
    Term("client_type", Text("Klanttype", "Client type")),
    Term("team", Text("Team", "Team")),
    Term("inflow", Text("Instroom", "Inflow")),
)
STANDARD = {"client_type": CLIENT_TYPES, "inflow": INFLOW}


@dataclass(frozen=True)
class Material:
    """Everything that the choice depends on.

    `days`: (intake date, trajectories), in order, up to today. `known_until`: the last day on which
    anything was registered; after it nobody is followed. `values`: attribute -> what it can be, of
    paths and teams those that occur. `borders`: the days on which a period of another page begins,
    and those after its last.
    """

    days: tuple[tuple[date, int], ...]
    known_until: date
    values: dict[str, tuple[Term, ...]]
    borders: frozenset[date] = frozenset()

    @classmethod
    def read(cls, editions: Iterable[Edition] = ()) -> "Material":
        """Of the municipality that this code runs in, which has these editions: five queries."""
        today = timezone.localdate()
        rows = list(
            Trajectory.objects.filter(intake_date__lte=today)
            .order_by("intake_date")
            .values("intake_date", "path", "team")
            .annotate(number=Count("pk"))
        )
        days = Counter()
        for row in rows:
            days[row["intake_date"]] += row["number"]
        values = dict(STANDARD)
        for name in ("path", "team"):
            found = sorted({row[name] for row in rows if row[name]}, key=str.lower)
            values[name] = tuple(Term(one, Text(one, one)) for one in found)
        last = [when for when in _last_days() if when and when <= today]
        borders = _quarters(min(days, default=today), today)
        for edition in editions:
            borders |= {edition.starts_on, edition.ends_on + timedelta(1)}
        return cls(
            tuple(days.items()), max([*days, *last], default=today), values, frozenset(borders)
        )

    @property
    def first(self) -> date:
        """The first intake; IndexError without any."""
        return self.days[0][0]

    @property
    def last(self) -> date:
        """The last intake."""
        return self.days[-1][0]


def _quarters(first: date, last: date) -> set[date]:
    """The first days of the quarters of these years."""
    years = range(first.year, last.year + 1)
    return {date(year, month, 1) for year in years for month in (1, 4, 7, 10)}


def _last_days() -> list[date | None]:
    """The last day of each kind of registration; a date in the future is a mistake of typing."""
    today = timezone.localdate()
    zone = timezone.get_default_timezone()
    submitted = TruncDate("submitted_at", tzinfo=zone)
    return [
        Milestone.objects.filter(revoked_at__isnull=True, reached_on__lte=today).aggregate(
            last=Max("reached_on")
        )["last"],
        Ending.objects.filter(ended_on__lte=today).aggregate(last=Max("ended_on"))["last"],
        Deployment.objects.filter(started_on__lte=today).aggregate(last=Max("started_on"))["last"],
        Wave.objects.aggregate(last=Max(submitted))["last"],
    ]

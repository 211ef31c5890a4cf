"""Which trajectory each record of a delivery is: by digest, by our own number, or by hand.

Nothing is matched on a guess. A record whose client is not known here becomes a new trajectory only
when no trajectory without a match started near it; otherwise somebody has to say.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db.models import Q

from monitor.caseload.models import Trajectory

from .models import DdasMatch
from .reasons import sentence
from .records import Record

NEAR = timedelta(days=60)
CANDIDATES = 5
AT_ONCE = 5000

MATCHED, NEW, WAITING, ELSEWHERE = "matched", "new", "waiting", "elsewhere"


@dataclass(frozen=True)
class Decision:
    """What a person said of a record: this trajectory number, or that it is a new one."""

    number: str = ""
    is_new: bool = False


@dataclass
class Match:
    """What a record is. `why` is a code of `reasons.WAITING` while it waits."""

    record: Record
    state: str
    trajectory: Trajectory | None = None
    number: str = ""  # of a new trajectory
    why: str = ""
    candidates: list[Trajectory] = field(default_factory=list)

    @property
    def why_words(self) -> str:
        """Why it waits, in the active language."""
        return sentence(self.why)


def match(
    records: Sequence[Record], codes: set[str], decisions: Mapping[str, Decision] | None = None
) -> list[Match]:
    """One Match per record, in their order. `codes` are the municipality codes of this caseload
    (empty: any). A fixed number of queries, whatever the number of records."""
    decisions = decisions or {}
    by_digest = _by_digest(records)
    wanted = {r.number for r in records} | {d.number for d in decisions.values()}
    by_number = _by_number(wanted - {""})
    free = _free(records)
    found = []
    for record in records:
        code = record.fact("field", "gemeentecode")
        if code is not None and codes and code.more not in codes:
            found.append(Match(record, ELSEWHERE, why="elsewhere"))
            continue
        made = _one(record, by_digest, by_number, decisions.get(record.path))
        if made.state == WAITING and made.why == "unknown":
            made = _unknown(record, free)
        found.append(made)
    return found


def _one(record, by_digest, by_number, decision) -> Match:
    if decision is not None and decision.number in by_number:
        return Match(record, MATCHED, by_number[decision.number])
    if decision is not None and decision.is_new and record.fact("field", "intake_date"):
        return Match(record, NEW, number=decision.number or number_for(record))
    if record.is_twice:
        return Match(record, WAITING, why="twice")
    known = {
        by_digest[digest].pk: by_digest[digest] for digest in record.digests if digest in by_digest
    }
    if len(known) > 1:
        return Match(record, WAITING, why="several", candidates=list(known.values()))
    if known:
        return Match(record, MATCHED, next(iter(known.values())))
    if record.number in by_number:
        return Match(record, MATCHED, by_number[record.number])
    return Match(record, WAITING, why="unknown")


def _unknown(record: Record, free: Sequence[tuple[date, Trajectory]]) -> Match:
    intake = record.fact("field", "intake_date")
    if intake is None:
        return Match(record, WAITING, why="no_start")
    near = sorted(
        (abs(started - intake.on), trajectory.external_id, trajectory)
        for started, trajectory in free
        if abs(started - intake.on) <= NEAR
    )
    candidates = [trajectory for _days, _number, trajectory in near[:CANDIDATES]]
    if not record.digests:
        return Match(record, WAITING, why="no_client", candidates=candidates)
    if candidates:
        return Match(record, WAITING, why="candidates", candidates=candidates)
    return Match(record, NEW, number=number_for(record))


def number_for(record: Record) -> str:
    """A number for a new trajectory: the standard has none, so it comes from the digest, or from
    the place in the file when there is no digest."""
    return f"DDAS-{record.digests[0][:10].upper()}" if record.digests else ""


def _by_digest(records: Iterable[Record]) -> dict[str, Trajectory]:
    digests = [bytes.fromhex(digest) for record in records for digest in record.digests]
    found = {}
    for start in range(0, len(digests), AT_ONCE):
        rows = DdasMatch.objects.filter(digest__in=digests[start : start + AT_ONCE])
        for row in rows.select_related("trajectory"):
            found[bytes(row.digest).hex()] = row.trajectory
    return found


def _by_number(numbers: set[str]) -> dict[str, Trajectory]:
    if not numbers:
        return {}
    return {t.external_id: t for t in Trajectory.objects.filter(external_id__in=numbers)}


def _free(records: Iterable[Record]) -> list[tuple[date, Trajectory]]:
    """(intake date, trajectory) of those near any record that no delivery was matched to yet."""
    days = [fact.on for r in records if (fact := r.fact("field", "intake_date"))]
    if not days:
        return []
    near = Q(intake_date__range=(_minus(min(days)), _plus(max(days))))
    unmatched = Trajectory.objects.filter(near, ddas_matches__isnull=True)
    return [(trajectory.intake_date, trajectory) for trajectory in unmatched]


def _minus(day: date) -> date:
    return day - NEAR if day - date.min > NEAR else date.min


def _plus(day: date) -> date:
    return day + NEAR if date.max - day > NEAR else date.max


def remember(trajectory: Trajectory, digests: Iterable[str]) -> None:
    """Keep that records with these digests are this trajectory; what was said last holds."""
    for digest in digests:
        raw = bytes.fromhex(digest)
        row = DdasMatch.objects.filter(digest=raw).first()
        if row is None:
            DdasMatch.objects.create(trajectory=trajectory, digest=raw)
        elif row.trajectory_id != trajectory.pk:
            row.trajectory = trajectory
            row.save(update_fields=["trajectory"])

"""What the page of a delivery shows: counts, what waits, what changes, and what is reported."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.endings import REASONS, STATUSES
from benchmark.standard.text import label
from monitor.caseload.labels import Names, current

from .crosswalk import FIELDS
from .ledger import Finding
from .matching import ELSEWHERE, MATCHED, NEW, WAITING
from .planning import CHANGED, CONFLICT, NEW_FACT, SAME, RecordPlan, fingerprint
from .reasons import sentence
from .records import Delivery, Fact
from .shapes import Use

WAITING_SHOWN = 50
CHANGES_SHOWN = 50
PLACES_SHOWN = 3
INDEX = re.compile(r"\[\d+\]")
RECORD = re.compile(r"leveringen\[\d+\]\.schuldhulptrajecten\[\d+\]")


@dataclass
class Group:
    """Findings of one kind in one field: the first places of `count`."""

    pattern: str
    code: str
    count: int = 0
    places: list[str] = field(default_factory=list)

    @property
    def why(self) -> str:
        """What the code means."""
        return sentence(self.code)


def reported(plans: Iterable[RecordPlan]) -> list[Finding]:
    """What of these records does not go in, by the path of each value that says so."""
    found = []
    for each in plans:
        if each.match.state == ELSEWHERE:
            held = [(fact, each.match.why) for fact in each.record.facts]
        else:
            held = [(item.fact, item.why) for item in each.items if item.outcome == CONFLICT]
        found += [
            Finding(f"{each.record.path}.{source}", why)
            for fact, why in held
            for source in fact.sources
        ]
    return found


@dataclass
class Overview:
    """A delivery and what it would do."""

    delivery: Delivery
    plans: Sequence[RecordPlan]

    @cached_property
    def fingerprint(self) -> str:
        """Of what is shown."""
        return fingerprint(self.plans)

    @cached_property
    def states(self) -> dict[str, int]:
        """How many records are matched, new, waiting and elsewhere."""
        counted = Counter(each.match.state for each in self.plans)
        return {state: counted[state] for state in (MATCHED, NEW, WAITING, ELSEWHERE)}

    @cached_property
    def outcomes(self) -> dict[str, int]:
        """How many facts are new, changed, the same and in conflict."""
        counted = Counter(item.outcome for each in self.plans for item in each.items)
        return {outcome: counted[outcome] for outcome in (NEW_FACT, CHANGED, SAME, CONFLICT)}

    @cached_property
    def uses(self) -> dict[str, int]:
        """How many values of the file were taken, read, left open and withheld."""
        counted = Counter()
        for (_pattern, use), number in self.delivery.ledger.counts.items():
            counted[use] += number
        return {str(use): counted[str(use)] for use in Use}

    @cached_property
    def all_waiting(self) -> list[RecordPlan]:
        """The records that somebody has to match."""
        return [each for each in self.plans if each.match.state == WAITING]

    @property
    def waiting(self) -> list[RecordPlan]:
        """Those on this page."""
        return self.all_waiting[:WAITING_SHOWN]

    @cached_property
    def ready(self) -> int:
        """How many records can be saved as they are."""
        return self.states[MATCHED] + self.states[NEW]

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to save or to match."""
        return not self.ready and not self.all_waiting

    @cached_property
    def changes(self) -> list[tuple[RecordPlan, list[str]]]:
        """The first records that write something, with words for what."""
        names = current()
        writing = [each for each in self.plans if each.writes][:CHANGES_SHOWN]
        return [
            (
                each,
                [
                    words(item.fact, names)
                    for item in each.items
                    if item.outcome in (NEW_FACT, CHANGED)
                ],
            )
            for each in writing
        ]

    @property
    def writing(self) -> int:
        """How many records would write something."""
        return sum(each.writes for each in self.plans)

    @cached_property
    def findings(self) -> list[Finding]:
        """Everything that does not go in, by path and code."""
        ledger = self.delivery.ledger
        held = [each for each in self.plans if each.match.state in (MATCHED, NEW, ELSEWHERE)]
        return [*ledger.missing, *ledger.findings, *reported(held)]

    @cached_property
    def groups(self) -> list[Group]:
        """The findings by field and code, the most frequent first."""
        found: dict[tuple[str, str], Group] = {}
        for each in self.findings:
            path = each.path
            if each.code == ELSEWHERE:  # of the whole record, not of each of its values
                path = RECORD.match(path).group()
            pattern = INDEX.sub("[]", path)
            group = found.setdefault((pattern, each.code), Group(pattern, each.code))
            group.count += 1
            if len(group.places) < PLACES_SHOWN and path not in group.places:
                group.places.append(path)
        return sorted(found.values(), key=lambda group: (-group.count, group.pattern))


def words(fact: Fact, names: Names) -> str:
    """A fact in a few words, in the active language and this municipality's names."""
    day = date_format(fact.on, "j M Y") if fact.on else fact.more
    if fact.kind == "field":
        name = next((str(row.label) for row in FIELDS if row.name == fact.name), _("Gemeentecode"))
    elif fact.kind == "milestone":
        name = names.milestone(fact.name)
    elif fact.kind == "deployment":
        name = f"{fact.more} ({label(CATEGORIES, fact.name)})"
    else:
        ending = label(REASONS, fact.more) if fact.more else label(STATUSES, fact.name)
        name = _("Einde (%(ending)s)") % {"ending": ending}
    return f"{name}: {day}"

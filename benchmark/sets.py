"""The sets of municipalities behind the sums of an edition, under a number (publisher only).

A municipality reads which numbers it is in, and so of which figures it is a part; nobody else reads
who is in a set.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tenants.models import Edition

from .models import SetMember


@dataclass
class MemberSets:
    """Those that have a number, and those that get one with a release in the making."""

    edition: Edition
    schemas: Mapping[str, str]
    numbers: dict[frozenset[str], int]
    new: list[frozenset[str]] = field(default_factory=list)

    @classmethod
    def of(cls, edition: Edition, schemas: Mapping[str, str]) -> "MemberSets":
        """Read the sets of the edition; `schemas` has the schema of each municipality by key."""
        by_number: dict[int, set[str]] = {}
        rows = SetMember.objects.filter(edition=edition)
        for number, key in rows.values_list("number", "municipality"):
            by_number.setdefault(number, set()).add(str(key))
        return cls(edition, schemas, {frozenset(who): n for n, who in by_number.items()})

    def number(self, members: frozenset[str]) -> int:
        """The number of this set, a new one when it had none."""
        if members not in self.numbers:
            self.numbers[members] = max(self.numbers.values(), default=0) + 1
            self.new.append(members)
        return self.numbers[members]

    def save(self) -> None:
        """Write the new ones."""
        SetMember.objects.bulk_create(
            SetMember(
                edition=self.edition,
                number=self.numbers[members],
                municipality_id=int(name),
                tenant_schema=self.schemas[name],
            )
            for members in self.new
            for name in sorted(members)
        )

"""How far a file is, for the page: counts in the municipality's own cache, never what is in it."""

from collections import Counter
from time import monotonic

from django.core.cache import caches

EVERY_SECONDS = 0.5
KEPT_SECONDS = 3600


class Progress:
    """Counts what it is told, and writes it down now and then. `totals` may be unknown (0)."""

    def __init__(self, key, **totals: int):
        self.key = _key(key)
        self.totals = totals
        self.counts: Counter[str] = Counter()
        self.written = 0.0

    def tell(self, phase: str, number: int) -> None:
        """`number` more rows of this phase are done."""
        self.counts[phase] += number
        is_whole = self.counts[phase] == self.totals.get(phase)
        if is_whole or monotonic() - self.written > EVERY_SECONDS:
            self.written = monotonic()
            self.write(phase)

    def write(self, phase: str) -> None:
        """Write down where we are."""
        said = {"phase": phase, "done": self.counts[phase], "total": self.totals.get(phase, 0)}
        caches["tenant"].set(self.key, said, KEPT_SECONDS)


def seen(key) -> dict | None:
    """{phase, done, total} as last written, or None. Phases: read, compare, write."""
    return caches["tenant"].get(_key(key))


def forget(key) -> None:
    """Nothing more is known of how far it is."""
    caches["tenant"].delete(_key(key))


def _key(key) -> str:
    return f"import:{key}"

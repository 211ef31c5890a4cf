"""The four numbers of a comparison of like with like: with and without help, as it is and as if
both groups held the same clients."""

from collections.abc import Iterator
from fractions import Fraction

from benchmark.standard.text import Term, Text
from benchmark.statistics import Distribution, Interval
from benchmark.statistics.standardised import Adjusted

ARMS = (
    Term("crude.with", Text("Met hulp, zoals het is", "With help, as it is")),
    Term("crude.without", Text("Zonder hulp, zoals het is", "Without help, as it is")),
    Term("adjusted.with", Text("Met hulp, bij gelijke cliënten", "With help, similar clients")),
    Term(
        "adjusted.without",
        Text("Zonder hulp, bij gelijke cliënten", "Without help, similar clients"),
    ),
)

Estimate = tuple[str, Fraction, Interval | None, int]


def estimates(stat: Distribution) -> Iterator[Estimate]:
    """Arm, share, interval and clients behind it; without the arms that nobody is in."""
    found = Adjusted.of(stat)
    for code, share in (("with", found.crude_helped), ("without", found.crude_others)):
        if not share.is_empty:
            yield f"crude.{code}", share.exact, share.interval(), share.people
    for code, weighted in (("with", found.helped()), ("without", found.others())):
        if weighted.exact is not None:
            yield f"adjusted.{code}", weighted.exact, weighted.interval, weighted.people

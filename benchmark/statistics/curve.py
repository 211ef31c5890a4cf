"""How many clients have reached a result by each week, with drop-out as a competing event.

Estimator: Aalen and Johansen (1978). Variance of the cumulative incidence by the delta method as
in Marubini and Valsecchi (1995), section 10.2; band on the scale log(-log(1 - F)), which without
drop-out is the log-log band of Kaplan-Meier.

**Weeks and ties.** Time runs in days from the clock's start; week w closes on day 7w.

- A result or drop-out on day d falls in week ceil(d / 7): day 0 is week 0, days 1 to 7 are week 1,
  day 91 is week 13. So the incidence at week 13 is about "within 91 days".
- A client who is still running on day d leaves after week floor(d / 7), the last week that was
  seen whole. Within a week results and drop-outs come before leaving: whoever leaves after week 13
  is at risk in week 13.
- With `follow_up` (days from the clock's start to the reference date) nothing after the last whole
  week of a client counts, also no result. Without it the newest week would count those who made it
  and not those who had not yet, and the curve would be a trace too high.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property
from math import exp, log, sqrt
from operator import add, index, sub

import numpy as np

from .arrays import column, equally_long, whole_numbers
from .interval import LEVEL, Interval, normal_quantile

EVENT, COMPETING, CENSORED = "event", "competing", "censored"
DAYS_IN_WEEK = 7
COLUMNS = ("at_risk", "events", "competing", "censored")


@dataclass(frozen=True)
class Curve:
    """Clients per week 0..k: at risk, reaching the result, dropping out, leaving unseen.

    The four tuples are equally long. Who is at risk in a week is who was at risk in the week
    before and neither reached, dropped out nor left; after week k everybody has left.
    """

    at_risk: tuple[int, ...]
    events: tuple[int, ...]
    competing: tuple[int, ...]
    censored: tuple[int, ...]

    def __post_init__(self):
        for name in COLUMNS:
            object.__setattr__(self, name, tuple(index(count) for count in getattr(self, name)))
        columns = [getattr(self, name) for name in COLUMNS]
        if not self.at_risk or len({len(one) for one in columns}) != 1:
            raise ValueError("A curve has the same weeks in all four tuples, at least week 0")
        if any(count < 0 for one in columns for count in one):
            raise ValueError("A count is negative")
        going = self.at_risk[0]
        for week, risk in enumerate(self.at_risk):
            if risk != going:
                raise ValueError("Clients appear or vanish between two weeks")
            going -= self.events[week] + self.competing[week] + self.censored[week]
        if going != 0:
            raise ValueError("Not every client is accounted for after the last week")

    @classmethod
    def of(
        cls,
        durations_in_days: Iterable[int],
        outcomes: Iterable[str],
        weeks: int,
        follow_up: Iterable[int] | None = None,
    ) -> "Curve":
        """A curve over weeks 0..`weeks` from one duration and one outcome per client, as lists or
        as arrays.

        `outcomes` are "event" (reached on that day), "competing" (dropped out) or "censored"
        (still running on that day). `follow_up`: days each client could have been seen; give it
        whenever it is known. ValueError for a negative duration, an unknown outcome, or a duration
        longer than the follow-up.
        """
        days = whole_numbers(durations_in_days)
        given = column(outcomes)
        seen = days if follow_up is None else whole_numbers(follow_up)
        equally_long(days, given, seen)
        if ((days < 0) | (days > seen)).any():
            raise ValueError("A duration lies before the clock's start or beyond the follow-up")
        reached, dropped = given == EVENT, given == COMPETING
        unseen = given == CENSORED
        if not (reached | dropped | unseen).all():
            raise ValueError("An outcome is none of event, competing, censored")
        week = np.where(unseen, days // DAYS_IN_WEEK, -(-days // DAYS_IN_WEEK))
        last = np.minimum(seen // DAYS_IN_WEEK, weeks) if follow_up is not None else weeks
        counted = week <= last
        week = np.minimum(week, last)
        columns = [
            np.bincount(week[who], minlength=weeks + 1)
            for who in (reached & counted, dropped & counted, unseen | ~counted)
        ]
        gone = np.cumsum(sum(columns))
        at_risk = len(days) - np.concatenate(([0], gone[:-1]))
        return cls(*(tuple(one.tolist()) for one in (at_risk, *columns)))

    @property
    def weeks(self) -> int:
        """The last week k."""
        return len(self.at_risk) - 1

    @property
    def base(self) -> int:
        """Clients at the start."""
        return self.at_risk[0]

    @property
    def people(self) -> int:
        """Clients behind the figure: what disclosure rules count."""
        return self.base

    @property
    def is_empty(self) -> bool:
        return self.base == 0

    def known(self, week: int) -> int:
        """Clients of whom it is known whether they reached the result by the end of `week`:
        all but those who left unseen before it. The people a value of the curve stands on."""
        return self.base - sum(self.censored[: self._week(week)])

    def last_week(self, minimum: int = 1) -> int | None:
        """The last week of which at least `minimum` clients are known; None when there is none.

        Later values stand on fewer people: a chart stops here.
        """
        weeks = [week for week in range(self.weeks + 1) if self.known(week) >= minimum]
        return weeks[-1] if weeks else None

    @cached_property
    def _estimates(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Cumulative incidence and its variance per week."""
        survival, incidence = [], []
        going, reached, dropped = 1.0, 0.0, False
        for week, n in enumerate(self.at_risk):
            d1, d2 = self.events[week], self.competing[week]
            survival.append(going)  # just before this week
            dropped = dropped or d2 > 0
            if n:
                # Everybody is exactly 1, whatever digits the sum of the parts would end in.
                reached = 1.0 if d1 == n and not dropped else reached + going * d1 / n
                going *= 1 - (d1 + d2) / n
            incidence.append(reached)
        # The delta-method sum, expanded so that one pass over the weeks does for all of them.
        a = b = c = e = 0.0
        variances = []
        for week, f in enumerate(incidence):
            n, d1 = self.at_risk[week], self.events[week]
            d = d1 + self.competing[week]
            if n > d:
                greenwood = d / (n * (n - d))
                a += greenwood
                b += f * greenwood
                c += f * f * greenwood
            # Where everybody at risk leaves at once (n = d) the curve is flat afterwards, so the
            # factor before Greenwood's term is zero and the term drops out.
            if n:
                s = survival[week]
                c += s * s * (n - d1) * d1 / n**3
                e += s * d1 / n**2
                c += 2 * f * s * d1 / n**2
            variances.append(max(0.0, f * f * a - 2 * f * b + c - 2 * f * e))
        return tuple(incidence), tuple(variances)

    def incidence(self) -> tuple[float, ...]:
        """The share of clients that reached the result by the end of each week 0..k.

        All zero over nobody: ask `is_empty` first.
        """
        return self._estimates[0]

    def variance(self) -> tuple[float, ...]:
        """The variance of the incidence per week."""
        return self._estimates[1]

    def band(self, level: float = LEVEL) -> tuple[Interval | None, ...]:
        """A pointwise interval per week.

        None where the data give no width: before the first result, at 100%, and over nobody.
        """
        return tuple(self.interval_at(week, level) for week in range(self.weeks + 1))

    def _week(self, week: int) -> int:
        if not 0 <= week <= self.weeks:
            raise ValueError(f"Week {week} lies outside 0 to {self.weeks}")
        return week

    def at(self, week: int) -> float | None:
        """The incidence at the end of `week`; None over nobody, ValueError outside 0..k."""
        value = self.incidence()[self._week(week)]
        return None if self.is_empty else value

    def interval_at(self, week: int, level: float = LEVEL) -> Interval | None:
        """The band at the end of `week`, or None where it has no width."""
        share, variance = self.incidence()[self._week(week)], self.variance()[week]
        if not 0 < share < 1:
            return None
        staying = 1 - share
        half = normal_quantile(level) * sqrt(variance) / (staying * -log(staying))
        low, high = (1 - staying ** exp(sign * half) for sign in (-1, 1))
        return Interval(low, high, level)

    def _combined(self, other: "Curve", operation: Callable[[int, int], int]) -> "Curve":
        if self.weeks != other.weeks:
            raise ValueError("Two curves over different weeks")
        return Curve(
            *(tuple(map(operation, getattr(self, name), getattr(other, name))) for name in COLUMNS)
        )

    def __add__(self, other: "Curve") -> "Curve":
        """Both groups together; ValueError when the weeks differ."""
        return self._combined(other, add) if isinstance(other, Curve) else NotImplemented

    def __sub__(self, part: "Curve") -> "Curve":
        """The rest of the whole; ValueError when `part` cannot be a part of it."""
        return self._combined(part, sub) if isinstance(part, Curve) else NotImplemented

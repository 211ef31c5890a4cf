"""The two groups, each with its records as on a day that gives both the same follow-up."""

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from benchmark.standard.indicators import Indicator
from benchmark.standard.indicators.model import THIRTEEN_WEEKS_IN_DAYS, lowered
from benchmark.standard.text import Text
from monitor.insights.frames import Cohort, Frames, fetch

from .periods import Period, Periods
from .words import LANGUAGES, WORDS, both, dated

DAYS_IN_WEEK = 7


@dataclass(frozen=True)
class Side:
    """One group. `short` names it above a column. `period` is empty for a group by an attribute."""

    label: Text
    short: Text
    frames: Frames
    period: Period | None = None

    @property
    def inside(self) -> Text:
        """Its name in the middle of a sentence: "vanaf 1 maart 2026", and a group as it is."""
        if self.period is None:
            return self.label
        return Text(*(lowered(getattr(self.label, lang)) for lang in LANGUAGES))

    @property
    def clients(self) -> int:
        return self.frames.clients

    @property
    def reference_date(self) -> date:
        return self.frames.reference_date

    def followed(self, days: int) -> int:
        """Trajectories that could be followed for so many days."""
        return int((self.frames.facts.follow_up >= days).sum())


@dataclass(frozen=True)
class Sides:
    """Old and new, or one and the other. `rest` is everybody outside `one` and outside `other`,
    each as a group of its own, where figures of the whole are shown elsewhere."""

    one: Side
    other: Side
    rest: tuple[Frames, ...] = ()

    @property
    def shared(self) -> bool:
        """Whether a client is in both groups, with different trajectories."""
        one, other = (set(side.frames.trajectories["client"]) for side in (self.one, self.other))
        return bool(one & other)

    @property
    def days_after(self) -> int | None:
        """How long after its last intake each period is seen; None for groups by an attribute."""
        side = self.other
        return side.period and (side.reference_date - side.period.ends_on).days


def before_and_since(periods: Periods, known_until: date) -> Sides:
    """Five queries. Each period is seen as many days after its end as the one that has had the
    shortest time since: what was registered later is left out."""
    both_periods = (periods.before, periods.since)
    after = min(max(timedelta(0), known_until - period.ends_on) for period in both_periods)
    frames = fetch(
        Cohort(
            periods.before.starts_on,
            periods.since.ends_on,
            max(known_until, periods.since.ends_on),
        )
    )
    intake = frames.trajectories["intake"].to_numpy().astype("datetime64[D]")
    sides = []
    for name, period in zip(("before", "since"), both_periods, strict=True):
        within = (intake >= np.datetime64(period.starts_on)) & (
            intake <= np.datetime64(period.ends_on)
        )
        label = both(WORDS[name], day=dated(periods.splits_on))
        own = as_on(part(frames, within), period.ends_on + after)
        sides.append(Side(label, WORDS[f"{name}_short"], own, period))
    return Sides(*sides)


def by_attribute(cohort: Cohort, attribute: str, one, other) -> Sides:
    """Two values (terms) of an attribute within a cohort: five queries."""
    frames = fetch(cohort)
    has = frames.trajectories[attribute].to_numpy()
    sides = [Side(term.label, term.label, part(frames, has == term.code)) for term in (one, other)]
    return Sides(*sides, rest=tuple(part(frames, has != term.code) for term in (one, other)))


def part(frames: Frames, chosen: np.ndarray) -> Frames:
    """The rows of the chosen trajectories."""
    marked = frames.trajectories.assign(chosen=chosen)
    return replace(frames, trajectories=marked).narrowed((("chosen", True),))


def as_on(frames: Frames, day: date) -> Frames:
    """The same trajectories as they stood on an earlier day."""
    until = np.datetime64(day, "D")

    def known(rows, column):
        return rows[rows[column].to_numpy().astype("datetime64[D]") <= until].reset_index(drop=True)

    return replace(
        frames,
        reference_date=day,
        milestones=known(frames.milestones, "reached_on"),
        endings=known(frames.endings, "ended_on"),
        deployments=known(frames.deployments, "started_on"),
        answers=known(frames.answers, "answered_on"),
    )


def window_of(indicator: Indicator) -> int:
    """The days for which a client must be followed to count, or three months where the figure is
    a stand without a window."""
    if indicator.measuring_point:
        return indicator.measuring_point * DAYS_IN_WEEK
    return indicator.window_days or THIRTEEN_WEEKS_IN_DAYS

"""What may stand on an own dashboard, line by line.

The floor is five clients. A caseworker knows their own clients, so an average that only a few
others are in would tell of those: it is not shown. A team lead to whom it was shared knows the
averages from the insight pages, so then the own figure goes as well; and what the lead was ever
shown of colleagues, and their own clients, count as known too.
"""

from collections.abc import Collection
from dataclasses import dataclass

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.statistics import Difference, Mean, Proportion
from monitor.insights import guarding

from .material import Asked, Material, Part
from .measures import FEEDBACK, MEASURES, RESULTS, Measure

Value = Proportion | Mean | Asked


@dataclass(frozen=True)
class Looker:
    """Through whose eyes: `account` is whose clients it is about, `team` the team's name ("" for
    none). `reader` is the team lead it was shared with, `shown` whose dashboards they could open
    at any time; empty for the caseworker."""

    account: str
    team: str = ""
    reader: str = ""
    shown: frozenset[str] = frozenset()

    @property
    def is_shared(self) -> bool:
        """Whether somebody else than the caseworker looks."""
        return bool(self.reader)


@dataclass(frozen=True)
class Line:
    """One line: the values that may be shown, None where one may not. `is_real` says whether the
    own clients differ from the others of the municipality by more than chance."""

    code: str
    own: Value | None
    team: Value | None
    everybody: Value | None
    is_real: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether the own figure is missing."""
        return self.own is None


@dataclass(frozen=True)
class Lines:
    """The whole dashboard."""

    results: list[Line]
    feedback: list[Line]
    response: Line

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of the own clients to show."""
        return all(line.is_empty for line in (*self.results, *self.feedback, self.response))


def lines_of(material: Material, looker: Looker) -> Lines:
    """What this person may see of this material."""
    hides_team = looker.team and guarding.hides_choice(material.frames, (("team", looker.team),))

    def line(measure: Measure) -> Line:
        return _line(
            measure.code,
            lambda part: material.count(measure, part),
            looker,
            hides_team=hides_team,
        )

    return Lines(
        [line(MEASURES[code]) for code in RESULTS],
        [line(MEASURES[code]) for code in FEEDBACK],
        _line("response", material.response, looker, hides_team=hides_team),
    )


def _line(code: str, count, looker: Looker, *, hides_team: bool) -> Line:
    own = count(Part(whose=frozenset({looker.account})))
    everybody = count(Part())
    known = frozenset(_known(count, looker))
    is_few = own.people < INTERNAL_FLOOR
    is_told = _tells(everybody.people, own.people, count(Part(but=known)).people)
    team, team_is_told = None, False
    if looker.team:
        whole = count(Part(team=looker.team))
        inside = count(Part(whose=frozenset({looker.account}), team=looker.team))
        rest = count(Part(but=known, team=looker.team))
        team_is_told = _tells(whole.people, inside.people, rest.people)
        is_close = 0 < everybody.people - whole.people < INTERNAL_FLOOR
        if not (hides_team or is_close or team_is_told or not rest.people):
            team = whole
    is_hidden = is_few or looker.is_shared and (is_told or team_is_told)
    others = count(Part(but=frozenset({looker.account})))
    return Line(
        code,
        None if is_hidden else own,
        team if team and team.people >= INTERNAL_FLOOR else None,
        everybody if not is_told and others.people >= INTERNAL_FLOOR else None,
        is_real=not is_hidden and not is_told and _differs(own, others),
    )


def _known(count, looker: Looker) -> Collection[str]:
    """Whose figures the looker knows on this line: their own clients', and of colleagues what was
    large enough to show."""
    if not looker.is_shared:
        return {looker.account}
    others = looker.shown | {looker.account}
    large = {
        each for each in others if count(Part(whose=frozenset({each}))).people >= INTERNAL_FLOOR
    }
    return large | {looker.reader}


def _tells(whole: int, own: int, rest: int) -> bool:
    """Whether a few clients would be left of the whole; a client with two trajectories can make the
    two ways of counting differ."""
    return 0 < rest < INTERNAL_FLOOR or 0 < whole - own < INTERNAL_FLOOR


def _differs(own: Value, others: Value) -> bool:
    if isinstance(own, Asked) or others.people < INTERNAL_FLOOR:
        return False
    return Difference.between(own, others).is_real

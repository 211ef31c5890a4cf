"""A municipality's own names for the steps, the results and one scale, over the codes of the
standard (R7, S43, A-15); and the one step it may leave out.

Names are for the eyes of this municipality. Records, imports, contributions, the average and
reports know the codes and their standard names alone.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEPS, VERSION, Step
from benchmark.standard.text import Term, Text, label

from .acts import Refused, act
from .models.labels import LABEL_LENGTH, OPTIONAL_STEP, Kind, OwnLabel

# (kind, code): what a name belongs to.
Key = tuple[str, str]

# One construct with two names in the research; the published figures say motivation.
MOTIVATION = Term("motivation", Text("Motivatie", "Motivation"))
ATTITUDE_NAMES = (MOTIVATION, Term("attitude", Text("Attitude", "Attitude")))
ATTITUDE: Key = (Kind.SCALE, "attitude")

NAMED: Mapping[str, tuple[Term, ...]] = {Kind.STEP: STEPS, Kind.MILESTONE: MILESTONES}
_OPTIONAL = next(step for step in STEPS if step.code == OPTIONAL_STEP)
_AFTER_OPTIONAL = STEPS[STEPS.index(_OPTIONAL) + 1]


@dataclass(frozen=True)
class Names:
    """What one municipality calls things. Without arguments: the standard.

    `own` holds its names of steps and milestones, in the one wording it chose for every language.
    """

    own: Mapping[Key, str] = field(default_factory=dict)
    uses_life_domains: bool = True
    attitude: Term = MOTIVATION

    @property
    def is_standard(self) -> bool:
        """Whether nothing differs from the standard."""
        return not self.own and self.uses_life_domains and self.attitude == MOTIVATION

    @property
    def skipped(self) -> tuple[str, ...]:
        """The steps it leaves out."""
        return () if self.uses_life_domains else (OPTIONAL_STEP,)

    def own_step(self, code: str) -> str:
        """Its own name of a step; "" when it has none."""
        return self.own.get((Kind.STEP, code), "")

    def own_milestone(self, code: str) -> str:
        """Its own name of a milestone; "" when it has none."""
        return self.own.get((Kind.MILESTONE, code), "")

    def step(self, code: str) -> str:
        """What a step is called here, in the active language."""
        return self.own_step(code) or label(STEPS, code)

    def milestone(self, code: str) -> str:
        """What a milestone is called here, in the active language."""
        return self.own_milestone(code) or label(MILESTONES, code)

    def hides(self, kind: str) -> bool:
        """Whether nobody is asked for this milestone here, since its step is not used."""
        return not self.uses_life_domains and kind in _OPTIONAL.closed_by

    def shown_step(self, code: str) -> Step:
        """The step that people here see somebody in: the one after a step that is not used."""
        if code in self.skipped:
            return _AFTER_OPTIONAL
        return next(step for step in STEPS if step.code == code)

    def shown_steps(self) -> tuple[Step, ...]:
        """The steps in use, in canonical order."""
        return tuple(step for step in STEPS if step.code not in self.skipped)


def current() -> Names:
    """The names of the municipality whose schema is active; one query."""
    own, used, attitude = {}, True, MOTIVATION
    for row in OwnLabel.objects.all():
        if (row.kind, row.code) == ATTITUDE:
            attitude = next((t for t in ATTITUDE_NAMES if t.code == row.label), MOTIVATION)
            continue
        if row.label:
            own[row.kind, row.code] = row.label
        used &= row.is_used
    return Names(own, used, attitude)


def step_names() -> dict[str, str]:
    """Step code -> what it is called here, in the active language; one query."""
    names = current()
    return {step.code: names.step(step.code) for step in STEPS}


def tidy(text: str) -> str:
    """A name as it is kept: without space around it, and one space between words."""
    return " ".join(text.split())


def clashes(own: Mapping[Key, str]) -> list[Key]:
    """The names that are also the own or the standard name of another step, or of another result:
    nobody could tell them apart. A step and the result that closes it may go by one name."""
    return [
        (kind, code)
        for (kind, code), text in own.items()
        if text
        and any(
            text.casefold() in _names_of(kind, term, own)
            for term in NAMED[kind]
            if term.code != code
        )
    ]


def change(
    *,
    by,
    own: Mapping[Key, str],
    uses_life_domains: bool = True,
    attitude: str = MOTIVATION.code,
) -> int:
    """Make these the municipality's names; how many terms changed. What is left out goes by its
    standard name again, so that `change(by=by, own={})` takes every change back.

    Refused: a term the standard does not have, a name that is too long, or one that two share.
    """
    own = {key: tidy(text) for key, text in own.items() if tidy(text)}
    _check(own, attitude)
    wanted = {key: (text, True) for key, text in own.items() if text not in _standard(key)}
    if not uses_life_domains:
        key = (Kind.STEP, OPTIONAL_STEP)
        wanted[key] = (wanted.get(key, ("", True))[0], False)
    if attitude != MOTIVATION.code:
        wanted[ATTITUDE] = (attitude, True)
    changed = 0
    with act(by):
        standing = {(row.kind, row.code): row for row in OwnLabel.objects.select_for_update()}
        for key, row in standing.items():
            if key not in wanted:
                row.delete()
                changed += 1
        for (kind, code), (text, is_used) in wanted.items():
            row = standing.get((kind, code))
            if row is None or (row.label, row.is_used) != (text, is_used):
                values = {"label": text, "is_used": is_used, "standard_version": VERSION}
                OwnLabel.objects.update_or_create(kind=kind, code=code, defaults=values)
                changed += 1
    return changed


def _check(own: Mapping[Key, str], attitude: str) -> None:
    known = {(kind, term.code) for kind, terms in NAMED.items() for term in terms}
    if set(own) - known or attitude not in {term.code for term in ATTITUDE_NAMES}:
        raise Refused("unknown_term", _("Deze stap staat niet in de standaard."))
    if any(len(text) > LABEL_LENGTH for text in own.values()):
        raise Refused("label_too_long", _("Een naam heeft ten hoogste 40 tekens."))
    if clashes(own):
        raise Refused("label_taken", taken())


def taken() -> str:
    """What is wrong with a name that something else goes by, and what to do."""
    return _("Deze naam is al van iets anders in de lijst. Kies een andere naam.")


def _names_of(kind: str, term: Term, own: Mapping[Key, str]) -> set[str]:
    names = (*_standard((kind, term.code)), own.get((kind, term.code), ""))
    return {name.casefold() for name in names}


def _standard(key: Key) -> tuple[str, str]:
    kind, code = key
    text = next(term.label for term in NAMED[kind] if term.code == code)
    return text.nl, text.en

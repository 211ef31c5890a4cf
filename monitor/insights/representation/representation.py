"""Who answered: the numbers, whether they look like all clients, and what the page says of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import gettext as _

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.insights.frames import Cohort

from . import counts
from .classes import DIMENSIONS, Dimension
from .gauge import ALIKE, DIFFERENT, Gauge, judge

# Below this share of the base, or this number of clients, experience is not shown (M-16).
RESPONSE_FLOOR = Fraction(25, 100)
LEAST_ANSWERED = INTERNAL_FLOOR


@dataclass(frozen=True)
class Table:
    """A dimension as the panel prints it."""

    caption: str
    header: list[str]
    rows: list[list[str]]


@dataclass(frozen=True)
class Representation:
    """`answered` of `base` clients gave an answer; `clients` is the cohort in all.

    `is_asked`: the base is who was asked; else it is every client, because answers were read in and
    nobody wrote down who was asked. `is_small`: too few clients to say anything at all.
    """

    is_asked: bool
    clients: int
    base: int
    answered: int
    dimensions: tuple[Dimension, ...]
    is_small: bool

    @property
    def share(self) -> Fraction:
        """The share of the base that answered."""
        return Fraction(self.answered, self.base) if self.base else Fraction(0)

    @property
    def is_below_floor(self) -> bool:
        """Whether figures about experience are replaced by `sentence` and not shown."""
        return self.is_small or self.answered < LEAST_ANSWERED or self.share < RESPONSE_FLOOR

    @cached_property
    def gauge(self) -> Gauge:
        return judge(self.dimensions)

    @property
    def sentence(self) -> str:
        """How many answered; under the floor also that experience is not shown, and why."""
        if self.is_small:
            return _("Er zijn nog te weinig cliënten om te laten zien wie er antwoordt.")
        return f"{self._counted} {self._floor}" if self.is_below_floor else self._counted

    @property
    def likeness(self) -> str:
        """Whether those who answer look like the base, in words; empty under the floor."""
        if self.is_below_floor:
            return ""
        whom = _("alle gevraagde cliënten") if self.is_asked else _("alle cliënten")
        if self.gauge.verdict == ALIKE:
            return _("De mensen die antwoorden lijken op %(whom)s.") % {"whom": whom}
        if self.gauge.verdict != DIFFERENT:
            return _(
                "Of de mensen die antwoorden lijken op %(whom)s, is niet zeker: er zijn "
                "verschillen, maar die kunnen toeval zijn."
            ) % {"whom": whom}
        who = self.gauge.who
        words = {"whom": whom, "dimension": str(self.gauge.dimension.title).lower()}
        if who is None:
            return (
                _("De mensen die antwoorden lijken niet helemaal op %(whom)s: %(dimension)s.")
                % words
            )
        words["who"] = str(who.label)
        if who.difference < 0:
            return (
                _(
                    "De mensen die antwoorden lijken niet helemaal op %(whom)s: vooral de groep "
                    "“%(who)s” (%(dimension)s) antwoordt minder."
                )
                % words
            )
        return (
            _(
                "De mensen die antwoorden lijken niet helemaal op %(whom)s: vooral de groep "
                "“%(who)s” (%(dimension)s) antwoordt meer."
            )
            % words
        )

    @property
    def basis(self) -> str:
        """What the base is, and how many were not asked."""
        if not self.is_asked:
            return _(
                "Antwoorden zijn ingelezen. Wie er zijn gevraagd staat er niet bij, dus we "
                "vergelijken met alle cliënten."
            )
        if self.clients - self.base < INTERNAL_FLOOR:
            return _("We vergelijken met iedereen die een vragenlijst kreeg.")
        return _(
            "We vergelijken met iedereen die een vragenlijst kreeg: %(asked)d van de %(clients)d "
            "cliënten."
        ) % {"asked": self.base, "clients": self.clients}

    @property
    def tables(self) -> list[Table]:
        """A table per dimension; none when there are too few clients. What is withheld is a dash
        in every cell."""
        if self.is_small or self.answered < LEAST_ANSWERED:
            return []
        base = _("Gevraagd") if self.is_asked else _("Cliënten")
        return [
            Table(
                str(d.title),
                [_("Groep"), _("Respons"), base, _("Gaf antwoord")],
                [
                    [
                        str(c.label),
                        percent(c.response),
                        f"{c.n} ({percent(c.share)})",
                        f"{c.answered} ({percent(c.answer_share)})",
                    ]
                    if c.is_shown
                    else [str(c.label), "–", "–", "–"]
                    for c in d.classes
                ],
            )
            for d in self.dimensions
            if d.classes
        ]

    @property
    def withholds(self) -> bool:
        """Whether some class is left out of the tables."""
        return any(d.withholds for d in self.dimensions)

    @property
    def _counted(self) -> str:
        words = {"base": self.base, "answered": self.answered, "percent": percent(self.share)}
        if self.answered < LEAST_ANSWERED:
            words["answered"] = LEAST_ANSWERED
            if self.is_asked:
                return (
                    _("Minder dan %(answered)d van de %(base)d gevraagde cliënten antwoordden.")
                    % words
                )
            return _("Minder dan %(answered)d van de %(base)d cliënten antwoordden.") % words
        if self.is_asked:
            return (
                _("%(answered)d van de %(base)d gevraagde cliënten antwoordden (%(percent)s).")
                % words
            )
        return _("%(answered)d van de %(base)d cliënten antwoordden (%(percent)s).") % words

    @property
    def _floor(self) -> str:
        return _(
            "Dat is te weinig om over beleving iets te zeggen. We laten die zien vanaf %(percent)s "
            "en %(least)d cliënten."
        ) % {"percent": percent(RESPONSE_FLOOR), "least": LEAST_ANSWERED}


def representation_of(cohort: Cohort, wider: Iterable[Cohort] = ()) -> Representation:
    """Who answered in this cohort: two queries, three when answers were read in.

    `wider`: the same cohort with fewer of its filters. What could be worked out from the two is not
    shown.
    """
    own, *wholes = counts.read(cohort, *wider)
    apart = [whole.clients - own.clients for whole in wholes]
    apart += [whole.base - own.base for whole in wholes if whole.is_asked == own.is_asked]
    return Representation(
        own.is_asked,
        own.clients,
        own.base,
        own.answered,
        tuple(
            Dimension.of(code, own.classes[code], [whole.classes[code] for whole in wholes])
            for code in DIMENSIONS
        ),
        own.base < INTERNAL_FLOOR or any(0 < few < INTERNAL_FLOOR for few in apart),
    )


def percent(share: Fraction) -> str:
    """In whole percents, a half upwards."""
    return f"{(100 * share + Fraction(1, 2)) // 1}%"

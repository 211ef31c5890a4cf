"""Everything the page shows of one comparison, in the active language."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import mark_safe

from benchmark.charts import NARROW, WIDE, Palette, numbers
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.figures import Table
from benchmark.figures.words import say
from benchmark.standard.indicators import Indicator
from benchmark.standard.text import Text

from . import drawings, tables, written
from .clients import Clients
from .finding import finding, level
from .lines import Comparison
from .sides import Side, Sides, window_of
from .words import LANGUAGES, dated, said

# With more rows than this, one beyond chance is bound to turn up now and then.
MANY_ROWS = 3


@dataclass(frozen=True)
class Group:
    """One side in words. `clients` is empty when there are too few to say."""

    label: str
    clients: str
    starts_on: date | None
    ends_on: date | None


@dataclass(frozen=True)
class Makeup:
    """One attribute of the clients: its table and whether it differs."""

    table: Table
    verdict: str
    differs: bool


@dataclass(frozen=True)
class Report:
    """A comparison, ready to be shown. `difference` is that of the finding. Without `svg` there is
    nothing to compare yet; without `makeup` nothing may be said of who the clients are."""

    title: str
    finding: str
    level: str
    level_meaning: str
    difference: str
    groups: tuple[Group, ...]
    svg: str
    svg_narrow: str
    table: Table
    has_many_rows: bool
    method: str
    direction: str
    follow_up: tuple[str, ...]
    conclusion: str
    differs: bool
    makeup: tuple[Makeup, ...]
    makeup_notes: tuple[str, ...]

    @property
    def is_empty(self) -> bool:
        return not self.svg

    @classmethod
    def of(
        cls,
        indicator: Indicator,
        sides: Sides,
        *,
        lang: str,
        palette: Palette,
        by: str = "",
        is_moved: bool = False,
    ) -> "Report":
        """`by`: the attribute that the groups are made by. `is_moved`: a boundary was moved."""
        lang = "en" if lang.startswith("en") else "nl"
        comparison = Comparison.of(indicator, sides)
        found = getattr(finding(comparison), lang)
        strength = level(comparison)
        clients = None if _are_few(sides) else Clients.of(sides, by)

        def drawn(width: int, suffix: str) -> str:
            if comparison.is_empty:
                return ""
            svg = drawings.drawing(
                comparison,
                lang,
                palette,
                width,
                f"compare-{suffix}",
                title=found,
                description=tables.spoken(comparison, lang),
            )
            # Drawn by benchmark.charts, which escapes every text it is given.
            return mark_safe(svg)  # noqa: S308

        direction = indicator.direction_text
        return cls(
            title=getattr(indicator.title, lang),
            finding=found,
            level="" if comparison.is_empty else say(strength, lang),
            level_meaning="" if comparison.is_empty else say(f"{strength}_means", lang),
            difference=""
            if comparison.is_empty
            else written.difference(indicator, comparison.main.difference, lang),
            groups=tuple(_group(side, lang) for side in (sides.one, sides.other)),
            svg=drawn(WIDE, "wide"),
            svg_narrow=drawn(NARROW, "narrow"),
            table=tables.table(comparison, lang),
            has_many_rows=len(comparison.compared) > MANY_ROWS,
            method=getattr(indicator.method, lang),
            direction=getattr(direction, lang) if direction else "",
            follow_up=tuple(getattr(one, lang) for one in _follow_up(indicator, sides, is_moved)),
            conclusion=getattr(clients.conclusion, lang) if clients else "",
            differs=bool(clients and clients.differs),
            makeup=tuple(
                Makeup(one.table(sides, lang), getattr(one.verdict, lang), one.differs)
                for one in (clients.attributes if clients else ())
            ),
            makeup_notes=tuple(getattr(one, lang) for one in (clients.notes if clients else ())),
        )


def _group(side: Side, lang: str) -> Group:
    few = side.clients < INTERNAL_FLOOR
    return Group(
        getattr(side.label, lang),
        "" if few else numbers.show_count(side.clients, lang),
        side.period and side.period.starts_on,
        side.period and side.period.ends_on,
    )


def _are_few(sides: Sides) -> bool:
    """Whether a group is too small to describe, or leaves so few that those would be described."""
    return any(side.clients < INTERNAL_FLOOR for side in (sides.one, sides.other)) or any(
        0 < rest.clients < INTERNAL_FLOOR for rest in sides.rest
    )


def _follow_up(indicator: Indicator, sides: Sides, is_moved: bool):
    """How long both groups were followed, and how many of them for the whole window."""
    one, other = sides.one, sides.other
    if sides.days_after is None:
        yield said("same_day", day=dated(other.reference_date))
    else:
        yield said(
            "same_time",
            days=str(sides.days_after),
            old=one.label,
            new=other.label,
            old_day=dated(one.reference_date),
            new_day=dated(other.reference_date),
        )
        lengths = one.period.days, other.period.days
        if lengths[0] != lengths[1]:
            yield said("unequal_lengths", old_days=str(lengths[0]), new_days=str(lengths[1]))
    if is_moved:
        yield said("moved")
    if all(side.clients >= INTERNAL_FLOOR for side in (one, other)):
        days = window_of(indicator)
        needed = indicator.window_days is not None
        parts = [said("must_be_followed" if needed else "can_be_followed", days=str(days))]
        parts += [_followed(side, days) for side in (one, other)]
        yield Text(*(" ".join(getattr(part, lang) for part in parts) for lang in LANGUAGES))
    if sides.shared:
        yield said("shared")


def _followed(side: Side, days: int):
    """How many of a side; words where a small number would stand."""
    some, everybody = side.followed(days), side.frames.size
    if some == everybody:
        key = "follow_up_all"
    elif some < INTERNAL_FLOOR:
        key = "follow_up_few"
    elif everybody - some < INTERNAL_FLOOR:
        key = "follow_up_most"
    else:
        key = "follow_up"
    return said(key, name=side.label, some=str(some), all=str(everybody))

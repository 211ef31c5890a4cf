"""An own dashboard in words: which edition, the findings, and the tables."""

from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from benchmark.charts import numbers
from benchmark.disclosure import INTERNAL_FLOOR
from monitor.caseload import labels
from monitor.caseload.labels import Names
from monitor.insights.editions import editions_of, newest_with_figures
from monitor.insights.frames import Cohort
from monitor.insights.memory import Memory
from tenants.models import Edition, Membership

from .figures import Asked, Line, Lines, Looker, Value, lines_of
from .material import Material, clients_of
from .measures import FEEDBACK, MEASURES
from .team import called


@dataclass(frozen=True)
class Cell:
    """A value as it is printed, and of how many clients; empty where it is not shown."""

    value: str = ""
    base: str = ""


@dataclass(frozen=True)
class Row:
    """One line of a table."""

    label: str
    own: Cell
    team: Cell
    everybody: Cell
    remark: str


@dataclass(frozen=True)
class Page:
    """What the own dashboard shows. `own_label` heads the column of the own clients; `findings` are
    sentences; `feedback` ends with the response; `until` is the last day that counts. Without an
    edition there is nothing."""

    edition: Edition | None
    editions: list[Edition]
    own_label: str
    team_label: str
    findings: list[str]
    results: list[Row]
    feedback: list[Row]
    is_empty: bool
    until: date | None = None
    has_real: bool = False
    floor: int = INTERNAL_FLOOR


def page_of(
    owner: Membership, *, wanted: str = "", reader=None, shown: frozenset[str] = frozenset()
) -> Page:
    """The dashboard of this caseworker; `reader` is the key of the team lead who looks, and `shown`
    whose dashboards that lead could ever open. Http404 for an edition that is not there."""
    memory = Memory.now()
    editions = list(editions_of(owner.municipality))
    edition = _edition(owner, editions, wanted, memory)
    looker = Looker(str(owner.account_id), owner.team, str(reader or ""), shown)
    names = labels.current()
    whose = owner.account.get_short_name() if looker.is_shared else ""
    own_label = _("Cliënten van %(name)s") % {"name": whose} if whose else _("Jouw cliënten")
    if edition is None:
        return Page(None, editions, own_label, "", [], [], [], is_empty=True)
    lines = _lines(memory, edition, looker)
    everything = (*lines.results, *lines.feedback)
    return Page(
        edition,
        editions,
        own_label,
        called(owner.team),
        _findings(everything, names, whose),
        [_row(line, names) for line in lines.results],
        [_row(line, names) for line in (*lines.feedback, lines.response)],
        is_empty=lines.is_empty,
        until=Cohort.of(edition).reference_date,
        has_real=any(line.is_real for line in everything),
    )


def _edition(owner: Membership, editions: list[Edition], wanted: str, memory: Memory):
    """The one that was asked for, else the newest with five own clients, else the newest with
    figures of anybody."""
    if wanted:
        found = next((edition for edition in editions if edition.slug == wanted), None)
        if found is None:
            raise Http404("no such edition")
        return found
    own = clients_of(owner.account_id, editions) if editions else {}
    enough = (edition for edition in editions if own[edition.pk] >= INTERNAL_FLOOR)
    return next(enough, None) or newest_with_figures(editions, memory)


def _lines(memory: Memory, edition: Edition, looker: Looker) -> Lines:
    cohort = Cohort.of(edition)
    key = ("own dashboard", edition.slug, cohort.reference_date, looker)
    return memory.get(key, lambda: lines_of(Material(cohort), looker))


def _row(line: Line, names: Names) -> Row:
    remark = _("groter dan toeval") if line.is_real else ""
    return Row(
        _label(line.code, names),
        _cell(line.code, line.own),
        _cell(line.code, line.team),
        _cell(line.code, line.everybody),
        remark,
    )


def _label(code: str, names: Names) -> str:
    if code == "response":
        return _("Ingevulde vragenlijsten")
    return MEASURES[code].label(names)


def _cell(code: str, value: Value | None) -> Cell:
    if value is None or not value.people:
        return Cell()
    said = ngettext("%(count)s cliënt", "%(count)s cliënten", value.people)
    return Cell(_shown(code, value), said % {"count": value.people})


def _shown(code: str, value: Value) -> str:
    lang = "en" if (get_language() or "nl").startswith("en") else "nl"
    if not isinstance(value, Asked):
        return numbers.show(value.exact, MEASURES[code].unit, lang)
    if not value.is_counted:
        return str(value.received)
    if not value.asked:
        return ""
    share = numbers.show(value.received / value.asked, numbers.PERCENT, lang)
    return _("%(share)s (%(received)s van %(asked)s)") % {
        "share": share,
        "received": value.received,
        "asked": value.asked,
    }


def _findings(lines: tuple[Line, ...], names: Names, whose: str) -> list[str]:
    """One sentence per difference that is larger than chance, or the one that there is none."""
    compared = [line for line in lines if line.own is not None and line.everybody is not None]
    if not compared:
        return []
    said = [_finding(line, names, whose) for line in compared if line.is_real]
    return said or [_("Geen verschil met de gemeente is groter dan toeval.")]


def _finding(line: Line, names: Names, whose: str) -> str:
    parts = {
        "what": _label(line.code, names),
        "own": _shown(line.code, line.own),
        "all": _shown(line.code, line.everybody),
        "name": whose,
    }
    if line.code in FEEDBACK:
        parts |= {"own": _of_five(parts["own"]), "all": _of_five(parts["all"])}
    if whose:
        text = _("%(what)s: %(own)s bij de cliënten van %(name)s, %(all)s in de hele gemeente.")
    else:
        text = _("%(what)s: %(own)s bij jouw cliënten, %(all)s in de hele gemeente.")
    return text % parts


def _of_five(value: str) -> str:
    return _("%(value)s van 5") % {"value": value}

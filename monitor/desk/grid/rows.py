"""The rows of the grid: what was read of each trajectory, in words and then in markup."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.steps import STEP_CODES, Step
from monitor.caseload.labels import Names
from monitor.caseload.models import Trajectory
from monitor.caseload.steps import in_step_since, step_in_progress
from monitor.desk.rows import duration, named, short_date, state_of_mind

from .columns import Column, columns_of
from .moulds import Mould
from .pace import usual_pace
from .reading import Course, courses

STANDARD = Names()
DONE, NEXT, TODO = "done", "next", "todo"


@dataclass(slots=True)
class Row:
    """One trajectory in the grid, in words. `slow` says that the step takes longer than on average;
    "" when it does not, or nobody can tell. `help` are badges."""

    id: str
    url: str
    name: str
    number: str
    caseworker: str
    step: str
    time_in_step: str
    slow: str
    spoken: str
    help: SafeString
    answered: str
    answers: str


VALUES = tuple(Row.__dataclass_fields__)


def rows_for(
    found: QuerySet[Trajectory],
    *,
    account_id,
    names: Names = STANDARD,
    settlement: bool = False,
    fresh: str = "",
    chosen: Container[str] = (),
) -> list[SafeString]:
    """The rows of these trajectories in their order, as markup: five statements for all of them,
    and one more now and then for the usual pace.

    `names` is what the municipality calls things; who has the trajectory is told unless it is
    `account_id`. `fresh` is the kind of milestone that was ticked just now, whose cell offers to
    undo it; `chosen` are the keys of rows that are ticked in front.
    """
    today = timezone.localdate()
    read = courses(found, today)
    words = Words(names, today, usual_pace(today), account_id)
    columns = columns_of(names, settlement=settlement)
    return written(read, words, columns, fresh=fresh, chosen=chosen)


class Words:
    """What the rows of one page say, `pace` being step code -> days on average."""

    def __init__(self, names: Names, today: date, pace: Mapping[str, int], account_id):
        self.today, self._pace, self._account = today, pace, account_id
        steps = {code: names.shown_step(code) for code in STEP_CODES}
        self._steps = {code: (step, names.step(step.code)) for code, step in steps.items()}
        self._ended = _("Afgesloten")
        self._slow = {
            code: _("langer dan gemiddeld (%(usual)s)") % {"usual": duration(days)}
            for code, days in pace.items()
        }
        self._help = {
            term.code: format_html('<span class="badge">{}</span>', str(term))
            for term in CATEGORIES
        }
        self._base = reverse("desk:client", args=[UUID(int=0)]).removesuffix(f"{UUID(int=0)}/")

    def step(self, course: Course) -> Step:
        """The step that people here see them in."""
        return self._steps[step_in_progress(course.reached, self.today)][0]

    def day(self, day: date | None) -> str:
        """A day in short; "" for none."""
        return short_date(day, self.today.year) if day else ""

    def row(self, course: Course) -> Row:
        """One trajectory in words."""
        step, step_name = self._steps[step_in_progress(course.reached, self.today)]
        if course.ended:
            step_name, time_in_step, slow = self._ended, self.day(course.ended), ""
        else:
            since = in_step_since(course.reached, course.intake, self.today)
            days = (self.today - since).days
            time_in_step = duration(days)
            slow = self._slow[step.code] if days > self._pace.get(step.code, days) else ""
        is_own = course.caseworker_id == self._account
        return Row(
            id=str(course.id),
            url=f"{self._base}{course.id}/",
            name=named(course.names),
            number=course.number,
            caseworker="" if is_own else course.caseworker or "",
            step=step_name,
            time_in_step=time_in_step,
            slow=slow,
            spoken=self.day(course.spoken),
            help=mark_safe("".join(self._help[code] for code in course.help)),  # noqa: S308
            answered=self.day(course.answered and timezone.localdate(course.answered)),
            answers=state_of_mind(course.answers),
        )


def written(
    read: Iterable[Course],
    words: Words,
    columns: list[Column],
    *,
    fresh: str = "",
    chosen: Container[str] = (),
) -> list[SafeString]:
    """The rows as markup, by the templates `_row.html` and `_cell.html`; no statements."""
    head = Mould("desk/_row.html", *VALUES)
    cell = Mould("desk/_cell.html", *VALUES, "day")
    cells = {
        (column.kind, state): cell.pressed(column=column, state=state, fresh=column.kind == fresh)
        for column in columns
        for state in (DONE, NEXT, TODO)
    }
    rows = []
    for course in read:
        row, closing = words.row(course), words.step(course).closed_by
        parts = [
            head.pressed(
                is_chosen=row.id in chosen,
                is_elsewhere=bool(row.caseworker),
                is_slow=bool(row.slow),
                is_spoken=bool(row.spoken),
                is_answered=bool(row.answered),
            )
        ]
        for column in columns:
            kind = column.kind
            if kind in course.reached:
                day = {"day": words.day(course.reached[kind])}
                parts.append(cell.filled(cells[kind, DONE], day))
            else:
                parts.append(cells[kind, NEXT if kind in closing else TODO])
        parts.append("</tr>\n")
        text = head.filled("".join(parts), {name: getattr(row, name) for name in VALUES})
        rows.append(mark_safe(text))  # noqa: S308 - a template's markup and values that are escaped
    return rows

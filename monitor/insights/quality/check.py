"""What a check is: a question to the register whose every row is somebody's work to look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db.models import F, QuerySet
from django.db.models.functions import JSONObject
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.standard.text import Term, Text

# How much it matters, the heaviest first.
SEVERITIES = (
    Term("wrong", Text("Klopt niet", "Not right")),
    Term("missing", Text("Ontbreekt", "Missing")),
    Term("look", Text("Even kijken", "Worth a look")),
)


@dataclass(frozen=True)
class Check:
    """One rule of the register.

    `find` takes the trajectories to look at and today, and gives what breaks the rule through
    `findings`. `say` puts the facts of one row in words. The row is repaired on the page `view` of
    the desk, at `part` of it.
    """

    code: str
    severity: str
    title: Text
    why: Text
    repair: Text
    find: Callable[[QuerySet, date], QuerySet]
    say: Callable[[dict], str]
    view: str = "desk:client"
    part: str = ""


def findings(rows: QuerySet, prefix: str = "trajectory__", **facts) -> QuerySet:
    """The columns that every check gives, so that all checks are one query.

    trajectory (key), number, intake and facts (a dict; dates in it are texts, year first).
    `prefix` leads from a row to its trajectory.
    """
    columns = {
        "row_trajectory": F(f"{prefix}pk"),
        "row_number": F(f"{prefix}external_id"),
        "row_intake": F(f"{prefix}intake_date"),
        "row_facts": JSONObject(**facts),
    }
    return rows.order_by().annotate(**columns).values(*columns)


def day(text: str) -> str:
    """A date among the facts, as it is read."""
    return date_format(date.fromisoformat(text), _("j b Y"))

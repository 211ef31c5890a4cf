"""Goals in words: what each side says, beside each other (M-3)."""

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from benchmark.standard.goals import SET_BY
from benchmark.standard.text import label
from monitor.caseload.models import Goal

SIDES = ("client", "caseworker")


def goals_of(found: list[Goal]) -> dict[str, list[dict]]:
    """The goals that stand and those that were dropped."""
    rows = [_row(goal) for goal in found]
    return {
        "standing": [row for row in rows if not row["dropped"]],
        "dropped": [row for row in rows if row["dropped"]],
    }


def _row(goal: Goal) -> dict:
    names = {"client": _("De cliënt"), "caseworker": _("De hulpverlener")}
    return {
        "pk": goal.pk,
        "text": goal.text,
        "set_by": label(SET_BY, goal.set_by),
        "due_on": goal.due_on,
        "dropped": goal.dropped_at,
        "is_disputed": goal.is_disputed,
        "is_reached": goal.client_says is True and goal.caseworker_says is True,
        "sides": [
            {
                "side": side,
                "name": names[side],
                "says": getattr(goal, f"{side}_says"),
                "words": _words(getattr(goal, f"{side}_says"), getattr(goal, f"{side}_said_at")),
            }
            for side in SIDES
        ],
    }


def _words(says: bool | None, at) -> str:
    if says is None:
        return _("nog niets gezegd")
    day = date_format(timezone.localdate(at), _("j b Y"))
    return (_("gehaald, %(day)s") if says else _("nog niet gehaald, %(day)s")) % {"day": day}

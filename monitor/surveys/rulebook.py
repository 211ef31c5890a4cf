"""The protocol that this municipality set, edition by edition, and how it is set."""

from datetime import date, datetime
from functools import cached_property

from monitor.caseload.acts import act

from .models import Protocol
from .protocol import STANDARD, Rules


class Rulebook:
    """Which rules hold for whom: those of the last edition that had begun at the intake. One query,
    at the first question."""

    @cached_property
    def _pages(self) -> list[tuple[date, Rules]]:
        return [(row.starts_on, rules_of(row)) for row in Protocol.objects.order_by("-starts_on")]

    def rules_for(self, intake: date) -> Rules:
        """The rules for a trajectory with this intake."""
        return next((rules for starts, rules in self._pages if starts <= intake), STANDARD)

    def in_any_window(self, moment: datetime) -> bool:
        """Whether a message to anybody may go out at this moment."""
        return any(rules.in_window(moment) for rules in self._all())

    def shortest_reminder(self) -> int:
        """The least number of days between an invitation and its reminder."""
        return min(rules.remind_after_days for rules in self._all())

    def _all(self) -> list[Rules]:
        return [STANDARD, *(rules for _starts, rules in self._pages)]


def rules_of(row: Protocol) -> Rules:
    """The rules in a row."""
    return Rules(row.interval_days, row.remind_after_days, row.window_opens, row.window_closes)


def keep(*, by, starts_on: date, rules: Rules) -> Protocol:
    """Set the rules for trajectories from the start of this edition on; what was planned stays as
    it is, the next one follows them. IntegrityError outside the bounds of the model."""
    with act(by):
        row, _ = Protocol.objects.update_or_create(
            starts_on=starts_on,
            defaults={
                "interval_days": rules.interval_days,
                "remind_after_days": rules.remind_after_days,
                "window_opens": rules.window_opens,
                "window_closes": rules.window_closes,
            },
        )
    return row

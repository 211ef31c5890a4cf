"""When a client is asked something: the protocol as data, and pure functions over it.

All days and times are civil ones in Europe/Amsterdam. The send window lies far from the hour at
which the clock changes, so a day and a time in it always name exactly one moment.

The functions of this module follow the standard; a municipality that set another one has Rules of
its own (rulebook.py).
"""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Europe/Amsterdam")
INTERVAL_DAYS = 14
REMIND_AFTER_DAYS = 3
OPEN_DAYS = 10
WINDOW_OPENS, WINDOW_CLOSES = 10, 19
# Invitations and reminders together; above this somebody under stress is being chased.
MESSAGE_LIMIT, MESSAGE_LIMIT_DAYS = 6, 30
SUNDAY = 6


def day_of(moment: datetime) -> date:
    """The civil day of an aware moment."""
    return moment.astimezone(ZONE).date()


def is_send_day(day: date) -> bool:
    """Whether messages go out on this day: not on Sundays and public holidays."""
    return day.weekday() != SUNDAY and day not in _public_holidays(day.year)


def closing_moment(opened: datetime) -> datetime:
    """The midnight that ends the tenth day, so that a message can say "until and including"."""
    after = day_of(opened) + timedelta(days=OPEN_DAYS + 1)
    return datetime.combine(after, time(0), tzinfo=ZONE)


def last_day(closes_at: datetime) -> date:
    """The last civil day on which a questionnaire that closes at this moment can be answered."""
    return day_of(closes_at - timedelta(minutes=1))


@dataclass(frozen=True)
class Rules:
    """What a municipality may set; hours of the day, `window_closes` is the first one outside."""

    interval_days: int = INTERVAL_DAYS
    remind_after_days: int = REMIND_AFTER_DAYS
    window_opens: int = WINDOW_OPENS
    window_closes: int = WINDOW_CLOSES

    def in_window(self, moment: datetime) -> bool:
        """Whether a message may go out at this moment."""
        local = moment.astimezone(ZONE)
        return is_send_day(local.date()) and self.window_opens <= local.hour < self.window_closes

    def moment_on(self, day: date, key: UUID) -> datetime:
        """The moment for `key` on `day`, or on the first day after it on which messages go out."""
        while not is_send_day(day):
            day += timedelta(days=1)
        # Added to the civil time and not to the moment: no clock change lies within the window.
        opens = datetime.combine(day, time(self.window_opens))
        return (opens + self._jitter(key)).replace(tzinfo=ZONE)

    def next_moment(self, earliest: datetime, key: UUID) -> datetime:
        """`earliest` itself inside the send window, else the moment for `key` in the next one."""
        if self.in_window(earliest):
            return earliest
        local = earliest.astimezone(ZONE)
        day = local.date()
        if is_send_day(day) and local.hour >= self.window_closes:
            day += timedelta(days=1)
        return self.moment_on(day, key)

    def moment_from(self, day: date, now: datetime, key: UUID) -> datetime:
        """The moment for `key` on a later day; today or earlier means as soon as may be."""
        return self.moment_on(day, key) if day > day_of(now) else self.next_moment(now, key)

    def reminder_moment(self, opened: datetime, key: UUID) -> datetime:
        """When the one reminder of a questionnaire that opened at this moment goes out."""
        return self.moment_on(day_of(opened) + timedelta(days=self.remind_after_days), key)

    def _jitter(self, key: UUID) -> timedelta:
        """A whole number of minutes within the window, always the same for `key`: the messages of
        one day are spread, and nobody can tell from the time who else got one."""
        minutes = (self.window_closes - self.window_opens) * 60
        digest = hashlib.sha256(key.bytes).digest()
        return timedelta(minutes=int.from_bytes(digest[:4], "big") % minutes)


STANDARD = Rules()
in_window = STANDARD.in_window
moment_on = STANDARD.moment_on
next_moment = STANDARD.next_moment
moment_from = STANDARD.moment_from
reminder_moment = STANDARD.reminder_moment


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))

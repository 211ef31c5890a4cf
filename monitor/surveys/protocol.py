"""When a client is asked something: the protocol as data, and pure functions over it.

All days and times are civil ones in Europe/Amsterdam. The send window lies far from the hour at
which the clock changes, so a day and a time in it always name exactly one moment.
"""

import hashlib
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import UUID
from zoneinfo import ZoneInfo

import holidays

ZONE = ZoneInfo("Europe/Amsterdam")
INTERVAL_DAYS = 14
REMIND_AFTER_DAYS = 3
OPEN_DAYS = 10
WINDOW_OPENS, WINDOW_CLOSES = time(10), time(19)
# Invitations and reminders together; above this somebody under stress is being chased.
MESSAGE_LIMIT, MESSAGE_LIMIT_DAYS = 6, 30
SUNDAY = 6


def day_of(moment: datetime) -> date:
    """The civil day of an aware moment."""
    return moment.astimezone(ZONE).date()


def is_send_day(day: date) -> bool:
    """Whether messages go out on this day: not on Sundays and public holidays."""
    return day.weekday() != SUNDAY and day not in _public_holidays(day.year)


def in_window(moment: datetime) -> bool:
    """Whether a message may go out at this moment."""
    local = moment.astimezone(ZONE)
    return is_send_day(local.date()) and WINDOW_OPENS <= local.time() < WINDOW_CLOSES


def moment_on(day: date, key: UUID) -> datetime:
    """The moment for `key` on `day`, or on the first day after it on which messages go out."""
    while not is_send_day(day):
        day += timedelta(days=1)
    # Added to the civil time and not to the moment: no clock change lies within the window.
    return (datetime.combine(day, WINDOW_OPENS) + _jitter(key)).replace(tzinfo=ZONE)


def next_moment(earliest: datetime, key: UUID) -> datetime:
    """`earliest` itself inside the send window, else the moment for `key` in the next window."""
    if in_window(earliest):
        return earliest
    local = earliest.astimezone(ZONE)
    day = local.date()
    if is_send_day(day) and local.time() >= WINDOW_CLOSES:
        day += timedelta(days=1)
    return moment_on(day, key)


def moment_from(day: date, now: datetime, key: UUID) -> datetime:
    """The moment for `key` on a later day; today (or an earlier day) means as soon as may be."""
    return moment_on(day, key) if day > day_of(now) else next_moment(now, key)


def reminder_moment(opened: datetime, key: UUID) -> datetime:
    """When the one reminder of a questionnaire that opened at this moment goes out."""
    return moment_on(day_of(opened) + timedelta(days=REMIND_AFTER_DAYS), key)


def closing_moment(opened: datetime) -> datetime:
    """The midnight that ends the tenth day, so that a message can say "until and including"."""
    after = day_of(opened) + timedelta(days=OPEN_DAYS + 1)
    return datetime.combine(after, time(0), tzinfo=ZONE)


def last_day(closes_at: datetime) -> date:
    """The last civil day on which a questionnaire that closes at this moment can be answered."""
    return day_of(closes_at - timedelta(minutes=1))


def _jitter(key: UUID) -> timedelta:
    """A whole number of minutes within the window, always the same for `key`: the messages of one
    day are spread, and nobody can tell from the time who else got one."""
    minutes = (WINDOW_CLOSES.hour - WINDOW_OPENS.hour) * 60
    digest = hashlib.sha256(key.bytes).digest()
    return timedelta(minutes=int.from_bytes(digest[:4], "big") % minutes)


@lru_cache(maxsize=8)
def _public_holidays(year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays("NL", years=year))

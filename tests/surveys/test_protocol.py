"""When a message may go out, as pure functions over civil time."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from monitor.surveys import protocol
from monitor.surveys.protocol import ZONE

KEY = UUID("00000000-0000-4000-8000-000000000007")


def at(*parts):
    return datetime(*parts, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("day", "what"),
    [
        (date(2026, 6, 14), "Sunday"),
        (date(2026, 4, 6), "Easter Monday"),
        (date(2026, 4, 27), "King's Day"),
        (date(2026, 5, 14), "Ascension Day"),
        (date(2026, 12, 26), "Second day of Christmas, a Saturday"),
    ],
)
def test_no_message_goes_out_on(day, what):
    assert not protocol.is_send_day(day)


def test_a_saturday_that_is_no_holiday_is_a_send_day():
    assert protocol.is_send_day(date(2026, 6, 13))


@pytest.mark.parametrize(
    ("hour", "minute", "inside"), [(9, 59, False), (10, 0, True), (18, 59, True), (19, 0, False)]
)
def test_the_window_is_from_ten_to_seven(hour, minute, inside):
    assert protocol.in_window(at(2026, 6, 10, hour, minute)) is inside


def test_every_key_gets_a_moment_inside_the_window_and_always_the_same():
    keys = [uuid4() for _ in range(300)]
    moments = [protocol.moment_on(date(2026, 6, 10), key) for key in keys]
    assert all(protocol.in_window(moment) for moment in moments)
    assert moments == [protocol.moment_on(date(2026, 6, 10), key) for key in keys]
    assert len({moment.hour for moment in moments}) == 9  # spread over the whole window


def test_christmas_is_followed_by_the_first_weekday_after_the_sunday():
    # Friday 25 and Saturday 26 December 2026 are holidays, the 27th is a Sunday.
    assert protocol.moment_on(date(2026, 12, 25), KEY).date() == date(2026, 12, 28)


@pytest.mark.parametrize("year_of_change", [date(2026, 3, 29), date(2026, 10, 25)])
def test_a_change_of_the_clock_moves_nothing_in_civil_time(year_of_change):
    before, after = year_of_change - timedelta(days=1), year_of_change + timedelta(days=1)
    first, second = protocol.moment_on(before, KEY), protocol.moment_on(after, KEY)
    assert first.time() == second.time()
    assert first.utcoffset() != second.utcoffset()
    elapsed = second.astimezone(UTC) - first.astimezone(UTC)
    assert elapsed != timedelta(days=2)  # an hour more or less has passed


def test_inside_the_window_now_is_the_next_moment():
    now = at(2026, 6, 10, 12)
    assert protocol.next_moment(now, KEY) == now


def test_after_the_window_the_next_moment_is_the_next_send_day():
    saturday_evening = at(2026, 6, 13, 19, 30)
    moment = protocol.next_moment(saturday_evening, KEY)
    assert moment.date() == date(2026, 6, 15)  # a Monday
    assert protocol.in_window(moment)


def test_before_the_window_the_next_moment_is_the_same_day():
    assert protocol.next_moment(at(2026, 6, 10, 3), KEY).date() == date(2026, 6, 10)


def test_a_questionnaire_closes_at_the_midnight_that_ends_its_tenth_day():
    closes = protocol.closing_moment(at(2026, 10, 20, 15))  # the clock changes on the 25th
    assert closes == at(2026, 10, 31)
    assert protocol.last_day(closes) == date(2026, 10, 30)


def test_the_reminder_comes_three_days_later_and_not_on_a_sunday():
    assert protocol.reminder_moment(at(2026, 6, 10, 12), KEY).date() == date(2026, 6, 13)
    assert protocol.reminder_moment(at(2026, 6, 11, 12), KEY).date() == date(2026, 6, 15)

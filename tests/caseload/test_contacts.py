"""Contacts and no-shows, and the clock that runs after a no-show (R20, S68)."""

from datetime import date, timedelta

import pytest

from monitor.caseload import contacts
from monitor.caseload.acts import Refused
from monitor.caseload.models import Contact
from tests.caseload.people import a_trajectory

TODAY = date(2026, 6, 15)


def test_a_contact_is_of_today_and_a_double_tap_counts_once(robert, samira):
    for _tap in range(2):
        contact = contacts.record(by=robert, trajectory=samira, kind="phone")
    assert Contact.objects.count() == 1
    assert (contact.on, contact.no_show, contact.recorded_by) == (TODAY, False, robert.pk)


def test_a_note_is_sealed_and_readable(robert, samira):
    contacts.record(by=robert, trajectory=samira, kind="visit", note=" Post geopend. ")
    contact = Contact.objects.get()
    assert contact.note == "Post geopend."
    assert b"Post" not in bytes(contact.note_sealed)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"kind": "phone", "on": TODAY + timedelta(days=1)}, "in_the_future"),
        ({"kind": "message", "no_show": True}, "kind"),
        ({"kind": "pigeon"}, "invalid_value"),
        ({"kind": "phone", "initiated_by": "nobody"}, "invalid_value"),
        ({"kind": "phone", "note": "x" * 501}, "note"),
        ({"kind": "phone", "note": "BSN 111 222 333 dus"}, "note"),
    ],
)
def test_a_contact_that_cannot_be_is_refused(robert, samira, values, code):
    with pytest.raises(Refused) as refusal:
        contacts.record(by=robert, trajectory=samira, **values)
    assert refusal.value.code == code
    assert not Contact.objects.exists()


def test_a_contact_taken_away_stays_in_the_history(robert, samira):
    contact = contacts.record(by=robert, trajectory=samira, kind="phone")
    for _tap in range(2):
        contacts.remove(by=robert, contact=contact)
    assert not Contact.objects.exists()
    labels = Contact.pgh_event_model.objects.order_by("pgh_id").values_list("pgh_label", flat=True)
    assert list(labels) == ["insert", "delete"]


def seen(*events, on=TODAY):
    """The view of (days ago, no_show) contacts."""
    made = [Contact(on=on - timedelta(days=ago), kind="phone", no_show=ns) for ago, ns in events]
    return contacts.view_of(made, on)


def test_without_a_no_show_no_clock_runs():
    view = seen((100, False))
    assert (view.days_since, view.missed, view.days_left, view.is_out_of_view) == (
        100,
        None,
        None,
        False,
    )


def test_the_clock_starts_at_the_first_no_show_after_the_last_contact():
    view = seen((50, False), (40, True), (10, True))
    assert view.missed == TODAY - timedelta(days=40)
    assert (view.days_left, view.is_out_of_view) == (20, False)


@pytest.mark.parametrize(("ago", "out"), [(59, False), (60, True), (61, True)])
def test_after_sixty_days_a_client_is_out_of_view(ago, out):
    assert seen((ago, True)).is_out_of_view is out


@pytest.mark.parametrize("ago", [20, 30])
def test_a_contact_on_or_after_the_day_stops_the_clock(ago):
    assert seen((30, True), (ago, False)).missed is None


def test_what_is_later_than_the_day_does_not_count():
    assert seen((70, True), (-1, False)).is_out_of_view


def test_views_of_many_take_one_query(robert, samira, django_assert_num_queries):
    other = a_trajectory(robert, "W-2")
    contacts.record(by=robert, trajectory=other, kind="visit", no_show=True)
    with django_assert_num_queries(1):
        views = contacts.views_of([samira, other], TODAY)
    assert (views[samira.pk].missed, views[other.pk].missed) == (None, TODAY)

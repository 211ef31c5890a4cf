"""Signals of the worklist as events: keys, codes and dates, and one look at the subscriptions."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.api.models import Delivery
from monitor.api.webhooks import subscriptions
from monitor.caseload.models import Client
from monitor.desk.worklist import acts, following
from monitor.desk.worklist.models import Signal
from tests.caseload.people import a_trajectory

EVENTS = ["signal.opened", "signal.decided", "signal.reopened"]


@pytest.fixture
def anna(robert, in_waterveen):
    """A trajectory with nobody who spoke to Anna for months."""
    long_ago = timezone.localdate() - timedelta(days=90)
    return a_trajectory(robert, "W-1", first_name="Anna", intake_date=long_ago)


@pytest.fixture
def subscribed(robert, in_waterveen):
    """Somebody is told of every signal."""
    subscriptions.add(by=None, url="http://127.0.0.1:9/", events=EVENTS)


def told():
    """(event, data) in the order of telling."""
    rows = Delivery.objects.order_by("created_at", "id")
    return [(row.event, row.payload["data"]) for row in rows]


def test_a_rule_that_holds_is_told_once(subscribed, anna):
    following.refresh()
    following.refresh()
    signal = Signal.objects.get(rule="no_contact")
    named = {"trajectory": str(anna.pk), "signal": str(signal.pk), "rule": "no_contact"}
    assert [data for event, data in told() if data["rule"] == "no_contact"] == [named]


def test_each_decision_is_told_with_its_code_and_without_the_sentence(subscribed, anna, robert):
    client = Client.objects.get()
    signal = acts.ask(rule="call_me", trajectory=anna, client=client)
    acts.snooze(by=robert, signal=signal, days=3)
    acts.put_back(by=robert, signal=signal)
    acts.dismiss(by=robert, signal=signal, reason="known")
    acts.put_back(by=robert, signal=signal)
    acts.handle(by=robert, signal=signal, sentence="Ik bel je morgen.")
    named = {"trajectory": str(anna.pk), "signal": str(signal.pk), "rule": "call_me"}
    until = (timezone.localdate() + timedelta(days=3)).isoformat()
    assert told() == [
        ("signal.opened", named),
        ("signal.decided", named | {"state": "snoozed", "until": until}),
        ("signal.reopened", named),
        ("signal.decided", named | {"state": "dismissed", "reason": "known"}),
        ("signal.reopened", named),
        ("signal.decided", named | {"state": "handled"}),
    ]
    payloads = json.dumps(list(Delivery.objects.values_list("payload", flat=True)))
    assert "morgen" not in payloads and "Anna" not in payloads


def test_what_only_waits_for_its_turn_is_not_told_to_who_did_not_ask(anna):
    subscriptions.add(by=None, url="http://127.0.0.1:9/", events=["milestone.reached"])
    following.refresh()
    assert Signal.objects.exists() and not Delivery.objects.exists()


def test_the_night_run_looks_at_the_subscriptions_once(subscribed, anna, robert):
    long_ago = timezone.localdate() - timedelta(days=90)
    for number in range(5):
        a_trajectory(robert, f"W-1{number}", intake_date=long_ago)
    with CaptureQueriesContext(connection) as queries:
        following.refresh()
    assert len(told()) >= 6
    assert sum('FROM "api_subscription"' in q["sql"] for q in queries) == 1

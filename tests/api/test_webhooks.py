"""Webhooks: written with what happened, signed, tried again, given up; and nothing goes inside."""

import hashlib
import hmac
import ipaddress
import json
import socket
from datetime import date, timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.api.models import Delivery, Status, Subscription
from monitor.api.tasks import deliver, deliver_due
from monitor.api.webhooks import addresses, sending, subscriptions
from monitor.caseload import milestones, trajectories
from monitor.caseload.acts import Refused
from tests.api.receiver import receiver
from tests.api.test_access import problem
from tests.caseload.people import a_trajectory

ALL = ["milestone.reached", "milestone.revoked", "trajectory.ended"]


@pytest.fixture
def anna(robert, in_waterveen):
    """A trajectory; the test works inside Waterveen."""
    return a_trajectory(robert, "W-1", first_name="Anna", email="anna@example.org")


@pytest.fixture
def listening(anna, django_capture_on_commit_callbacks):
    """listening(url, events) subscribes; listening.tick() ticks and lets the queue work."""

    class Listening:
        subscription = secret = None

        def __call__(self, url, events=ALL):
            self.subscription, self.secret = subscriptions.add(by=None, url=url, events=events)
            return self

        def tick(self, kind="iu_in_view"):
            with django_capture_on_commit_callbacks(execute=True):
                milestones.tick(by=None, trajectory=anna, kind=kind, on=date(2026, 3, 20))
            return Delivery.objects.latest("created_at")

    return Listening()


def test_a_result_is_told_with_a_signature_and_without_a_name(listening, anna):
    with receiver() as server:
        delivery = listening(server.url).tick()
    ((path, headers, body),) = server.received
    assert path == "/hook?a=1" and headers["Content-Type"] == "application/json"
    said = json.loads(body)
    assert said["event"] == headers["Klantmonitor-Event"] == "milestone.reached"
    assert said["id"] == headers["Klantmonitor-Delivery"] == str(delivery.pk)
    assert said["municipality"] == "waterveen"
    assert said["data"] == {
        "trajectory": str(anna.pk),
        "milestone": str(anna.milestones.get().pk),
        "kind": "iu_in_view",
        "reached_on": "2026-03-20",
    }
    moment, mac = (part.partition("=")[2] for part in headers["Klantmonitor-Signature"].split(","))
    signed = f"{moment}.".encode() + body
    assert mac == hmac.new(listening.secret.encode(), signed, hashlib.sha256).hexdigest()
    assert abs(int(moment) - timezone.now().timestamp()) < 60
    assert delivery.status == Status.DELIVERED and delivery.attempts == 1


def test_each_event_goes_to_who_asked_for_it(listening, anna, robert):
    subscriptions.add(by=None, url="http://127.0.0.1:9/", events=["trajectory.ended"])
    with transaction.atomic():
        listening("http://127.0.0.1:9/", ["milestone.reached", "milestone.revoked"])
    milestone = milestones.tick(by=robert, trajectory=anna, kind="iu_in_view")
    milestones.revoke(by=robert, milestone=milestone, reason="Anna belde")
    trajectories.end(by=robert, trajectory=anna, status="stopped", reason="no_show")
    told = Delivery.objects.order_by("created_at").values_list("event", "subscription__topics")
    assert [event for event, _ in told] == ALL
    assert all(event in topics for event, topics in told)
    assert "Anna" not in json.dumps(list(Delivery.objects.values_list("payload", flat=True)))


def test_what_did_not_happen_is_not_told(listening, anna, django_capture_on_commit_callbacks):
    with receiver() as server:
        listening(server.url)
        with (
            django_capture_on_commit_callbacks(execute=True) as callbacks,
            pytest.raises(RuntimeError),
            transaction.atomic(),
        ):
            milestones.tick(by=None, trajectory=anna, kind="iu_in_view")
            raise RuntimeError("the act failed later on")
    assert not callbacks and not server.received and not Delivery.objects.exists()


def due_now():
    """Let the waiting time pass."""
    Delivery.objects.update(next_attempt_at=timezone.now())


def test_an_error_is_tried_again_and_then_delivered(listening):
    with receiver(500, 200) as server:
        delivery = listening(server.url).tick()
        assert (delivery.status, delivery.last_status) == (Status.WAITING, 500)
        assert delivery.failure == "answer"
        deliver_due()
        assert len(server.received) == 1, "not before its time"
        due_now()
        deliver_due()
        deliver_due()
    first, second = (json.loads(body) for _, _, body in server.received)
    assert first == second, "the receiver knows it by its id"
    delivery.refresh_from_db()
    assert (delivery.status, delivery.attempts, delivery.failure) == (Status.DELIVERED, 2, "")


def test_waiting_doubles_and_ends(listening, settings):
    waits = [sending.wait_after(attempts) for attempts in range(1, 10)]
    assert waits[:3] == [timedelta(minutes=1), timedelta(minutes=2), timedelta(minutes=4)]
    assert sum(waits, timedelta()) > timedelta(hours=8)
    settings.WEBHOOK_ATTEMPTS = 3
    with receiver(503) as server:
        delivery = listening(server.url).tick()
        for _ in range(4):
            due_now()
            deliver_due()
        delivery.refresh_from_db()
        assert (delivery.status, delivery.attempts) == (Status.GIVEN_UP, 3)
        assert len(server.received) == 3
        server.answers = [200]
        assert subscriptions.try_again(by=None, subscription=listening.subscription) == 1
        deliver_due()
    delivery.refresh_from_db()
    assert delivery.status == Status.DELIVERED


def test_who_does_not_answer_in_time_is_tried_later(listening, settings):
    settings.WEBHOOK_TIMEOUT_SECONDS = 0.2
    with receiver(1.0) as server:
        delivery = listening(server.url).tick()
    assert (delivery.status, delivery.failure) == (Status.WAITING, "timeout")


def test_nobody_listening_is_tried_later(listening):
    with receiver() as server:
        url = server.url
    assert listening(url).tick().failure == "network"


def test_a_redirect_is_not_followed(listening):
    with receiver(302, 200) as server:
        delivery = listening(server.url).tick()
    assert [path for path, _, _ in server.received] == ["/hook?a=1"]
    assert (delivery.failure, delivery.last_status) == ("redirect", 302)


def test_two_workers_send_one_message(listening, monkeypatch):
    sent = []
    with receiver() as server:
        listening(server.url)
        original = sending.post

        def slow(delivery):
            sent.append(deliver(str(delivery.pk)))  # a second copy of the task, in between
            return original(delivery)

        monkeypatch.setattr(sending, "post", slow)
        listening.tick()
    assert sent == [False] and len(server.received) == 1


def test_a_paused_subscription_hears_nothing(listening):
    with receiver() as server:
        listening(server.url)
        subscriptions.switch(by=None, subscription=listening.subscription, on=False)
        milestones_before = Delivery.objects.count()
        with pytest.raises(Delivery.DoesNotExist):
            listening.tick()
    assert not server.received and Delivery.objects.count() == milestones_before


def test_old_messages_go(listening):
    with receiver() as server:
        listening(server.url).tick()
    Delivery.objects.update(created_at=timezone.now() - timedelta(days=31))
    deliver_due()
    assert not Delivery.objects.exists()


# --- Where nothing is sent ----------------------------------------------------------------------

INSIDE = [
    "127.0.0.1", "127.8.8.8", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254",
    "100.64.0.1", "0.1.2.3", "224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1",
    "::1", "::", "fe80::1", "fc00::1", "ff02::1", "::ffff:127.0.0.1", "::ffff:8.8.8.8",
    "64:ff9b::7f00:1", "2002:7f00:1::1", "2001:db8::1",
]  # fmt: skip
OUTSIDE = ["8.8.8.8", "93.184.216.34", "2a00:1450:400e:80e::200e"]


@pytest.fixture
def strict(settings):
    """As an installation is."""
    settings.WEBHOOK_LOCAL_ADDRESSES = False


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_inside_is_refused_when_it_is_given_and_when_it_is_found(
    strict, monkeypatch, address
):
    assert not addresses.is_allowed(ipaddress.ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(Refused):
        addresses.checked_url(f"https://{host}/hook")
    found = [OUTSIDE[0], address]
    monkeypatch.setattr(
        socket, "getaddrinfo", lambda *a, **k: [(0, 0, 0, "", (one, 443)) for one in found]
    )
    with pytest.raises(addresses.NotAllowed):
        addresses.address_to_connect("looks-fine.example.org", 443)


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_is_allowed(strict, address):
    assert addresses.is_allowed(ipaddress.ip_address(address))


@pytest.mark.parametrize(
    "url",
    [
        "http://example.org/", "ftp://example.org/", "https://", "https:///x", "//example.org",
        "https://user@example.org/", "https://a:b@example.org/", "https://example.org/#x",
        "https://example.org:99999/", "https://exa mple.org/", "https://[::1",
        "javascript:alert(1)",
        "https://example.org/\r\nHost: x", "https://exämple.org/", "https://example.org./", "",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused(strict, url):
    with pytest.raises(Refused):
        addresses.checked_url(url)


def test_a_name_that_leads_inside_is_given_up_on_without_a_connection(
    listening, settings, monkeypatch
):
    with receiver() as server:
        listening(server.url.replace("127.0.0.1", "localhost"))
        settings.WEBHOOK_LOCAL_ADDRESSES = False
        delivery = listening.tick()
    assert not server.received and delivery.failure == "address"


def test_the_connection_goes_to_the_address_that_was_checked(listening, monkeypatch):
    """The name is looked up once; a name server that answers otherwise the second time is not
    asked."""
    with receiver() as server:
        listening(server.url.replace("127.0.0.1", "rebinding.example.org"))
        asked = []

        def answers(host, port, *args, **kwargs):
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

        monkeypatch.setattr(socket, "getaddrinfo", answers)
        delivery = listening.tick()
    assert delivery.status == Status.DELIVERED
    assert [host for host in asked if host != "127.0.0.1"] == ["rebinding.example.org"]
    assert server.received[0][1]["Host"].startswith("rebinding.example.org:")


# --- By the API ---------------------------------------------------------------------------------


def test_a_program_manages_its_webhooks(program, waterveen):
    ask = program("webhooks")
    body = {"url": "https://example.org/hook", "events": ["milestone.reached"]}
    added = ask.post("webhooks", body)
    assert added.status_code == 201
    secret = added.json().pop("secret")
    place = added["Location"].removeprefix("/api/v1/")
    assert ask.get(place).json()["events"] == ["milestone.reached"]
    assert secret not in ask.get("webhooks").content.decode()
    with tenant_context(waterveen), connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM api_subscription t")
        assert secret not in str(cursor.fetchall())
        assert Subscription.objects.get().secret == secret
    assert ask.delete(place).status_code == 204
    problem(ask.get(place), 404)


def test_a_webhook_that_cannot_be_is_refused(program, settings):
    settings.WEBHOOK_LOCAL_ADDRESSES = False
    ask, events = program("webhooks"), ["milestone.reached"]
    inside = ask.post("webhooks", {"url": "https://10.0.0.1/", "events": events})
    assert problem(inside, 422)["errors"][0]["code"] == "url"
    problem(ask.post("webhooks", {"url": "https://example.org/", "events": ["x"]}), 400)
    problem(ask.post("webhooks", {"url": "https://example.org/", "events": []}), 400)


def test_a_webhook_of_another_municipality_is_not_there(program, lindehaven, robert):
    body = {"url": "https://example.org/hook", "events": ["milestone.reached"]}
    place = program("webhooks").post("webhooks", body)["Location"].removeprefix("/api/v1/")
    there = program("webhooks", municipality=lindehaven)
    problem(there.get(place), 404)
    problem(there.delete(place), 404)
    with tenant_context(lindehaven):
        made = a_trajectory(robert, "L-1")
        milestones.tick(by=robert, trajectory=made, kind="iu_in_view")
        assert not Delivery.objects.exists()

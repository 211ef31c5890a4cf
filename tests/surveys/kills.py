# ruff: noqa: F811 - fixtures that are imported
"""Workers killed in 30 % of a hundred messages: none twice, none lost, and what nobody can know is
left to a person (reference tenancy, section 4.4)."""

from collections import Counter
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from aiosmtpd.controller import Controller
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.caseload import participation
from monitor.caseload.models import Client
from monitor.surveys import reading, sending
from monitor.surveys.models import Invitation
from tenants.messaging.models import Connection
from tests.caseload.people import a_trajectory
from tests.messaging.conftest import Post
from tests.messaging.gateway import Says, gateway
from tests.messaging.providers import CASES
from tests.servers import free_port
from tests.surveys.killing import Killer
from tests.surveys.test_worker import (  # noqa: F401 - fixtures
    ELEVEN,
    clock,
    installation,
    robert,
    waterveen,
)

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]


class FatedSink(Post):
    """A mail server that kills the worker whose message it holds."""

    def __init__(self, killer):
        super().__init__()
        self.killer = killer

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.killer.strike("before", address)
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        self.killer.strike("after", envelope.rcpt_tos[0])
        return answer


@pytest.fixture
def hundred(robert, waterveen):
    """The addresses of a hundred clients whose questionnaire is open and message waits."""
    addresses = {f"client{number}@example.org": f"+316{10000000 + number}" for number in range(100)}
    with tenant_context(waterveen):
        for number, (address, phone) in enumerate(addresses.items()):
            trajectory = a_trajectory(robert, f"H-{number}", email=address, phone=phone)
            (client,) = trajectory.clients.all()
            participation.record(by=robert, client=client, monitor=True, benchmark=True)
        assert sending.open_due(ELEVEN, any_time=True) == 100
    return addresses


def test_thirty_kills_in_a_hundred_mails_double_none_and_lose_none(
    installation, waterveen, hundred, robert, clock, settings
):
    killer = Killer(hundred)
    sink = FatedSink(killer)
    mail = Controller(sink, hostname="127.0.0.1", port=free_port())
    mail.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mail.hostname, mail.port
    try:
        assert killer.send_all(waterveen, 100) == 30
        got = Counter(message["To"] for message in sink.received)
        assert got == Counter(set(hundred) - killer.before)
        clock.move_to(ELEVEN + sending.UNCERTAIN_AFTER + timedelta(minutes=1))
        with tenant_context(waterveen):
            assert sending.reconcile(timezone.now()) == 30
            assert sending.waiting(timezone.now()) == []  # nobody guesses
            stuck = {letter.wave.client.email: letter for letter in reading.undelivered()}
            assert stuck.keys() == killer.before | killer.after
            assert Invitation.objects.filter(status="sent").count() == 70
            for letter in stuck.values():
                assert sending.send_again(by=robert, invitation=letter)
        assert killer.send_all(waterveen, 100) == 0
    finally:
        mail.stop()
    got = Counter(message["To"] for message in sink.received)
    assert got == Counter(hundred.keys()) + Counter(killer.after)
    assert len({(message["To"], message["Message-ID"]) for message in sink.received}) == 100


def test_thirty_kills_with_a_provider_that_knows_the_key_leave_nothing_to_a_person(
    installation, waterveen, hundred, clock, settings
):
    numbers = {phone.replace("+", "").lstrip("0"): phone for phone in hundred.values()}
    killer, kept = Killer(numbers), []

    def answer(asked):
        if asked.method == "GET":
            key = parse_qs(urlsplit(asked.path).query)["reference"][0]
            known = [{"reference": key}] if key in dict(kept) else []
            return Says(200, {"notifications": known})
        number = asked.data["phone_number"].replace("+", "").lstrip("0")
        if killer.strike("before", number):
            return Says(manner="break")
        kept.append((asked.data["reference"], number))
        if killer.strike("after", number):
            return Says(manner="break")
        return Says(201, {"id": f"n-{len(kept)}", "reference": asked.data["reference"]})

    with gateway() as server, tenant_context(waterveen):
        server.answer = answer
        settings.MESSAGING_HOSTS = dict.fromkeys(settings.MESSAGING_HOSTS, server.url)
        case = CASES["notifynl"]
        channel = Connection(
            channel="sms", provider=case.provider, template=case.template, is_on=True
        )
        channel.secret = case.secret
        channel.save()
        Client.objects.update(channel="sms")
        Invitation.objects.update(channel="sms")
        assert killer.send_all(waterveen, 100) == 30
        assert Invitation.objects.filter(status="sending").count() == 30
        clock.move_to(ELEVEN + sending.UNCERTAIN_AFTER + timedelta(minutes=1))
        assert sending.reconcile(timezone.now()) == 30
        assert Invitation.objects.filter(status="pending").count() == len(killer.before)
        clock.shift(timedelta(minutes=10))
        assert killer.send_all(waterveen, 100) == 0
        assert Invitation.objects.filter(status="sent").count() == 100
        assert reading.undelivered() == []
    assert Counter(number for _key, number in kept) == Counter(numbers.keys())

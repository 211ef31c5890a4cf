"""Messages over one SMTP connection, delivery record included, beside Django's SMTP backend with
the same messages on a reused connection. CPU time of this process, and by the clock. Then memory,
round after round, and a thousand messages of which three in ten kill their worker.

The mail server is a process of its own on the same cores, and so is PostgreSQL. SENDING_ROUNDS=342
does as many rounds as there are municipalities; a run without it does ROUNDS_OF_MEMORY.
"""

import os
import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time

from .measure import Line

NUMBER = 400
ROUNDS = 9
DUE = 500
ROUNDS_OF_MEMORY = 12
THOUSAND = 1000


def run(world):
    """CPU of the worker and by the clock, per message; memory; killed workers."""
    from django_tenants.utils import tenant_context

    with mail_server() as port:
        with tenant_context(world.municipalities["waterveen"]):
            yield from _lines(world.municipalities["waterveen"], port)
        yield _memory(list(world.municipalities.values()))
    yield _killed(world.municipalities["waterveen"])


@contextmanager
def mail_server():
    """A server that takes everything, and Django's settings that lead to it."""
    from django.conf import settings

    from tests.servers import free_port, listens, wait_for

    port = free_port()
    sink = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink"]
    with subprocess.Popen([*sink, "-l", f"127.0.0.1:{port}"]) as server:  # noqa: S603 - our own
        try:
            wait_for(lambda: listens(port), "mail server")
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
            yield port
        finally:
            server.terminate()


def _lines(municipality, port):
    from django.core.mail import EmailMultiAlternatives, get_connection

    from monitor.surveys import letters, sending
    from monitor.surveys.models import Invitation
    from tenants.messaging.email import _mail

    keys = invitations(NUMBER)
    found = Invitation.objects.filter(pk__in=keys)
    ready = [
        letters.write(invitation, municipality)
        for invitation in found.select_related("wave__client")
    ]

    def ours():
        assert sending.deliver(keys, municipality, any_time=True) == NUMBER

    def django():
        with get_connection() as connection:
            for message in ready:
                mail = EmailMultiAlternatives(
                    message.subject,
                    message.text,
                    f"{message.sender_name} <{message.sender_address}>",
                    [message.recipient],
                    headers=_mail(message, None).extra_headers,
                )
                mail.attach_alternative(message.html, "text/html")
                connection.send_messages([mail])

    taken: dict[str, list[tuple[float, float]]] = {"ours": [], "django": []}
    for turn in range(ROUNDS + 1):
        for name, way in (("ours", ours), ("django", django)):
            cpu, clock = process_time(), perf_counter()
            way()
            took = (process_time() - cpu, perf_counter() - clock)
            if turn:
                taken[name].append(took)
        found.update(status="pending", attempts=0, sent_at=None)
    for place, what, target in ((0, "CPU", "1.5"), (1, "by the clock", "-")):
        mine, limit = (
            median(took[place] for took in taken[name]) * 1000 / NUMBER for name in taken
        )
        yield Line(f"sending: a message, {what} / Django's backend", mine, limit, target)


def _memory(municipalities: list) -> Line:
    """Rounds of 500 due clients, planned, opened and sent, over the municipalities in turn; what
    the process holds after the last beside after the first time through all of them."""
    from django.utils import timezone
    from django_tenants.utils import tenant_context

    from monitor.surveys import planning, sending
    from monitor.surveys.models import Wave

    from .memory import _megabytes

    rounds = int(os.environ.get("SENDING_ROUNDS", ROUNDS_OF_MEMORY))
    held = []
    for turn in range(rounds):
        municipality = municipalities[turn % len(municipalities)]
        with tenant_context(municipality):
            if turn < len(municipalities):
                people(DUE, f"R{turn}")
            mine = Wave.objects.filter(trajectory__external_id__startswith="B-R")
            mine.all().delete()
            assert planning.plan_missing() >= DUE
            mine.all().update(open_from=timezone.now())
            others = Wave.objects.exclude(trajectory__external_id__startswith="B-R")
            others.filter(status="planned").update(open_from=timezone.now() + timedelta(days=9))
            assert sending.open_due(timezone.now(), any_time=True) == DUE
            keys = sending.waiting(timezone.now())
            assert sending.deliver(keys, municipality, any_time=True) >= DUE
        held.append(_megabytes("VmRSS"))
    warm = min(len(municipalities), len(held)) - 1
    name = f"sending: MB held after {rounds} rounds of {DUE} / after {warm + 1}"
    return Line(name, held[-1], held[warm], "1.0")


def _killed(municipality) -> Line:
    """How many of a thousand messages came twice, or are neither sent nor shown to a person, when
    three in ten killed the worker that held them."""
    from collections import Counter

    from aiosmtpd.controller import Controller
    from django.conf import settings
    from django.utils import timezone
    from django_tenants.utils import tenant_context

    from monitor.surveys import sending
    from monitor.surveys.models import Invitation, Wave
    from tests.messaging.conftest import Post
    from tests.servers import free_port
    from tests.surveys.killing import Killer

    class Fated(Post):
        async def handle_RCPT(self, server, session, envelope, address, options):
            killer.strike("before", address)
            return await super().handle_RCPT(server, session, envelope, address, options)

        async def handle_DATA(self, server, session, envelope):
            answer = await super().handle_DATA(server, session, envelope)
            killer.strike("after", envelope.rcpt_tos[0])
            return answer

    with tenant_context(municipality):
        keys = people(THOUSAND, "K")
        sending.open_due(timezone.now(), any_time=True)
        ours = Invitation.objects.filter(wave__trajectory__in=keys)
        Invitation.objects.exclude(pk__in=ours.values("pk")).filter(status="pending").delete()
        addresses = {f"k{each}@x.example" for each in range(THOUSAND)}
        assert Wave.objects.filter(trajectory__in=keys, status="open").count() == THOUSAND
    killer, sink = Killer(addresses), Fated()
    mail = Controller(sink, hostname="127.0.0.1", port=free_port())
    mail.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = mail.hostname, mail.port
    try:
        deaths = killer.send_all(municipality, THOUSAND)
    finally:
        mail.stop()
    assert deaths == len(killer.before | killer.after)
    with tenant_context(municipality):
        while sending.reconcile(timezone.now() + timedelta(minutes=16)):
            pass  # so many a round
        known = ours.filter(status__in=["sent", "uncertain"]).count()
        uncertain = ours.filter(status="uncertain").count()
    copies = Counter(message["To"] for message in sink.received)
    wrong = sum(count - 1 for count in copies.values()) + THOUSAND - known
    name = f"sending: twice or lost of {THOUSAND}, {deaths} kills, {uncertain} shown"
    return Line(name, wrong, 1, "0")


def people(number: int, mark: str) -> list:
    """Keys of the trajectories of so many clients who take part, whose first questionnaire is
    due; written at once and not one by one, as an import does."""
    from datetime import date

    from django.utils import timezone

    from monitor.caseload.models import Client, Participation, Trajectory, TrajectoryClient
    from monitor.surveys import series

    clients, trajectories = [], []
    for each in range(number):
        client = Client(first_name_sealed=None)
        client.first_name, client.email = "Bo", f"{mark.lower()}{each}@x.example"
        clients.append(client)
        trajectories.append(
            Trajectory(external_id=f"B-{mark}-{each}", intake_date=date(2026, 3, 1))
        )
    Client.objects.bulk_create(clients)
    Trajectory.objects.bulk_create(trajectories)
    places = zip(trajectories, clients, strict=True)
    TrajectoryClient.objects.bulk_create(
        TrajectoryClient(trajectory=trajectory, client=client) for trajectory, client in places
    )
    Participation.objects.bulk_create(
        Participation(
            client=client, monitor=True, information_version="2026-1", recorded_by="import"
        )
        for client in clients
    )
    keys = [trajectory.pk for trajectory in trajectories]
    for wave in series.plan_many(keys, timezone.now()):
        type(wave).objects.filter(pk=wave.pk).update(open_from=timezone.now())
    return keys


def invitations(number: int) -> list:
    """Keys of so many invitations for as many clients who take part."""
    from django.utils import timezone

    from monitor.surveys import sending
    from monitor.surveys.models import Invitation, Wave

    started = people(number, "S")
    others = Wave.objects.exclude(trajectory__in=started).filter(status="planned")
    others.update(open_from=timezone.now() + timedelta(days=9))
    sending.open_due(timezone.now(), any_time=True)
    keys = Invitation.objects.filter(wave__trajectory__in=started).values_list("pk", flat=True)
    assert len(keys) == number
    return list(keys)

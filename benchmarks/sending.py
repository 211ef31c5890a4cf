"""Messages over one SMTP connection, delivery record included, beside Django's SMTP backend with
the same messages on a reused connection. CPU time of this process, and by the clock.

The mail server is a process of its own on the same cores, and so is PostgreSQL.
"""

import subprocess
import sys
from contextlib import contextmanager
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time

from .measure import Line

NUMBER = 200
ROUNDS = 5


def run(world):
    """Two lines, per message: CPU of the worker, and by the clock."""
    from django_tenants.utils import tenant_context

    with mail_server() as port, tenant_context(world.municipalities["waterveen"]):
        yield from _lines(world.municipalities["waterveen"], port)


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


def invitations(number: int) -> list:
    """Keys of so many invitations for as many clients who take part."""
    from django.utils import timezone

    from monitor.caseload import participation
    from monitor.surveys import sending
    from monitor.surveys.models import Invitation, Wave
    from tenants.models import Account
    from tests.caseload.people import a_trajectory

    by = Account.objects.filter(is_active=True).first()
    started = []
    for each in range(number):
        trajectory = a_trajectory(by, f"B-{each}", first_name="Bo", email=f"b{each}@x.example")
        (client,) = trajectory.clients.all()
        participation.record(by=by, client=client, monitor=True, benchmark=True)
        started.append(trajectory.pk)
    Wave.objects.exclude(trajectory__in=started).filter(status="planned").update(
        open_from=timezone.now() + timedelta(days=9)
    )
    Wave.objects.filter(trajectory__in=started).update(open_from=timezone.now())
    sending.open_due(timezone.now(), any_time=True)
    keys = Invitation.objects.filter(wave__trajectory__in=started).values_list("pk", flat=True)
    assert len(keys) == number
    return list(keys)

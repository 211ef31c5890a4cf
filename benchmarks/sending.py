"""A hundred invitations over one SMTP connection, beside smtplib with messages that lie ready.

The mail server is a process of its own on the same cores."""

import smtplib
import subprocess
import sys

from .measure import Line, medians

NUMBER = 100


def run(world):
    """One line; the state machine and the letter are the difference."""
    from django.conf import settings
    from django_tenants.utils import tenant_context

    from tests.servers import free_port, listens, wait_for

    port = free_port()
    sink = [sys.executable, "-m", "aiosmtpd", "-n", "-c", "aiosmtpd.handlers.Sink"]
    with subprocess.Popen([*sink, "-l", f"127.0.0.1:{port}"]) as server:  # noqa: S603 - our own
        try:
            wait_for(lambda: listens(port), "mail server")
            settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
            settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
            with tenant_context(world.municipalities["waterveen"]):
                yield _line(world.municipalities["waterveen"], port)
        finally:
            server.terminate()


def _line(municipality, port):
    from monitor.surveys import letters, sending
    from monitor.surveys.models import Invitation
    from tenants.messaging.email import _mail

    keys = _hundred()
    found = Invitation.objects.filter(pk__in=keys)
    ready = []
    for invitation in found.select_related("wave__client"):
        message = letters.write(invitation, municipality)
        mail = _mail(message, None)
        ready.append((mail.from_email, mail.to, mail.message().as_bytes(linesep="\r\n")))

    def ours():
        assert sending.deliver(keys, municipality, any_time=True) == NUMBER

    def again():
        found.update(status="pending", attempts=0, sent_at=None)

    def limit():
        with smtplib.SMTP("127.0.0.1", port) as server:
            for sender, to, content in ready:
                server.sendmail(sender, to, content)

    mine, _, least = medians(ours, again, limit)
    return Line(f"sending: deliver {NUMBER} / smtplib, ready messages", mine, least, "200 ms, 1.5")


def _hundred():
    """Keys of a hundred invitations for as many clients who take part."""
    from monitor.caseload import participation
    from monitor.surveys import planning, sending
    from monitor.surveys.models import Invitation
    from tenants.models import Account
    from tests.caseload.people import a_trajectory

    by = Account.objects.filter(is_active=True).first()
    started = []
    for number in range(NUMBER):
        trajectory = a_trajectory(by, f"B-{number}", first_name="Bo", email=f"b{number}@x.example")
        (client,) = trajectory.clients.all()
        participation.record(by=by, client=client, monitor=True, benchmark=True)
        planning.plan(trajectory=trajectory)
        for wave in trajectory.waves.all():
            planning.set_moments(wave, wave.created_at)
            wave.status = "open"
            wave.save()
            sending.invite(wave)
        started.append(trajectory.pk)
    keys = Invitation.objects.filter(wave__trajectory__in=started).values_list("pk", flat=True)
    assert len(keys) == NUMBER
    return list(keys)

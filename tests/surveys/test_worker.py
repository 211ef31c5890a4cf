"""From beat to a mailbox through a real broker and worker, also when the worker is killed."""

import os
import re
import shlex
import shutil
import sys
from collections import Counter
from contextlib import ExitStack, suppress
from datetime import datetime, timedelta
from signal import SIGKILL

import pytest
import time_machine
from aiosmtpd.controller import Controller
from celery import Celery
from django.db import connection, connections
from django_tenants.utils import tenant_context

from config.demo import cluster
from config.demo.services import broker_program
from monitor.caseload import participation
from monitor.surveys import links, planning, reading, sending
from monitor.surveys.models import Invitation, Wave
from monitor.surveys.protocol import ZONE
from tenants.tasks import HEADER
from tests.caseload.people import a_trajectory
from tests.cluster import copy_of_prepared
from tests.messaging.conftest import Post
from tests.production.test_compose import SERVICES
from tests.servers import PROGRAMS, free_port, listens, running, wait_for

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]

ELEVEN = datetime(2026, 6, 9, 11, tzinfo=ZONE)  # a Tuesday
PROCESSES = 2  # of the worker; each has one message in hand at a time
MUNICIPALITIES = 3
TASKS = "monitor.surveys.tasks"


class Sink(Post):
    """The mail server; `before` and `after` are called as a message arrives and once it is kept,
    with the number of messages kept."""

    def __init__(self):
        super().__init__()
        self.before = self.after = lambda kept: None

    async def handle_RCPT(self, server, session, envelope, address, options):
        self.before(len(self.received))
        return await super().handle_RCPT(server, session, envelope, address, options)

    async def handle_DATA(self, server, session, envelope):
        answer = await super().handle_DATA(server, session, envelope)
        self.after(len(self.received))
        return answer

    def copies(self) -> Counter:
        """Recipient -> how many messages."""
        return Counter(message["To"] for message in self.received)


class Installation:
    """Database, broker and mail server of one test, and the product's processes on them."""

    def __init__(self, folder, environment, sink):
        self.folder, self.environment, self.sink = folder, environment, sink
        self.queue = Celery(broker=environment["BROKER_URL"], set_as_current=False)
        self.stack = ExitStack()

    def start(self, service: str, *, at: datetime, more=()):
        """The service's command of docker-compose.yml, with its clock at `at`; its process."""
        command = shlex.split(SERVICES[service]["command"].replace("/tmp", str(self.folder)))
        assert command.pop(0) == "celery"
        clocked = [sys.executable, "-m", "tests.surveys.clocked", at.isoformat()]
        number = len(list(self.folder.glob(f"{service}*.log")))
        process = self.stack.enter_context(
            running(
                [*clocked, *command, *more],
                env=self.environment,
                log=self.folder / f"{service}{number}.log",
            )
        )
        self.stack.callback(kill, process)
        return process

    def publish(self, task: str, **headers) -> None:
        """Put a message on the queue as beat or the web would."""
        self.queue.send_task(f"{TASKS}.{task}", headers=headers)

    def said(self, pattern: str) -> int:
        """How often the workers' logs match."""
        logs = "".join(log.read_text() for log in self.folder.glob("worker*.log"))
        return len(re.findall(pattern, logs))

    def done(self, task: str) -> int:
        """How many of these tasks a worker has finished."""
        return self.said(rf"{TASKS}\.{task}\[[\w-]+\] succeeded")

    def wait(self, condition, what: str) -> None:
        """Until `condition()`; when it takes too long, with the last words of the processes."""
        try:
            wait_for(condition, what)
        except AssertionError as late:
            logs = sorted(self.folder.glob("*.log"))
            words = "\n".join(f"--- {log.name}\n{log.read_text()[-3000:]}" for log in logs)
            raise AssertionError(f"{late}\n{words}") from None

    def at_rest(self) -> tuple[int, int]:
        """How many messages wait, and how many lie with a worker (a killed one keeps its own)."""
        with self.queue.connection_for_read() as broker:
            client = broker.default_channel.client
            return client.llen("celery"), client.hlen("unacked")

    def tick(self) -> None:
        """A tick, and everything that follows from it."""
        before, rounds = self.at_rest(), self.done("send_due")
        self.publish("tick")
        self.wait(lambda: self.done("send_due") >= rounds + MUNICIPALITIES, "a round")
        self.wait(lambda: self.at_rest() == before, "its messages")


def kill(process) -> None:
    """The whole process group at once: nobody gets to tidy up."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, SIGKILL)


@pytest.fixture(autouse=True)
def clock():
    """The test's own clock stands at the moment at which the workers start."""
    with time_machine.travel(ELEVEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def installation(django_db_setup, django_db_blocker, tmp_path, settings):
    """A database that other processes can see into, a broker and a mail server."""
    place = copy_of_prepared()
    server, socket = cluster.start(place / "pg", durable=False)
    port, sink = free_port(), Sink()
    mail = Controller(sink, hostname="127.0.0.1", port=free_port())
    environment = {
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "HOME": str(tmp_path),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_HOST": socket,
        "DATABASE_WEB_PASSWORD": "w",
        "BROKER_URL": f"redis://127.0.0.1:{port}/0",
        "CACHE_URL": f"redis://127.0.0.1:{port}/1",
        "SECRET_KEY": "x" * 60,
        "VAULT_KEYS": f"k1:{settings.VAULT_KEYS['k1'].hex()}",
        "BASE_HOST": "localhost",
        "EMAIL_HOST": mail.hostname,
        "EMAIL_PORT": str(mail.port),
        "EMAIL_USE_TLS": "false",
    }
    broker = [broker_program(), "--port", str(port), "--bind", "127.0.0.1", "--save", ""]
    alias = connections["default"].settings_dict
    elsewhere = alias["HOST"]
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, place, ignore_errors=True)
        stack.callback(server.cleanup)
        mail.start()
        stack.callback(mail.stop)
        stack.enter_context(
            running([*broker, "--dir", str(tmp_path)], env=environment, log=tmp_path / "broker.log")
        )
        wait_for(lambda: listens(port), "broker")
        stack.enter_context(django_db_blocker.unblock())
        connections.close_all()
        alias["HOST"] = socket
        stack.callback(alias.__setitem__, "HOST", elsewhere)
        stack.callback(connections.close_all)
        its = Installation(tmp_path, environment, sink)
        stack.callback(its.queue.close)
        stack.enter_context(its.stack)
        yield its


@pytest.fixture
def waterveen(installation):
    """Waterveen in this test's own database."""
    from tenants.models import Municipality

    return Municipality.objects.get(slug="waterveen")


@pytest.fixture
def robert(waterveen):
    """Caseworker of Waterveen."""
    from tenants.models import Account, Membership

    account = Account.objects.create_user("robert@waterveen.example", "geheim-wachtwoord")
    Membership.objects.create(account=account, municipality=waterveen, role="caseworker")
    return account


@pytest.fixture
def thirty(robert, waterveen):
    """The addresses of thirty clients whose first questionnaire is due now."""
    addresses = {f"client{number}@example.org" for number in range(30)}
    with tenant_context(waterveen):
        for number, address in enumerate(sorted(addresses)):
            trajectory = a_trajectory(robert, f"W-{number}", email=address)
            (client,) = trajectory.clients.all()
            participation.record(by=robert, client=client, monitor=True, benchmark=True)
            planning.plan(trajectory=trajectory)
        assert Wave.objects.due_on(ELEVEN).count() == 30
    return addresses


def link_in(message) -> str:
    """The address of the questionnaire in a letter."""
    text = message.get_body(("plain",)).get_content()
    return re.search(r"https?://\S+/v/\w+(?=\s)", text).group()


def test_from_beat_to_thirty_mailboxes_once(installation, waterveen, thirty):
    sink = installation.sink
    installation.start("worker", at=ELEVEN)
    installation.start("beat", at=ELEVEN, more=["-S", "tests.surveys.clocked:Overdue"])
    installation.wait(lambda: len(sink.received) >= 30, "thirty letters")
    installation.tick()
    assert sink.copies() == Counter(thirty)
    with tenant_context(waterveen):
        of = {
            wave.client.email: f"https://waterveen.localhost/v/{links.token_of(wave)}"
            for wave in Wave.objects.select_related("client")
        }
        assert {message["To"]: link_in(message) for message in sink.received} == of
        assert Invitation.objects.filter(status="sent", attempts=1).count() == 30


@pytest.mark.parametrize("hook", ["before", "after"], ids=["not_yet_taken", "just_taken"])
def test_a_worker_killed_in_mid_run_loses_nothing_and_sends_nothing_twice(
    installation, waterveen, thirty, robert, hook, clock
):
    """Killed while the mail server has the tenth letter in its hands and has not answered."""
    sink = installation.sink
    worker = installation.start("worker", at=ELEVEN)
    setattr(sink, hook, lambda kept: kept >= 10 and kill(worker))
    installation.publish("tick")
    installation.wait(lambda: worker.poll() == -SIGKILL, "the kill")
    assert 10 <= len(sink.received) < 30
    setattr(sink, hook, lambda kept: None)

    later = ELEVEN + sending.UNCERTAIN_AFTER + timedelta(minutes=1)
    clock.move_to(later)
    installation.start("worker", at=later)
    installation.tick()
    with tenant_context(waterveen):
        uncertain = {letter.wave.client.email: letter for letter in reading.undelivered()}
        assert 1 <= len(uncertain) <= PROCESSES
        assert {letter.status for letter in uncertain.values()} == {"uncertain"}
        assert Invitation.objects.filter(status="sent").count() == 30 - len(uncertain)
        assert max(sink.copies().values()) == 1
        assert thirty - uncertain.keys() <= sink.copies().keys() <= thirty
        for letter in uncertain.values():
            assert sending.send_again(by=robert, invitation=letter)
    installation.tick()
    assert sink.copies().keys() == thirty
    twice = {address for address, count in sink.copies().items() if count > 1}
    assert twice <= uncertain.keys() and max(sink.copies().values()) <= 2
    keys = {(message["To"], message["Message-ID"]) for message in sink.received}
    assert len(keys) == 30  # whoever got a second copy got the same message and link
    with tenant_context(waterveen):
        assert Invitation.objects.filter(status="sent").count() == 30


def test_a_message_for_a_municipality_that_is_not_there_is_refused(installation, waterveen, thirty):
    sink = installation.sink
    waterveen.is_active = False
    waterveen.save()
    installation.start("worker", at=ELEVEN)
    installation.publish("send_due", **{HEADER: "m_nergens"})
    installation.publish("send_due", **{HEADER: "m_waterveen"})  # closed
    installation.publish("send_due")  # names none
    installation.wait(
        lambda: installation.said(r"raised unexpected: [\w.]*WrongWorld") >= 3, "three refusals"
    )
    installation.wait(lambda: installation.at_rest() == (0, 0), "an empty queue")
    assert sink.received == [] and installation.done("send_due") == 0
    with tenant_context(waterveen):
        assert Wave.objects.due_on(ELEVEN).count() == 30
        assert not Invitation.objects.exists()
    connection.set_schema_to_public()
    waterveen.is_active = True
    waterveen.save()
    installation.publish("send_due", **{HEADER: "m_waterveen"})
    installation.wait(
        lambda: sink.copies() == Counter(thirty), "the same worker sends what is asked well"
    )

"""What follows on a questionnaire comes a moment later, once, and whatever is down."""

from datetime import timedelta

import pytest
import time_machine
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from benchmark.standard.questionnaire import ITEMS
from config.celery import app
from monitor.caseload import clients, participation
from monitor.surveys import answering, following_up, sending, tasks
from monitor.surveys.models import FollowUp, Invitation, Wave

from .test_answering import fill_in, give


@pytest.fixture
def queue_is_away():
    """A queue that nobody can reach; over when this is called."""
    before = app.conf.task_always_eager, app.conf.broker_url

    def use(eager, url):
        app.conf.task_always_eager, app.conf.broker_url = eager, url
        app._after_fork()  # it forgets its connections

    use(False, "redis://127.0.0.1:1/0")
    caches["tenant"].delete(following_up.ASKED)
    yield lambda: use(*before)
    use(*before)


def test_the_last_answer_is_one_statement_and_the_rest_is_left_to_a_worker(
    phone, wave, monkeypatch
):
    asked = []
    monkeypatch.setattr(tasks.follow_up, "apply_async", lambda **more: asked.append(more))
    for number, item in enumerate(ITEMS[:-1], start=1):
        give(phone, number, "hopeful" if item.code == "feeling" else "3")
    with CaptureQueriesContext(connection) as made:
        assert give(phone, len(ITEMS)).status_code == 303
    trips = [query["sql"] for query in made if "SAVEPOINT" not in query["sql"]]
    assert [trip.count("EXECUTE") for trip in trips] == [1]
    wave.refresh_from_db()
    assert wave.status == "submitted" and wave.answers.count() == 8
    assert Invitation.objects.get().status == "cancelled"
    assert FollowUp.objects.get().wave_id == wave.pk
    assert not Wave.objects.pending().exists()
    assert len(asked) == 1
    assert following_up.run() == 1
    assert Wave.objects.pending().get().kind == "regular"
    assert not FollowUp.objects.exists()
    assert following_up.run() == 0
    assert Wave.objects.pending().count() == 1


def test_a_worker_is_asked_once_for_those_who_finish_together(wave, monkeypatch):
    asked = []
    monkeypatch.setattr(tasks.follow_up, "apply_async", lambda **more: asked.append(more))
    caches["tenant"].delete(following_up.ASKED)
    for _ in range(3):
        following_up.soon()
    assert len(asked) == 1
    following_up.run()
    following_up.soon()
    assert len(asked) == 2


def test_when_the_queue_is_away_the_answers_are_kept_and_the_next_round_goes_on(
    phone, wave, queue_is_away, clock
):
    with time_machine.travel(timezone.now(), tick=True):  # who waits for a queue looks at the clock
        fill_in(phone)
    wave.refresh_from_db()
    assert wave.status == "submitted" and FollowUp.objects.count() == 1
    queue_is_away()
    clock.shift(timedelta(seconds=30))
    tasks.send_due()
    assert not FollowUp.objects.exists()
    assert Wave.objects.pending().get().kind == "regular"


def test_many_are_followed_up_in_as_many_statements_as_few(join, later, monkeypatch):
    monkeypatch.setattr(tasks.follow_up, "apply_async", lambda **more: None)

    def statements(count, start):
        for number in range(start, start + count):
            join(f"M-{number}", email=f"m{number}@example.org")
        sending.open_due(later(6, 10, 13, start % 60))
        for wave in Wave.objects.filter(status="open", trajectory__external_id__startswith="M-"):
            answering.submit(wave=wave)
        with CaptureQueriesContext(connection) as made:
            assert following_up.run() == count
        return len(made)

    statements(1, 1)  # what is read once
    assert statements(2, 10) == statements(12, 20)


def test_without_the_cache_the_next_round_goes_on(wave, monkeypatch, settings):
    answering.submit(wave=wave)
    FollowUp.objects.get_or_create(wave=wave, defaults={"since": timezone.now()})
    settings.CACHES = settings.CACHES | {
        "tenant": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        }
    }
    following_up.soon()
    assert following_up.run() == 1


@pytest.mark.parametrize("what", ["no", "an address", "not for me"])
def test_what_ends_a_questionnaire_holds_its_trajectory_first(wave, robert, what):
    """As the last answer does: else the two wait for each other, and an answer is lost."""
    client = wave.client
    acts = {
        "no": lambda: participation.record(
            by=robert, client=client, monitor=False, benchmark=False
        ),
        "an address": lambda: clients.change_contact(
            by=robert, client=client, email="e@example.org"
        ),
        "not for me": lambda: answering.not_for_me(client=client),
    }
    with CaptureQueriesContext(connection) as made:
        acts[what]()
    told = [query["sql"] for query in made]
    held = next(n for n, sql in enumerate(told) if "caseload_trajectory" in sql and "FOR NO" in sql)
    changes = ('UPDATE "surveys_invitation"', 'UPDATE "surveys_wave"')
    written = [n for n, sql in enumerate(told) if any(each in sql for each in changes)]
    assert written and held < written[0]

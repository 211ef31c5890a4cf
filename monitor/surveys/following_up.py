"""What follows on a questionnaire that was gone through: the next one is planned, and the rooms
that listen are told (worklist, savings).

Not while the client waits for the page: a note stands beside the submission, and a worker takes the
notes of many at once, some seconds later. When the worker or the queue is away the notes wait; the
round of every half minute looks for them too.
"""

import logging
from collections.abc import Collection
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from kombu.exceptions import OperationalError
from redis.exceptions import RedisError

from . import series, signals
from .models import FollowUp, Wave

PORTION = 200
WAIT_SECONDS = 2  # for others who finish at the same time
ASKED, ASKED_SECONDS = "survey-follow-up-asked", 20
AGAIN_MINUTES = 15
log = logging.getLogger(__name__)


def soon() -> None:
    """Ask a worker to look at the notes of this municipality, unless one was asked just now."""
    from .tasks import follow_up

    try:
        if caches["tenant"].add(ASKED, 1, timeout=ASKED_SECONDS):
            follow_up.apply_async(countdown=WAIT_SECONDS, retry=False)
    except (OperationalError, RedisError):
        log.warning("the queue is away; the next round follows up")


def is_waiting(now: datetime) -> bool:
    """Whether a note of this municipality waits for longer than a worker needs. One query."""
    return _ready(now).filter(since__lte=now - timedelta(seconds=ASKED_SECONDS)).exists()


def _ready(now: datetime):
    return FollowUp.objects.exclude(not_before__gt=now)


def run(now: datetime | None = None) -> int:
    """Do what the notes of this municipality say; how many are done. Of a portion that fails the
    notes are taken one by one, and those that fail alone wait for a quarter of an hour.

    Raises ExceptionGroup with what went wrong.
    """
    with suppress(RedisError):
        caches["tenant"].delete(ASKED)  # who finishes from now on has to ask again
    now = now or timezone.now()
    wrong: list[Exception] = []
    waiting = list(_ready(now).order_by("since").values_list("pk", flat=True))
    done = 0
    for start in range(0, len(waiting), PORTION):
        portion = waiting[start : start + PORTION]
        try:
            done += _take(portion, now)
        except Exception:
            log.warning("following up %s together failed; now one by one", len(portion))
            for note in portion:
                try:
                    done += _take([note], now)
                except Exception as error:
                    wrong.append(error)
                    later = now + timedelta(minutes=AGAIN_MINUTES)
                    FollowUp.objects.filter(pk=note).update(not_before=later)
    if wrong:
        raise ExceptionGroup("following up", wrong)
    return done


@transaction.atomic
def _take(notes: Collection[UUID], now: datetime) -> int:
    """Do what these notes say and throw them away; those that another worker has are left to it.
    The trajectories are held first, as every act does."""
    keys = FollowUp.objects.filter(pk__in=notes).values_list("wave__trajectory_id", flat=True)
    series.hold_many(list(keys))
    mine = FollowUp.objects.filter(pk__in=notes).select_for_update(skip_locked=True)
    waves = list(Wave.objects.filter(pk__in=list(mine.values_list("wave_id", flat=True))))
    if not waves:
        return 0
    series.plan_many({wave.trajectory_id for wave in waves}, now)
    signals.waves_submitted.send(Wave, waves=waves)
    FollowUp.objects.filter(wave__in=waves).delete()
    return len(waves)

"""The surveys in the background: one tick, one round per municipality, batches of messages."""

from celery import shared_task
from django.db import connection, transaction
from django.utils import timezone

from tenants.tasks import for_each_municipality

from . import following_up, sending

# Any number will do, as long as no other job takes it.
TICK_LOCK = 7_201_001
BATCH = 100


@shared_task(runs_in_public=True)
def tick() -> int:
    """Hand out one round per active municipality; 0 when another tick is doing so."""
    # Held by the transaction and not by the session: it also holds behind PgBouncer.
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s)", [TICK_LOCK])
        if not cursor.fetchone()[0]:
            return 0
        return for_each_municipality(send_due)


@shared_task
def send_due() -> None:
    """One round of this municipality: close, open, remind, and send what is waiting."""
    if following_up.is_waiting(timezone.now()):
        follow_up.delay()  # a task of its own: when it fails the messages still leave
    run_round()
    waiting = sending.waiting(timezone.now())
    for start in range(0, len(waiting), BATCH):
        send_invitations.delay(*(str(key) for key in waiting[start : start + BATCH]))


@shared_task
def follow_up() -> int:
    """Do what follows on the questionnaires that were gone through just now; how many."""
    return following_up.run()


@shared_task
def send_invitations(invitation_id: str, *more: str) -> int:
    """Send one or more messages; a second copy of this task finds them claimed. How many left."""
    return sending.deliver([invitation_id, *more], connection.tenant)


def run_round(*, any_time: bool = False) -> dict[str, int]:
    """What a round does before anything is sent, counted."""
    now = timezone.now()
    return {
        "uncertain": sending.reconcile(now),
        "expired": sending.expire(now),
        "opened": sending.open_due(now, any_time=any_time),
        "reminders": sending.remind(now, any_time=any_time),
    }

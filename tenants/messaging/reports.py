"""What providers report of messages: taken in once, whatever order they come in."""

import logging
import re
from datetime import timedelta

from django.db import connection, transaction
from django.utils import timezone

from .models import DeliveryReport, DeliveryState
from .providers import Reported
from .signals import delivery_reported

log = logging.getLogger(__name__)

# Providers repeat a report for a week at most.
KEPT_FOR = timedelta(days=90)
# What a key of ours looks like. Whoever shares an account at the provider may name messages
# otherwise.
_KEY = re.compile(r"[0-9a-zA-Z-]{1,64}")
# What is said later is not always what happened later: whoever holds the message in hand has it,
# and "not now" says nothing against "never".
_WEIGHT = {
    DeliveryState.FAILED_TEMPORARY: 1,
    DeliveryState.FAILED_PERMANENT: 2,
    DeliveryState.DELIVERED: 3,
}


def take_in(provider: str, reported: Reported) -> bool:
    """Keep one report and tell who listens (signals.delivery_reported); False when it says nothing
    new: a repeat, less than what is known, or about no message of ours."""
    return bool(_KEY.fullmatch(reported.reference)) and _take_in(provider, reported)


@transaction.atomic
def _take_in(provider: str, reported: Reported) -> bool:
    with connection.cursor() as cursor:  # reports of one message follow each other
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [reported.reference])
    known = DeliveryReport.objects.filter(provider=provider, reference=reported.reference)
    weights = [_WEIGHT[DeliveryState(state)] for state in known.values_list("state", flat=True)]
    if max(weights, default=0) >= _WEIGHT[reported.state]:
        return False
    DeliveryReport.objects.filter(received_at__lt=timezone.now() - KEPT_FOR).delete()
    DeliveryReport.objects.create(
        provider=provider,
        reference=reported.reference,
        state=reported.state,
        code=reported.code,
    )
    delivery_reported.send(
        DeliveryReport,
        provider=provider,
        reference=reported.reference,
        state=reported.state.value,
        code=reported.code,
    )
    log.info(
        "delivery.reported provider=%s state=%s reason=%s",
        provider,
        reported.state.value,
        reported.code or "-",
    )
    return True

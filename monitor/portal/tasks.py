"""Messages of the portal, sent in the background; and what is thrown away at night.

The digits are drawn here, so that no broker ever holds them.
"""

import logging

from celery import shared_task
from django.db import connection
from django.utils import timezone

from tenants.messaging.channels import Refused, Uncertain, Unreachable
from tenants.messaging.senders import sender_for
from tenants.tasks import for_each_municipality

from . import codes, letters
from .models import Code

log = logging.getLogger(__name__)


@shared_task(runs_in_public=True)
def tick() -> int:
    """Hand out one round of tidying per municipality."""
    return for_each_municipality(forget_codes)


@shared_task
def forget_codes() -> int:
    """Throw away old codes with the addresses they went to; how many."""
    return codes.forget_old(timezone.now())


@shared_task
def send_code(code_id: str) -> bool:
    """Send a code, once; whether it left. Who got none asks again after a minute."""
    code = Code.objects.select_related("client").filter(pk=code_id).first()
    digits = codes.draw(code) if code is not None else None
    if digits is None:
        return False
    return _send(code, letters.with_code(code, digits, connection.tenant))


@shared_task
def tell_former_address(code_id: str) -> bool:
    """Tell the address before that it is used no longer, once."""
    code = Code.objects.select_related("client").filter(pk=code_id).first()
    if code is None or not code.former_sealed:
        return False
    message = letters.to_former_address(code, connection.tenant)
    if not Code.objects.filter(pk=code.pk, former_sealed__isnull=False).update(former_sealed=None):
        return False
    return _send(code, message)


def _send(code: Code, message) -> bool:
    try:
        with sender_for(code.channel, connection.tenant) as sender:
            sender.send(message)
    except (Refused, Unreachable, Uncertain, ValueError) as failure:
        log.warning("portal.not_sent code=%s why=%s", code.pk, type(failure).__name__)
        return False
    return True

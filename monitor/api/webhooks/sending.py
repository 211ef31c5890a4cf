"""One attempt at a message, and what follows from it.

Claim, send, mark: the claim moves the next attempt ahead before anything is sent, so that a worker
that dies loses nothing and two workers do not send at once. A receiver may get a message twice and
knows it by its id.
"""

import json
import time
from datetime import timedelta
from urllib.parse import urlsplit

import urllib3
from django.conf import settings
from django.db.models import F
from django.utils import timezone

from monitor.api.models import Delivery, Status

from .addresses import NotAllowed, address_to_connect, port_of
from .signing import HEADER, signature

LEASE = timedelta(minutes=2)
LONGEST_WAIT = timedelta(hours=12)
USER_AGENT = "Klantmonitor-Webhook/1"


class Failed(Exception):
    """An attempt that did not deliver. `code`: address, name, redirect, answer, timeout, network;
    `status` when something was answered."""

    def __init__(self, code: str, status: int | None = None):
        super().__init__(code)
        self.code, self.status = code, status


def attempt(delivery_id: str) -> bool:
    """Try a message that is due; whether it was delivered now. Somebody else's claim is left."""
    now = timezone.now()
    claimed = (
        Delivery.objects.due()
        .filter(pk=delivery_id)
        .update(next_attempt_at=now + LEASE, attempts=F("attempts") + 1)
    )
    if not claimed:
        return False
    delivery = Delivery.objects.select_related("subscription").get(pk=delivery_id)
    try:
        status = post(delivery)
    except Failed as failed:
        _mark_failed(delivery, failed)
        return False
    _still_waiting(delivery).update(
        status=Status.DELIVERED, delivered_at=timezone.now(), last_status=status, failure=""
    )
    return True


def post(delivery: Delivery) -> int:
    """Send the message; the status of an answer from 200 to 299. Raises Failed for all else."""
    parts = urlsplit(delivery.subscription.url)
    body = json.dumps(delivery.payload, sort_keys=True).encode()
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "User-Agent": USER_AGENT,
        "Klantmonitor-Event": delivery.event,
        "Klantmonitor-Delivery": str(delivery.pk),
        HEADER: signature(delivery.subscription.secret, body, int(time.time())),
    }
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        address = address_to_connect(parts.hostname, port_of(parts))
        with _pool(parts, address) as pool:
            answer = pool.request(
                "POST",
                target,
                body=body,
                headers=headers,
                redirect=False,
                retries=False,
                preload_content=False,
                assert_same_host=False,
            )
            status = answer.status
            answer.close()
    except NotAllowed as refused:
        raise Failed(refused.code) from refused
    except urllib3.exceptions.NewConnectionError as error:
        raise Failed("network") from error
    except urllib3.exceptions.TimeoutError as error:
        raise Failed("timeout") from error
    except (urllib3.exceptions.HTTPError, OSError, ValueError) as error:
        raise Failed("network") from error
    if 300 <= status < 400:
        raise Failed("redirect", status)
    if not 200 <= status < 300:
        raise Failed("answer", status)
    return status


def wait_after(attempts: int) -> timedelta:
    """How long to wait after this many attempts: twice as long each time."""
    seconds = settings.WEBHOOK_FIRST_RETRY_SECONDS * 2 ** min(attempts - 1, 20)
    return min(timedelta(seconds=seconds), LONGEST_WAIT)


def _pool(parts, address: str):
    options = {
        "host": address,
        "port": port_of(parts),
        "maxsize": 1,
        "timeout": urllib3.Timeout(total=settings.WEBHOOK_TIMEOUT_SECONDS),
    }
    if parts.scheme == "http":
        return urllib3.HTTPConnectionPool(**options)
    # The certificate has to be of the name, though the connection goes to its address.
    return urllib3.HTTPSConnectionPool(
        **options, server_hostname=parts.hostname, assert_hostname=parts.hostname
    )


def _mark_failed(delivery: Delivery, failed: Failed) -> None:
    last = delivery.attempts >= settings.WEBHOOK_ATTEMPTS
    _still_waiting(delivery).update(
        status=Status.GIVEN_UP if last else Status.WAITING,
        next_attempt_at=timezone.now() + wait_after(delivery.attempts),
        last_status=failed.status,
        failure=failed.code,
    )


def _still_waiting(delivery: Delivery):
    return Delivery.objects.filter(pk=delivery.pk, status=Status.WAITING)

"""After a message left, or did not: what the provider says of it, what a person decides, and the
next way to a client whose address fails for good (R45)."""

import logging
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.db.models import F, Q
from django.utils import timezone

from monitor.caseload import signals
from monitor.caseload.acts import act
from monitor.caseload.clients import ADDRESS_OF
from monitor.caseload.models import Client
from tenants.messaging import senders

from ..models import DeliveryState, Invitation, InvitationStatus, WaveStatus

log = logging.getLogger(__name__)

ATTEMPTS = 5
UNCERTAIN_AFTER = timedelta(minutes=15)
# What somebody can mend. Anything else that stops a message means that it is no longer needed.
ADDRESS_FAILS = frozenset({"address_refused", "recipient_blocked", "not_on_whatsapp"})
MENDABLE = ADDRESS_FAILS | {"no_address", "channel_not_available", "wrong_person"}
# A provider that is asked answers over the network, so a round asks only so often.
ASK_AT_MOST = 100


def reconcile(now: datetime) -> int:
    """What has been `sending` for too long was in the hands of a worker that died. A provider that
    knows the key says whether it left; otherwise nobody knows. How many."""
    stuck = Invitation.objects.filter(
        status=InvitationStatus.SENDING, claimed_at__lt=now - UNCERTAIN_AFTER
    )
    known = {"sent": [], "unknown": [], None: []}
    for invitation in stuck.order_by("claimed_at")[:ASK_AT_MOST]:
        said = senders.ask(invitation.channel, connection.tenant, invitation.key)
        known[said].append(invitation.pk)
    moved = stuck.filter(pk__in=known["sent"]).update(
        status=InvitationStatus.SENT, sent_at=F("claimed_at"), delivery=DeliveryState.ACCEPTED
    )
    moved += stuck.filter(pk__in=known["unknown"]).update(status=InvitationStatus.PENDING)
    moved += stuck.filter(pk__in=known[None]).update(
        status=InvitationStatus.UNCERTAIN, failure="no_confirmation"
    )
    return moved


def send_again(*, by, invitation: Invitation) -> bool:
    """A person decides that a failed or uncertain message goes out once more, with the same key
    and link; False when it is in neither state (any more) or its wave has closed."""
    with act(by):
        return bool(
            Invitation.objects.filter(
                pk=invitation.pk,
                status__in=[InvitationStatus.FAILED, InvitationStatus.UNCERTAIN],
                wave__status=WaveStatus.OPEN,
            ).update(
                status=InvitationStatus.PENDING,
                failure="",
                attempts=0,
                not_before=None,
                delivery="",
            )
        )


def block_contact(*, client: Client, reason: str, by=None) -> bool:
    """No message reaches this client until their address changes; False when it was so already."""
    with act(by):
        blocked = Client.objects.filter(pk=client.pk).exclude(contact_blocked=reason)
        if not blocked.update(contact_blocked=reason):
            return False
        client.contact_blocked = reason
        signals.contact_changed.send(Client, client=client)
    return True


@transaction.atomic
def address_failed(invitation: Invitation, reason: str) -> None:
    """The address is none, for sure: the next way the client agreed to is taken, or else nothing
    more is sent until the address changes. Nothing when it changed already."""
    client = Client.objects.select_for_update(no_key=True).get(waves=invitation.wave_id)
    if (client.channel or "email") != invitation.channel:
        return  # another way was taken already
    if invitation.wave.address_version != client.address_version:
        return
    if client.fallback in ("", invitation.channel) or _lacks(client, client.fallback):
        block_contact(client=client, reason=reason)
        return
    with act(None):
        client.channel, client.fallback = client.fallback, ""
        client.save(update_fields=["channel", "fallback"])
        signals.contact_changed.send(Client, client=client)


def _lacks(client: Client, channel: str) -> bool:
    return getattr(client, f"{ADDRESS_OF[channel]}_sealed") is None


@transaction.atomic
def take_report(*, provider: str, reference: str, state: str, code: str) -> bool:
    """What the provider says of a message, once or more often; False when we know no such message.

    `state` is one of tenants.messaging.signals. A definite failure counts for the address it was
    sent to; a message that was sent anew since has another reference.
    """
    found = Invitation.objects.select_for_update(of=["self"]).select_related("wave")
    invitation = found.filter(provider=provider, reference=reference).exclude(reference="").first()
    if invitation is None:
        return False
    if state == "delivered":
        if invitation.delivery != DeliveryState.DELIVERED:
            Invitation.objects.filter(pk=invitation.pk).update(
                delivery=DeliveryState.DELIVERED, delivered_at=timezone.now()
            )
        return True
    if invitation.delivery == DeliveryState.FAILED or invitation.delivered_at is not None:
        return True  # said before, or out of order: what arrived, arrived
    Invitation.objects.filter(pk=invitation.pk).update(delivery=DeliveryState.FAILED)
    Invitation.objects.filter(
        Q(status=InvitationStatus.SENT) | Q(status=InvitationStatus.UNCERTAIN), pk=invitation.pk
    ).update(status=InvitationStatus.FAILED, failure=code or "not_delivered")
    log.info("invitation.bounced invitation=%s state=%s", invitation.pk, state)
    if state == "failed_permanent":
        address_failed(invitation, code or "not_delivered")
    return True

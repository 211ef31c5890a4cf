"""What a changed address does to links and messages: nothing that was made for the old one acts."""

from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.db.models import F, Func, UUIDField

from .links import hash_of, token_of
from .models import Invitation, InvitationKind, InvitationStatus, Wave
from .series import AWAY, portions


@transaction.atomic
def renew_links(clients: Iterable[UUID]) -> int:
    """Give the pending waves of these clients another link where the address changed since it was
    made, and take their messages back; how many waves.

    A message that left to the old address is as good as none: sending.invite sends it anew, with
    another key, since whoever carries it must not take it for the same one.
    """
    renewed = []
    for portion in portions(clients):
        stale = (
            Wave.objects.pending()
            .filter(client_id__in=portion)
            .exclude(address_version=F("client__address_version"))
        )
        waves = list(stale.annotate(current=F("client__address_version")).order_by("pk"))
        for wave in waves:
            wave.address_version = wave.current
            wave.token_hash = hash_of(token_of(wave))
        Wave.objects.bulk_update(waves, ["address_version", "token_hash"], batch_size=1000)
        renewed += [wave.pk for wave in waves]
    messages = Invitation.objects.filter(wave__in=renewed)
    messages.filter(kind=InvitationKind.REMINDER, status=InvitationStatus.PENDING).update(
        status=InvitationStatus.CANCELLED, failure="contact_changed"
    )
    messages.filter(
        kind=InvitationKind.INVITATION, status__in=[InvitationStatus.PENDING, *AWAY]
    ).update(
        status=InvitationStatus.CANCELLED,
        failure="contact_changed",
        key=Func(function="gen_random_uuid", output_field=UUIDField()),
        provider="",
        reference="",
        delivery="",
        delivered_at=None,
    )
    return len(renewed)

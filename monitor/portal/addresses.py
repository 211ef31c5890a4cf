"""A new e-mail address or phone number: proved by a code that is sent to it, then put to use."""

from django.db import transaction

from monitor.caseload import clients
from monitor.caseload.acts import act
from monitor.caseload.models import Client
from tenants.messaging.senders import EMAIL

from . import codes, sessions
from .models import Code, Purpose, Session

# Channel of the code -> (field of the client, its purpose, how it is made normal).
FIELDS = {
    EMAIL: ("email", Purpose.EMAIL, clients.normal_email),
    codes.SMS: ("phone", Purpose.PHONE, clients.normal_phone),
}


def ask(*, client: Client, channel: str, address: str) -> str:
    """Send a code to a new address; the key for the browser. "" when it is the address we have.

    Raises caseload.acts.Refused for what is no address, and codes.TooSoon.
    """
    field, purpose, normal = FIELDS[channel]
    address = normal(address)
    if address == getattr(client, field):
        return ""
    return codes.ask(client=client, purpose=purpose, address=address)


class Over(Exception):
    """Staff gave the client another address meanwhile: this session may be somebody else's."""


@transaction.atomic
def confirm(code: Code, *, session: Session) -> Client:
    """The code was right: this is the client's address now, and the one before is told so. What
    waits to be sent goes to the new one. Of the sessions only this one goes on: here somebody
    proved both addresses. Call after codes.try_. Raises Over."""
    from .tasks import tell_former_address

    field, _purpose, _normal = FIELDS[code.channel]
    with act(None, through="portal"):
        held = Client.objects.select_for_update(no_key=True).get(pk=code.client_id)
        if held.address_version != session.address_version:
            raise Over
        code.client = held
        former = getattr(code.client, field)
        if former:
            code.former = former
            code.save(update_fields=["former_sealed"])
            tell_former_address.delay_on_commit(str(code.pk))
        changes = {field: code.address}
        if not code.client.channel:
            changes["channel"] = code.channel
        changed = clients.change_contact(by=None, client=held, **changes)
        sessions.go_on(session, address_version=changed.address_version)
        sessions.end_others(session)
    return changed

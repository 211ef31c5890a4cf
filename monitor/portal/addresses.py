"""A new e-mail address or phone number: proved by a code that is sent to it, then put to use."""

from django.db import transaction

from monitor.caseload import clients
from monitor.caseload.acts import act
from monitor.caseload.models import Client
from tenants.messaging.senders import EMAIL

from . import codes
from .models import Code, Purpose

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


@transaction.atomic
def confirm(code: Code) -> Client:
    """The code was right: this is the client's address now, and the one before is told so. What
    waits to be sent goes to the new one. Call after codes.try_."""
    from .tasks import tell_former_address

    field, _purpose, _normal = FIELDS[code.channel]
    with act(None, through="portal"):
        former = getattr(code.client, field)
        if former:
            code.former = former
            code.save(update_fields=["former_sealed"])
            tell_former_address.delay_on_commit(str(code.pk))
        changes = {field: code.address}
        if not code.client.channel:
            changes["channel"] = code.channel
        return clients.change_contact(by=None, client=code.client, **changes)

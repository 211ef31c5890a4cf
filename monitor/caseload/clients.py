"""Acts on clients: register somebody and change how they are reached."""

import phonenumbers
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from . import signals
from .acts import Refused, act, check_values
from .models import Client

HOME_REGION = "NL"
NAME_LENGTH = 60
ADDRESSES = frozenset({"email", "phone"})
CONTACT = ("first_name", "email", "phone", "channel", "language")
CHANGEABLE = (*CONTACT, "fallback")
# Which address a channel needs; "assisted" needs none.
ADDRESS_OF = {"email": "email", "sms": "phone", "whatsapp": "phone"}


def normal_phone(text: str) -> str:
    """The number in E.164 ("+31612345678"), a Dutch one by default; Refused when it is none."""
    text = text.strip()
    if not text:
        return ""
    try:
        number = phonenumbers.parse(text, HOME_REGION)
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_valid_number(number):
        raise Refused("phone", _("Dit telefoonnummer klopt niet. Controleer de cijfers."))
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def normal_email(text: str) -> str:
    """The address without spaces around it; Refused when it is none."""
    text = text.strip()
    if text:
        try:
            validate_email(text)
        except ValidationError as error:
            raise Refused("email", _("Dit e-mailadres klopt niet.")) from error
    return text


def normal_name(text: str) -> str:
    """A first name, without spaces around it; Refused when it is far too long for one."""
    text = " ".join(text.split())
    if len(text) > NAME_LENGTH:
        raise Refused("first_name", _("Deze voornaam is te lang."))
    return text


NORMAL = {"first_name": normal_name, "email": normal_email, "phone": normal_phone}


def register(*, by, first_name="", email="", phone="", channel="", language="nl") -> Client:
    """A new client. Refused for an address that is none or a channel without its address."""
    client = Client()
    given = {
        "first_name": first_name,
        "email": email,
        "phone": phone,
        "channel": channel,
        "language": language,
    }
    _set(client, given)
    with act(by):
        client.save(force_insert=True)
    return client


def change_contact(*, by, client: Client, **changes) -> Client:
    """Change any of CHANGEABLE; TypeError for another name. Nothing happens when nothing differs.

    A new address lifts an earlier "cannot be reached". In place of another address it makes a new
    version: what was sent to the old one acts no longer.
    """
    with act(by):
        current = Client.objects.select_for_update(no_key=True).get(pk=client.pk)
        before = {name: getattr(current, name) for name in ADDRESSES}
        changed = _set(current, changes)
        if changed:
            if changed & ADDRESSES:
                current.contact_blocked = ""
            if any(before[name] for name in changed & ADDRESSES):
                current.address_version += 1
            current.save()
            signals.contact_changed.send(Client, client=current)
    return current


def _set(client: Client, values: dict) -> set[str]:
    """Put normalised values on the client; the names of those that differ from before."""
    unknown = set(values) - set(CHANGEABLE)
    if unknown:
        raise TypeError(f"not contact fields: {sorted(unknown)}")
    changed = set()
    for name, value in values.items():
        value = NORMAL.get(name, str)(value or "")
        if value != getattr(client, name):
            setattr(client, name, value)
            changed.add(name)
    check_values(client, "channel", "fallback", "language")
    for channel in (client.channel, client.fallback):
        needed = ADDRESS_OF.get(channel)
        if not needed or getattr(client, needed):
            continue
        raise Refused(
            "channel_without_address",
            _("Dit kanaal heeft een e-mailadres nodig.")
            if needed == "email"
            else _("Dit kanaal heeft een telefoonnummer nodig."),
        )
    return changed

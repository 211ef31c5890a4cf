"""Which addresses a message may go to: nothing inside the network that the product runs in.

The name is looked up once, every address it has must be public, and the connection goes to the
address that was checked; a second look-up could answer otherwise (DNS rebinding).
"""

import ipaddress
import socket
from urllib.parse import SplitResult, urlsplit

from django.conf import settings
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused

# IPv6 ranges that lead to an IPv4 address that is not looked at.
TRANSLATED = (ipaddress.ip_network("64:ff9b::/96"), ipaddress.ip_network("64:ff9b:1::/48"))
DEFAULT_PORTS = {"https": 443, "http": 80}


class NotAllowed(Exception):
    """An address that nothing is sent to. `code` says why: address or name."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def checked_url(url: str) -> str:
    """The address of a subscription; Refused unless it is https (or local, where the settings say
    so), without name, password or fragment, and of no private address."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", port_of(parts)
    except ValueError:
        raise Refused("url", _("Dit adres klopt niet.")) from None
    schemes = {"https", "http"} if settings.WEBHOOK_LOCAL_ADDRESSES else {"https"}
    if parts.scheme not in schemes:
        raise Refused("url", _("Gebruik een adres dat begint met https://."))
    if not _is_name(host) or not url.isascii() or not url.isprintable() or " " in url:
        raise Refused("url", _("Dit adres klopt niet."))
    if parts.username is not None or parts.password is not None or parts.fragment:
        raise Refused("url", _("Zet geen naam, wachtwoord of # in het adres."))
    literal = _literal(host)
    if literal is not None and not is_allowed(literal):
        raise Refused("url", _("Dit adres ligt in een gesloten netwerk. Dat kan niet."))
    return url


def address_to_connect(host: str, port: int) -> str:
    """The address to connect to. NotAllowed when the name is not found or any of its addresses is
    not public."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotAllowed("name") from error
    addresses = [ipaddress.ip_address(entry[4][0].partition("%")[0]) for entry in found]
    if not addresses or not all(is_allowed(address) for address in addresses):
        raise NotAllowed("address")
    return str(addresses[0])


def is_allowed(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    """Whether this is a public address of one machine; everything goes where the settings allow
    local addresses (tests, demo)."""
    if settings.WEBHOOK_LOCAL_ADDRESSES:
        return True
    if address.version == 6:
        if address.ipv4_mapped or address.sixtofour or address.teredo:
            return False
        if any(address in network for network in TRANSLATED):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def port_of(parts: SplitResult) -> int:
    """The port of a split address; ValueError for one that cannot be."""
    return parts.port or DEFAULT_PORTS.get(parts.scheme, 0)


def _is_name(host: str) -> bool:
    return bool(host) and len(host) <= 253 and not host.endswith(".")


def _literal(host: str):
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None

"""Which municipality a host name belongs to, and the address of a page on another host."""

import time

from django.conf import settings

from .models import Domain

# Looking a host up costs as much as a page's own queries (reference performance, section 1); a
# change of hosts is seen within this many seconds.
REMEMBER_SECONDS = 60
_remembered: dict[str, tuple[float, object]] = {}
_addresses: dict[object, tuple[float, str]] = {}


def municipality_on(host: str):
    """The municipality (or the programme) of this host name; None when unknown or inactive."""
    known = _remembered.get(host)
    if known and known[0] > time.monotonic():
        return known[1]
    domain = Domain.objects.select_related("tenant").filter(domain=host).first()
    tenant = domain.tenant if domain and domain.tenant.is_active else None
    if tenant is not None:  # unknown hosts are not remembered: they could fill the memory
        _remembered[host] = (time.monotonic() + REMEMBER_SECONDS, tenant)
    return tenant


def forget() -> None:
    """Drop what was remembered (after a change, and between tests)."""
    _remembered.clear()
    _addresses.clear()


def base_url(municipality) -> str:
    """`https://<primary host>` of this municipality, without a slash at the end; remembered as
    long as a host is, since every message of a batch holds it."""
    known = _addresses.get(municipality.pk)
    if known and known[0] > time.monotonic():
        return known[1]
    domain = Domain.objects.filter(tenant_id=municipality.pk, is_primary=True).get()
    port = f":{settings.SURVEY_LINK_PORT}" if settings.SURVEY_LINK_PORT else ""
    address = f"{settings.SURVEY_LINK_SCHEME}://{domain.domain}{port}"
    _addresses[municipality.pk] = (time.monotonic() + REMEMBER_SECONDS, address)
    return address

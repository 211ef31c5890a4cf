"""How often one address on the internet may ask for a code, or try one."""

import hashlib

from allauth.account.adapter import get_adapter
from django.core.cache import cache

ASKED_PER_HOUR = 30
TRIED_PER_HOUR = 60
HOUR = 3600


def may(request, what: str, most: int) -> bool:
    """Count this attempt; whether it is still one of the first `most` of this hour. Counted over
    all municipalities: who guesses at one guesses at another."""
    # Hashed, for an address is personal data.
    address = get_adapter(request).get_client_ip(request)
    key = f"portal-{what}-{hashlib.sha256(address.encode()).hexdigest()[:32]}"
    if cache.add(key, 1, timeout=HOUR):
        return True
    try:
        return cache.incr(key) <= most
    except ValueError:  # it expired just now
        return cache.add(key, 1, timeout=HOUR)

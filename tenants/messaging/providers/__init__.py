"""Providers of text messages and WhatsApp, by the code under which they are stored."""

from .base import Access, Provider, Receipt, Reported
from .cm import CM
from .notifynl import NotifyNL
from .spryng import Spryng

PROVIDERS: dict[str, type[Provider]] = {one.code: one for one in (NotifyNL, Spryng, CM)}

__all__ = ["PROVIDERS", "Access", "Provider", "Receipt", "Reported"]

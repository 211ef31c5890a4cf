"""NotifyNL, the message service of the Dutch government: the API of GOV.UK Notify.

The text of a message stands in a template at NotifyNL. Ours holds the one field ((bericht)), so
that what a client reads is what our linter read. Source: docs.notifynl.nl and the REST API
documentation of GOV.UK Notify (authorisation, errors, delivery receipts).
"""

import base64
import hashlib
import hmac
import json
import re
import time
from urllib.parse import urlencode

from ..channels import Message, Refused, Uncertain, Unreachable
from ..models import DeliveryState
from .base import Provider, Reported, text_in

PLACE = "bericht"
_UUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_KEY = re.compile(f"(?:.*-)?(?P<service>{_UUID})-(?P<secret>{_UUID})", re.IGNORECASE)
_FINAL = {
    "delivered": (DeliveryState.DELIVERED, ""),
    "permanent-failure": (DeliveryState.FAILED_PERMANENT, "address_refused"),
    "temporary-failure": (DeliveryState.FAILED_TEMPORARY, "phone_unreachable"),
    "technical-failure": (DeliveryState.FAILED_TEMPORARY, "not_delivered"),
}
# They are on their way: nothing to tell yet.
_UNDERWAY = {"created", "sending", "pending", "sent"}


class NotifyNL(Provider):
    """Text messages through NotifyNL."""

    code, name = "notifynl", "NotifyNL"
    channels = frozenset({"sms"})
    can_be_asked = True
    reports_with_bearer = True

    def hand_over(self, message: Message, number: str) -> None:
        """POST /v2/notifications/sms; 201 means that it is in NotifyNL's queue."""
        answer = self.line.post(
            "/v2/notifications/sms",
            {
                "phone_number": number,
                "template_id": self.access.template,
                "personalisation": {PLACE: message.text},
                "reference": message.key,
            },
            self._authorisation(),
        )
        if not answer.is_success:
            raise Refused(_reason(answer.status, answer.data))
        if not text_in(answer.data, "id") or text_in(answer.data, "reference") != message.key:
            raise Uncertain

    def ask(self, key: str) -> str | None:
        """GET /v2/notifications?reference=…: NotifyNL keeps that for seven days."""
        try:
            answer = self.line.get(
                "/v2/notifications?" + urlencode({"reference": key}), self._authorisation()
            )
        except (Unreachable, Uncertain, Refused):
            return None
        found = answer.data.get("notifications")
        if not answer.is_success or not isinstance(found, list):
            return None
        return "sent" if any(text_in(one, "reference") == key for one in found) else "unknown"

    @classmethod
    def reports(cls, data: dict) -> list[Reported]:
        """One notification per call."""
        status, reference = text_in(data, "status"), text_in(data, "reference")
        if status in _UNDERWAY or not reference:  # sent by hand at NotifyNL: not ours
            return []
        if status not in _FINAL:
            raise ValueError("unknown status")
        return [Reported(reference, *_FINAL[status])]

    def _authorisation(self) -> dict[str, str]:
        match = _KEY.fullmatch(self.access.secret)
        if match is None:
            raise Refused("credentials_refused")
        claims = {"iss": match["service"], "iat": int(time.time())}
        return {"Authorization": f"Bearer {signed(claims, match['secret'])}"}


def signed(claims: dict, secret: str) -> str:
    """A JSON web token over `claims` with HMAC-SHA256 (RFC 7519, RFC 7515)."""
    header = {"typ": "JWT", "alg": "HS256"}
    said = b".".join(_base64(json.dumps(part).encode()) for part in (header, claims))
    seal = hmac.new(secret.encode(), said, hashlib.sha256).digest()
    return b".".join([said, _base64(seal)]).decode()


def _base64(content: bytes) -> bytes:
    return base64.urlsafe_b64encode(content).rstrip(b"=")


def _reason(status: int, data: dict) -> str:
    errors = data.get("errors")
    first = errors[0] if isinstance(errors, list) and errors else {}
    said = text_in(first, "message").lower()
    if status in (401, 403):
        return "credentials_refused"
    if "phone_number" in said or "phone number" in said:
        return "address_refused"
    if "template" in said:
        return "template_refused"
    if "trial" in said or "team-only" in said:
        return "trial_only"
    return "message_refused"

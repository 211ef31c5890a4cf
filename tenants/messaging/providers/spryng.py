"""Spryng: text messages by REST.

Reports come as a GET with STATUS, REASONCODE and REFERENCE in the address, as in the open source
of NotifyNL, which sends through Spryng too. Source: docs.spryngsms.com.
"""

from ..channels import Message, Refused, Uncertain
from ..models import DeliveryState
from .base import Provider, Reported, text_in

_DELIVERED, _FAILED, _WAITING = "10", "20", "30"
_WHY = {"20": "phone_unreachable", "21": "address_refused", "31": "recipient_blocked"}
# A later attempt may arrive; with the other reasons it will not.
_PASSES = {"20", "22"}


class Spryng(Provider):
    """Text messages through Spryng."""

    code, name = "spryng", "Spryng"
    channels = frozenset({"sms"})
    reports_by_get = True

    def hand_over(self, message: Message, number: str) -> None:
        """POST /v1/messages; the answer holds Spryng's own id of the message."""
        answer = self.line.post(
            "/v1/messages",
            {
                "originator": self.access.sender,
                "recipients": [number.removeprefix("+")],
                "body": message.text,
                "encoding": "plain",
                "route": "business",
                "reference": message.key,
            },
            {"Authorization": f"Bearer {self.access.secret}"},
        )
        if not answer.is_success:
            raise Refused(_reason(answer.status, answer.data))
        if not text_in(answer.data, "id"):
            raise Uncertain

    @classmethod
    def reports(cls, data: dict) -> list[Reported]:
        """One message per call, its fields in capitals."""
        status, reference = text_in(data, "STATUS"), text_in(data, "REFERENCE")
        if not reference or status not in (_DELIVERED, _FAILED, _WAITING):
            raise ValueError("no report of a message")
        if status == _WAITING:
            return []
        if status == _DELIVERED:
            return [Reported(reference, DeliveryState.DELIVERED)]
        why = text_in(data, "REASONCODE")
        state = DeliveryState.FAILED_TEMPORARY if why in _PASSES else DeliveryState.FAILED_PERMANENT
        return [Reported(reference, state, _WHY.get(why, "not_delivered"))]


def _reason(status: int, data: dict) -> str:
    if status in (401, 403):
        return "credentials_refused"
    if status == 402:
        return "no_credit"
    errors = data.get("errors")
    wrong = " ".join(errors) if isinstance(errors, dict) else ""
    if "recipients" in wrong:
        return "address_refused"
    return "sender_refused" if "originator" in wrong else "message_refused"

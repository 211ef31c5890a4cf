"""CM.com: text messages and WhatsApp through the Business Messaging gateway, version 1.0.

Our default is CM's own address, not the one behind an American sub-processor. A WhatsApp message
is a template that Meta approved beforehand, with the link as its one value. Reports carry no
signature, so the address they come to holds a secret. Source: developers.cm.com/messaging.
"""

from uuid import UUID

from ..channels import Message, Refused, Uncertain
from ..models import DeliveryState
from .base import Provider, Reported, text_in

# Codes of a request (errorCode) and of one message in it (messageErrorCode).
_REFUSALS = {
    "101": "credentials_refused",
    "102": "no_credit",
    "103": "credentials_refused",
    "301": "sender_refused",
    "302": "address_refused",
    "303": "address_refused",
    "402": "recipient_blocked",
}
_ACCEPTED, _REJECTED, _DELIVERED, _FAILED, _READ = "01234"


class CM(Provider):
    """Text messages and WhatsApp through CM.com."""

    code, name = "cm", "CM.com"
    channels = frozenset({"sms", "whatsapp"})

    def hand_over(self, message: Message, number: str) -> None:
        """POST /v1.0/message with one message; its reference is the key without hyphens, since CM
        takes 32 characters."""
        said = {
            "from": self.access.sender,
            "to": [{"number": number.replace("+", "00", 1)}],
            "reference": message.key.replace("-", ""),
            **(self._template(message) if message.template else _plain(message)),
        }
        answer = self.line.post(
            "/v1.0/message",
            {"messages": {"msg": [said]}},
            {"X-CM-PRODUCTTOKEN": self.access.secret},
        )
        codes = _codes(answer.data)
        for code in codes:
            if code in _REFUSALS:
                raise Refused(_REFUSALS[code])
        if answer.status in (401, 403):
            raise Refused("credentials_refused")
        if not answer.is_success:
            raise Refused("message_refused")
        if not codes:
            raise Uncertain
        if set(codes) != {"0"}:
            raise Refused("message_refused")

    def _template(self, message: Message) -> dict:
        values = [{"type": "text", "text": value} for value in message.values]
        return {
            "allowedChannels": ["WhatsApp"],
            # Shown in CM's own log alone; the template says what the client reads.
            "body": {"type": "auto", "content": message.template},
            "richContent": {
                "conversation": [
                    {
                        "template": {
                            "whatsapp": {
                                "namespace": self.access.template,
                                "element_name": message.template,
                                "language": {
                                    "policy": "deterministic",
                                    "code": message.language.partition("-")[0],
                                },
                                "components": [{"type": "body", "parameters": values}],
                            }
                        }
                    }
                ]
            },
        }

    @classmethod
    def reports(cls, data: dict) -> list[Reported]:
        """One message, or a list of them."""
        found = data.get("messages", {}) if isinstance(data, dict) else {}
        said = found.get("msg") if isinstance(found, dict) else None
        each = said if isinstance(said, list) else [said]
        if not all(isinstance(one, dict) for one in each):
            raise ValueError("no report of a message")
        return [report for one in each for report in _reported(one)]


def _plain(message: Message) -> dict:
    return {
        "allowedChannels": ["SMS"],
        "body": {"type": "auto", "content": message.text},
        "minimumNumberOfMessageParts": 1,
        "maximumNumberOfMessageParts": 1,
    }


def _codes(data: dict) -> list[str]:
    """Of each message, then of the request; messages first, since 201 only points at them."""
    messages = data.get("messages")
    each = messages if isinstance(messages, list) else []
    found = [text_in(one, "messageErrorCode") for one in each] + [text_in(data, "errorCode")]
    return [code for code in found if code]


def _reported(said: dict) -> list[Reported]:
    code, error = text_in(said, "status", "code"), text_in(said, "status", "errorCode")
    try:
        reference = str(UUID(text_in(said, "reference")))
    except ValueError:
        return []  # not a message of ours
    if code == _ACCEPTED:
        return []
    if code in (_DELIVERED, _READ):
        return [Reported(reference, DeliveryState.DELIVERED)]
    if code == _REJECTED:
        return [Reported(reference, DeliveryState.FAILED_PERMANENT, _rejection(error))]
    if code == _FAILED:
        return [Reported(reference, DeliveryState.FAILED_TEMPORARY, "phone_unreachable")]
    raise ValueError("unknown status")


def _rejection(error: str) -> str:
    return _REFUSALS.get(error, "not_delivered")

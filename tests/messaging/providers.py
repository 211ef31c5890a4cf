"""What each provider is sent and says when all is well, written down from its documentation and
not from our adapter."""

import base64
import hashlib
import hmac
import json
import time
from dataclasses import dataclass, replace

from tenants.messaging.channels import Message

from .gateway import Asked, Says

KEY = "0b2f6c1e-5a0e-4f0e-9d55-2f1d7e8c9a10"
LINK = "https://waterveen.example/v/abcdefghijkm"
TEXT = f"Hoi Samira, er staat een korte vragenlijst voor je klaar: {LINK} Stoppen kan daar ook."
SERVICE, SECRET = (
    "5b5e0d4e-2a5f-4d2c-9f6e-0a8f4d6f7c11",
    "1f0c9a7e-7b5d-4c1a-8a43-b6a1c0f2d922",
)
NOTIFY_KEY = f"klantmonitor-{SERVICE}-{SECRET}"

SMS = Message(
    key=KEY,
    host="waterveen.example",
    sender_name="Waterveen",
    sender_address="",
    recipient="06 12345678",
    subject="",
    text=TEXT,
    html="",
)


@dataclass(frozen=True)
class Case:
    """A provider and channel as a municipality may have connected them."""

    provider: str
    channel: str
    secret: str
    sender: str = "Waterveen"
    template: str = ""

    @property
    def message(self) -> Message:
        """What is sent through it."""
        if self.channel == "sms":
            return SMS
        return replace(SMS, template="vragenlijst_first", values=(LINK,), language="nl-easy")


CASES = {
    "notifynl": Case("notifynl", "sms", NOTIFY_KEY, "", "0f8b7a52-6a3b-4a59-90f7-1de3a6b40c33"),
    "spryng": Case("spryng", "sms", "spryng-secret"),
    "cm": Case("cm", "sms", "cm-product-token"),
    "cm_whatsapp": Case("cm", "whatsapp", "cm-product-token", "0031201234567", "namespace_of_ours"),
}


def accepts(name: str, asked: Asked) -> Says:
    """The provider's "yes", after a look at what it was sent; AssertionError when that is wrong."""
    return {
        "notifynl": _notify,
        "spryng": _spryng,
        "cm": _cm_sms,
        "cm_whatsapp": _cm_whatsapp,
    }[name](asked)


def _notify(asked: Asked) -> Says:
    assert (asked.method, asked.path) == ("POST", "/v2/notifications/sms")
    checked_jwt(asked.headers["Authorization"])
    assert asked.data == {
        "phone_number": "+31612345678",
        "template_id": CASES["notifynl"].template,
        "personalisation": {"bericht": TEXT},
        "reference": KEY,
    }
    return Says(201, {"id": "740e5834-3a29-46b4-9a6f-16142fde533a", "reference": KEY})


def checked_jwt(header: str) -> None:
    """A token as GOV.UK Notify checks it: HS256 by the secret, of this service, half a minute."""
    scheme, token = header.split(" ")
    head, claims, seal = token.split(".")
    opened = [json.loads(base64.urlsafe_b64decode(part + "==")) for part in (head, claims)]
    expected = hmac.new(SECRET.encode(), f"{head}.{claims}".encode(), hashlib.sha256).digest()
    assert scheme == "Bearer" and opened[0] == {"typ": "JWT", "alg": "HS256"}
    assert base64.urlsafe_b64decode(seal + "==") == expected
    assert opened[1]["iss"] == SERVICE and abs(opened[1]["iat"] - time.time()) < 30


def _spryng(asked: Asked) -> Says:
    assert (asked.method, asked.path) == ("POST", "/v1/messages")
    assert asked.headers["Authorization"] == "Bearer spryng-secret"
    assert asked.data == {
        "originator": "Waterveen",
        "recipients": ["31612345678"],
        "body": TEXT,
        "encoding": "plain",
        "route": "business",
        "reference": KEY,
    }
    return Says(200, {"id": "8cfc0ddb-75ba-46d4-9c5c-7bd0208be402", "reference": KEY})


def _cm_sms(asked: Asked) -> Says:
    (message,) = _cm(asked)
    assert message == {
        "from": "Waterveen",
        "to": [{"number": "0031612345678"}],
        "reference": KEY.replace("-", ""),
        "allowedChannels": ["SMS"],
        "body": {"type": "auto", "content": TEXT},
        "minimumNumberOfMessageParts": 1,
        "maximumNumberOfMessageParts": 1,
    }
    return _cm_yes()


def _cm_whatsapp(asked: Asked) -> Says:
    (message,) = _cm(asked)
    assert message["from"] == "0031201234567" and message["allowedChannels"] == ["WhatsApp"]
    (part,) = message["richContent"]["conversation"]
    assert part["template"]["whatsapp"] == {
        "namespace": "namespace_of_ours",
        "element_name": "vragenlijst_first",
        "language": {"policy": "deterministic", "code": "nl"},
        "components": [{"type": "body", "parameters": [{"type": "text", "text": LINK}]}],
    }
    assert TEXT not in json.dumps(asked.data)
    return _cm_yes()


def _cm(asked: Asked) -> list:
    assert (asked.method, asked.path) == ("POST", "/v1.0/message")
    assert asked.headers["X-CM-PRODUCTTOKEN"] == "cm-product-token"
    return asked.data["messages"]["msg"]


def _cm_yes() -> Says:
    return Says(200, {"details": "Created 1 message(s)", "errorCode": 0, "messages": [_cm_one(0)]})


def _cm_one(code: int) -> dict:
    return {
        "to": "0031612345678",
        "status": "Rejected" if code else "Accepted",
        "reference": KEY.replace("-", ""),
        "parts": 1,
        "messageDetails": None,
        "messageErrorCode": code,
    }


def cm_refuses(code: int) -> Says:
    """CM's answer when the message is wrong: 201 for the request, the reason with the message."""
    return Says(400, {"details": "Failed", "errorCode": 201, "messages": [_cm_one(code)]})


def notify_refuses(status: int, kind: str, said: str) -> Says:
    """Notify's form of an error."""
    return Says(status, {"status_code": status, "errors": [{"error": kind, "message": said}]})


REFUSALS = [
    (
        "notifynl",
        notify_refuses(400, "ValidationError", "phone_number Not a valid number"),
        "address_refused",
    ),
    ("notifynl", notify_refuses(403, "AuthError", "Invalid token"), "credentials_refused"),
    ("notifynl", notify_refuses(400, "BadRequestError", "Template not found"), "template_refused"),
    (
        "notifynl",
        notify_refuses(400, "BadRequestError", "Can't send to this recipient: trial mode"),
        "trial_only",
    ),
    ("notifynl", Says(400, b"<html>"), "message_refused"),
    ("spryng", Says(401, {"message": "Unauthenticated."}), "credentials_refused"),
    ("spryng", Says(402, {"message": "Insufficient credits"}), "no_credit"),
    ("spryng", Says(422, {"errors": {"recipients": ["invalid"]}}), "address_refused"),
    ("spryng", Says(422, {"errors": {"originator": ["unknown"]}}), "sender_refused"),
    ("spryng", Says(422, b""), "message_refused"),
    ("cm", cm_refuses(303), "address_refused"),
    ("cm", cm_refuses(301), "sender_refused"),
    ("cm", cm_refuses(402), "recipient_blocked"),
    ("cm", cm_refuses(401), "message_refused"),
    ("cm", Says(401, {"details": "no", "errorCode": 103, "messages": []}), "credentials_refused"),
    ("cm", Says(400, {"details": "no", "errorCode": 102, "messages": []}), "no_credit"),
    ("cm", Says(403, b"<html>"), "credentials_refused"),
    ("cm_whatsapp", cm_refuses(303), "address_refused"),
]

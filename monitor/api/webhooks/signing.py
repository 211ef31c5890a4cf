"""The signature of a message: HMAC-SHA256 of the moment and the body, as receivers know it from
other services."""

import hashlib
import hmac

HEADER = "Klantmonitor-Signature"


def signature(secret: str, body: bytes, moment: int) -> str:
    """`t=<seconds since 1970>,v1=<hex of HMAC-SHA256(secret, "<t>." + body)>`."""
    signed = f"{moment}.".encode() + body
    return f"t={moment},v1={hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()}"

"""One exchange with a provider over HTTP, and what a broken one means.

Before a byte has left, a failure is Unreachable and the message may be tried again. After that
nobody knows what the provider did, so nothing here repeats a request: it is Uncertain, unless the
provider itself says that it took nothing.
"""

import json
import ssl
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime

import urllib3
from django.conf import settings
from django.utils import timezone

from .channels import Throttled, Uncertain, Unreachable

ANSWER_LIMIT = 64 * 1024
TOO_MANY, UNAVAILABLE = 429, 503
PAUSE_SECONDS, LONGEST_PAUSE_SECONDS = 60.0, 6 * 3600.0
USER_AGENT = "Klantmonitor"


@dataclass(frozen=True)
class Answer:
    """A status and what JSON object came with it; {} where there was none."""

    status: int
    data: dict

    @property
    def is_success(self) -> bool:
        """Whether the provider says that it took the message."""
        return 200 <= self.status < 300


class Line:
    """Requests to one provider over a connection that stays open for a batch."""

    def __init__(self, base: str):
        self._base = base
        self._pool = urllib3.PoolManager(
            num_pools=1,
            maxsize=1,
            retries=False,
            timeout=urllib3.Timeout(total=settings.MESSAGING_TIMEOUT_SECONDS),
        )

    def close(self) -> None:
        """Hang up."""
        self._pool.clear()

    def post(self, path: str, data: dict, headers: dict[str, str]) -> Answer:
        """The provider's answer to this JSON, when it is one that settles the matter.

        Raises Unreachable (Throttled on 429) when the message was certainly not taken, Uncertain
        when that is not known.
        """
        body = json.dumps(data).encode()
        headers = headers | {"Content-Type": "application/json"}
        answer = self._exchange("POST", path, headers, body)
        if 300 <= answer.status < 400 or answer.status >= 500:
            raise Uncertain
        if answer.is_success and not answer.data:
            raise Uncertain
        return answer

    def get(self, path: str, headers: dict[str, str]) -> Answer:
        """The answer to a question; raises Unreachable or Uncertain when there is none."""
        return self._exchange("GET", path, headers)

    def _exchange(self, method: str, path: str, headers: dict, body: bytes | None = None) -> Answer:
        headers = {"Accept": "application/json", "User-Agent": USER_AGENT} | headers
        try:
            answer = self._pool.request(
                method,
                self._base + path,
                body=body,
                headers=headers,
                redirect=False,
                preload_content=False,
            )
        except (urllib3.exceptions.NewConnectionError, urllib3.exceptions.ConnectTimeoutError):
            raise Unreachable from None
        except urllib3.exceptions.SSLError as error:
            # A certificate is looked at before anything is sent.
            refused = any(isinstance(arg, ssl.SSLCertVerificationError) for arg in error.args)
            raise (Unreachable if refused else Uncertain) from None
        except (urllib3.exceptions.HTTPError, OSError):
            raise Uncertain from None
        try:
            if answer.status == TOO_MANY:
                raise Throttled(_pause(answer.headers.get("Retry-After", "")))
            if answer.status == UNAVAILABLE:
                raise Unreachable
            return Answer(answer.status, _object(answer.read(ANSWER_LIMIT)))
        except (urllib3.exceptions.HTTPError, OSError):
            # A refusal stands in its first line; a half "yes" does not say of what.
            if 400 <= answer.status < 500:
                return Answer(answer.status, {})
            raise Uncertain from None
        finally:
            answer.drain_conn() if answer.length_remaining == 0 else answer.close()
            answer.release_conn()


def _object(content: bytes) -> dict:
    try:
        data = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _pause(said: str) -> float:
    """Seconds from a Retry-After header (RFC 9110, section 10.2.3), within reason."""
    said = said.strip()
    seconds = float(said) if said.isdecimal() else _seconds_until(said)
    return min(max(seconds, 1.0), LONGEST_PAUSE_SECONDS)


def _seconds_until(said: str) -> float:
    try:
        moment: datetime = parsedate_to_datetime(said)
    except ValueError:
        return PAUSE_SECONDS
    if timezone.is_naive(moment):
        return PAUSE_SECONDS
    return (moment - timezone.now()).total_seconds()

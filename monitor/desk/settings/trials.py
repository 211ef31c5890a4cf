"""A message to the administrator's own phone or mailbox, to see that a channel works."""

from dataclasses import replace
from uuid import uuid4

from django.core.cache import caches

from tenants.messaging import senders
from tenants.messaging.channels import Refused, Throttled, Uncertain, Unreachable

from .previews import sample

# Enough to set a channel up, too few to bother somebody with.
LIMIT, WITHIN_SECONDS = 10, 3600


class NotNow(Exception):
    """The trial did not go out: `code` of reasons.REASONS, or too_many."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def send(*, by, municipality, channel: str, recipient: str) -> None:
    """Send what a client would get, without a name and with a link to nobody's questionnaire;
    raises NotNow."""
    _count(by, channel)
    message = sample(municipality, channel, "nl", "first", name="")
    message = replace(message, key=str(uuid4()), recipient=recipient, stop_address="")
    try:
        with senders.trial_sender(channel) as sender:
            sender.send(message)
    except ValueError:
        raise NotNow("credentials_refused") from None
    except Refused as refused:
        raise NotNow(refused.code) from None
    except Throttled:
        raise NotNow("throttled") from None
    except Unreachable:
        raise NotNow("server_unreachable") from None
    except Uncertain:
        raise NotNow("no_confirmation") from None


def _count(by, channel: str) -> None:
    cache, key = caches["tenant"], f"trial.{channel}.{by.pk}"
    cache.add(key, 0, WITHIN_SECONDS)
    if cache.incr(key) > LIMIT:
        raise NotNow("too_many")

"""Opening questionnaires and sending their messages: a state machine in the municipality's tables.

The queue is only a hint. A message is claimed by a committed statement that checks in the same
breath whether it may still leave, sent with its key, and marked; a worker that dies in between
leaves it `sending`. reconcile() then asks the provider; what nobody can tell becomes `uncertain`
for a person to decide on. So a message is sent at most once by itself (reference tenancy, 4.4).
"""

from .after import ATTEMPTS, UNCERTAIN_AFTER, block_contact, reconcile, send_again
from .opening import ASSISTED, expire, invite, open_due, remind
from .outbox import deliver, waiting
from .validity import obstacle_to_asking

__all__ = [
    "ASSISTED",
    "ATTEMPTS",
    "UNCERTAIN_AFTER",
    "block_contact",
    "deliver",
    "expire",
    "invite",
    "obstacle_to_asking",
    "open_due",
    "reconcile",
    "remind",
    "send_again",
    "waiting",
]

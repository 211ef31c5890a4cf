"""Waves, answers, invitations, and the protocol they follow."""

from .answers import Answer
from .invitations import DeliveryState, Invitation, InvitationKind, InvitationStatus
from .protocols import Protocol
from .waves import EXTRA, Wave, WaveKind, WaveStatus

__all__ = [
    "EXTRA",
    "Answer",
    "DeliveryState",
    "Invitation",
    "InvitationKind",
    "InvitationStatus",
    "Protocol",
    "Wave",
    "WaveKind",
    "WaveStatus",
]

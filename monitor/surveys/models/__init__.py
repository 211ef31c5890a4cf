"""Waves, answers, invitations, the protocol they follow, and what follows on them."""

from .answers import Answer
from .follow_ups import FollowUp
from .invitations import DeliveryState, Invitation, InvitationKind, InvitationStatus
from .non_response import NonResponse, SaidBy
from .protocols import Protocol
from .waves import EXTRA, Wave, WaveKind, WaveStatus

__all__ = [
    "EXTRA",
    "Answer",
    "DeliveryState",
    "FollowUp",
    "Invitation",
    "InvitationKind",
    "InvitationStatus",
    "NonResponse",
    "Protocol",
    "SaidBy",
    "Wave",
    "WaveKind",
    "WaveStatus",
]

"""Waves, answers and invitations."""

from .answers import Answer
from .invitations import Invitation, InvitationKind, InvitationStatus
from .waves import Wave, WaveKind, WaveStatus

__all__ = [
    "Answer",
    "Invitation",
    "InvitationKind",
    "InvitationStatus",
    "Wave",
    "WaveKind",
    "WaveStatus",
]

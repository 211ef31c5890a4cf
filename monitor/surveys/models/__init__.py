"""Waves, answers and invitations."""

from .answers import Answer
from .invitations import Invitation
from .waves import Wave

__all__ = ["Answer", "Invitation", "Wave"]

"""Versions of the questionnaire, their items, and the items' texts per language."""

from .texts import ItemText, TextStatus
from .versions import Item, Placement, QuestionnaireVersion, VersionState

__all__ = [
    "Item",
    "ItemText",
    "Placement",
    "QuestionnaireVersion",
    "TextStatus",
    "VersionState",
]

"""What each model field is: personal, pseudonymous or plain.

Erasure, export, logging and the tests read these declarations. A field without one fails the
tests, so nobody can add personal data without saying so.
"""

from enum import StrEnum


class DataClass(StrEnum):
    """How much a field says of a person."""

    PERSONAL = "personal"  # by itself names or reaches a person, or is what they told us
    PSEUDONYMOUS = "pseudonymous"  # says something of one person without naming them
    PLAIN = "plain"  # says nothing of a person


def declare(*, personal: str = "", pseudonymous: str = "", plain: str = "") -> dict[str, DataClass]:
    """Field name -> class, from space-separated names; ValueError when a name stands twice."""
    declared: dict[str, DataClass] = {}
    for names, data_class in (
        (personal, DataClass.PERSONAL),
        (pseudonymous, DataClass.PSEUDONYMOUS),
        (plain, DataClass.PLAIN),
    ):
        for name in names.split():
            if name in declared:
                raise ValueError(f"{name} is declared twice")
            declared[name] = data_class
    return declared

"""What is registered of clients at the start, divided over its classes (S94-S96, S122, S125)."""

from ..text import Term, Text
from .model import REFERENCE_DATE, Indicator, Measure


def registered(
    attribute: str,
    id: str,
    title: Text,
    about: Text,
    phrase: Text,
    categories: tuple[Term, ...],
    *,
    section: str,
    **fields,
) -> Indicator:
    """How a registered characteristic divides over its classes."""
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="distribution",
        unit="percent",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("registered", attribute=attribute),
        method=Text(
            f"Hoe cliënten verdeeld zijn naar {about.nl}. We tellen de cliënten van wie dit bekend "
            "is.",
            f"How clients divide by {about.en}. We count the clients of whom this is known.",
        ),
        phrase=phrase,
        categories=categories,
        **fields,
    )

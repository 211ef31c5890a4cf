"""The building blocks of pages, each defined once and shared by the page types."""

from .figures import ChartBlock
from .people import QuoteBlock, SpeakerBlock
from .points import MunicipalityBarsBlock, MunicipalityScatterBlock
from .reports import ChapterBlock
from .text import CalloutBlock, ProseBlock, QuestionBlock
from .types import ClientTypeTableBlock
from .webinars import AgendaItemBlock, PollBlock

__all__ = [
    "AgendaItemBlock",
    "CalloutBlock",
    "ChapterBlock",
    "ChartBlock",
    "ClientTypeTableBlock",
    "MunicipalityBarsBlock",
    "MunicipalityScatterBlock",
    "PollBlock",
    "ProseBlock",
    "QuestionBlock",
    "QuoteBlock",
    "SpeakerBlock",
    "body_blocks",
]


def body_blocks() -> list[tuple[str, object]]:
    """What running pages (content, articles) are made of."""
    return [
        ("text", ProseBlock()),
        ("chart", ChartBlock()),
        ("bars", MunicipalityBarsBlock()),
        ("scatter", MunicipalityScatterBlock()),
        ("callout", CalloutBlock()),
        ("quote", QuoteBlock()),
        ("client_types", ClientTypeTableBlock()),
        ("poll", PollBlock()),
    ]

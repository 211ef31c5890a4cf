"""A question as HTML. For everybody in one municipality and language the page of one question is
the same but for two marks, so it is rendered once and kept: the template costs more than all the
rest of a request. What it is made from is a Screen, which holds nothing of any client.
"""

from dataclasses import dataclass
from functools import lru_cache

from django.template import Context
from django.template.loader import get_template
from django.urls import reverse
from django.utils import translation

from benchmark.questionnaires import languages
from benchmark.questionnaires.reading import Question

# What is put in afterwards: the form's token, and the mark of the questionnaire it belongs to.
# Letters and digits alone, so that no escaping changes them.
TOKEN, MARK = "K4mFormTokenK4m", "K4mQuestionnaireMarkK4m"
KEPT = 4096  # pages of 8 kB: at most some tens of megabytes
QUICK_EXIT = "https://www.buienradar.nl/"  # a page of no meaning, for who has to get away


@dataclass(frozen=True)
class Place:
    """Where a page stands: the municipality as it is shown, the reader's language, and the one that
    the words around the questions are in, which is Dutch until somebody approved them."""

    name: str
    theme: str
    is_demo: bool
    product: str
    language: str
    interface: str


@dataclass(frozen=True)
class Screen:
    """All that the page of one question shows. `number` and `total` count from 1."""

    place: Place
    question: Question
    number: int
    total: int
    chosen: str = ""
    error: bool = False
    together: bool = False


def html(screen: Screen, *, token: str, mark: str) -> bytes:
    """The page for one reader: `token` is the form's, `mark` that of the questionnaire."""
    before, between, after = _parts(screen)
    return b"".join((before, token.encode(), between, mark.encode(), after))


@lru_cache(maxsize=KEPT)
def _parts(screen: Screen) -> tuple[bytes, bytes, bytes]:
    with translation.override(screen.place.interface):
        text = _template().render(_context(screen))
    before, rest = text.split(TOKEN)
    between, after = rest.split(MARK)
    return before.encode(), between.encode(), after.encode()


@lru_cache(maxsize=1)
def _template():
    return get_template("surveys/question.html").template


def _context(screen: Screen):
    place, question, before = screen.place, screen.question, screen.number - 1
    back = reverse("surveys:question", args=[before]) if before else reverse("surveys:start")
    return Context(
        frame(place)
        | {
            "csrf_token": TOKEN,
            "mark": MARK,
            "question": question,
            "question_language": languages.by_code(
                languages.SOURCE if question.is_fallback else place.language
            ),
            "choices": question.options,
            "number": screen.number,
            "total": screen.total,
            "chosen": screen.chosen,
            "error": screen.error,
            "together": screen.together,
            "back": back,
            "is_last": screen.number == screen.total,
        }
    )


def frame(place: Place) -> dict:
    """What the frame around every client page needs."""
    around = languages.by_code(place.interface)
    return {
        "municipality": {"name": place.name, "theme": place.theme},
        "demo": place.is_demo,
        "product_name": place.product,
        "page_language": around.html_code,
        "page_direction": around.direction,
        "language": languages.by_code(place.language),
        "quick_exit_url": QUICK_EXIT,
    }


def interface(language: str) -> str:
    """The language of the words around the questions for who reads this one, as Django's catalogues
    know it (locale/nl_Easy is easy Dutch)."""
    return languages.interface_of(language).code

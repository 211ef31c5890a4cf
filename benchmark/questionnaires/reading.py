"""The questions of one version as a client reads them.

A text that is not approved in the client's language gives way to the Dutch one; where the
installation shows machine-made texts (the demo), it stands there and is marked.
"""

from dataclasses import dataclass

from benchmark.standard import questionnaire


@dataclass(frozen=True)
class Question:
    """One question as it stands on the client's screen. Codes are what is stored."""

    code: str
    text: str
    options: tuple[tuple[str, str], ...]
    is_scale: bool
    hint: str = ""
    audio: str = ""  # address of a recording, or ""
    is_fallback: bool = False  # Dutch, since the language's own text is not approved
    is_unapproved: bool = False  # machine-made, shown because the installation says so
    is_core: bool = True


def current_version() -> int:
    """The published version that new waves get."""
    return questionnaire.VERSION


def questions(version: int, kind: str, language: str) -> tuple[Question, ...]:
    """What a questionnaire of this kind asks, in order; KeyError for an unknown kind."""
    return tuple(_question(code, language) for code in questionnaire.QUESTIONNAIRES[kind])


def _question(code: str, language: str) -> Question:
    item = questionnaire.by_code(code)
    return Question(
        code=code,
        text=item.question.nl,
        options=tuple((option.code, option.label.nl) for option in item.options),
        is_scale=item.is_scale,
        is_fallback=language != "nl",
        is_core=code in questionnaire.ITEM_CODES,
    )

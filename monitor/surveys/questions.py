"""Which questions a client is asked: the national ones, then the municipality's own.

The one seam between the pages and the questionnaire. A published version does not change, but its
translations and a municipality's own questions may: they are looked up again after a minute.
"""

import time

from django.db import connection

from benchmark.questionnaires import reading
from benchmark.questionnaires.languages import CLIENT_LANGUAGES, Language, interface_of
from benchmark.questionnaires.reading import Question
from benchmark.standard.questionnaire import APPROACH

from .models import EXTRA
from .own_questions import reading as own

REMEMBER_SECONDS = 60
_remembered: dict[tuple, tuple[float, dict[str, tuple[Question, ...]]]] = {}


def questions_for(wave, language: str) -> tuple[Question, ...]:
    """What this wave (or its standing) asks, in order, in this language of the clients."""
    return asked(wave.kind, wave.questionnaire_version, language)


def asked(kind: str, version: int, language: str) -> tuple[Question, ...]:
    """What a questionnaire of this kind and version asks here. No query within a minute.

    All languages are looked up anew together, so that there is never one question more in one.
    """
    key = (connection.schema_name, version, kind)
    until, known = _remembered.get(key, (0.0, {}))
    if until <= time.monotonic():
        until, known = _remembered[key] = (time.monotonic() + REMEMBER_SECONDS, {})
    if language not in known:
        found = reading.questions(version, kind, language)
        if kind not in EXTRA:  # those are short on purpose
            found += tuple(own.active(language))
        known[language] = found
    return known[language]


def languages_of(wave) -> tuple[Language, ...]:
    """The languages in which a client can read this wave, or the words around it."""
    return tuple(
        each
        for each in CLIENT_LANGUAGES
        if interface_of(each.code) == each
        or not all(question.is_fallback for question in questions_for(wave, each.code))
    )


def without_help(questions: tuple[Question, ...], together: bool) -> tuple[Question, ...]:
    """The same questions; `together`, without those about the help."""
    if together:
        return tuple(each for each in questions if not about_the_helper(each))
    return questions


def about_the_helper(question: Question) -> bool:
    """Whether it asks about the help itself: not to be answered beside who gives that help."""
    return question.code in APPROACH


def forget() -> None:
    """Drop what was remembered (between tests)."""
    _remembered.clear()

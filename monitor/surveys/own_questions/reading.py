"""The municipality's own questions as a client reads them."""

from django.core.cache import caches
from django.db import transaction

from benchmark.questionnaires import reading as national
from benchmark.questionnaires.languages import SOURCE
from benchmark.questionnaires.reading import Question

from .models import OwnQuestion

KEY = "own-questions"
SECONDS = 300
# The national questions whose words stand at the scales of own ones.
SCALES = {"amount": "stress", "degree": "listened"}


def active(language: str) -> tuple[Question, ...]:
    """Those that are asked now, at most two; they come after the national questions.

    Codes are own_1, own_2 and on, never used again for another question. No query while this
    municipality's cache knows them. Words that the municipality did not translate are Dutch.
    """
    known = caches["tenant"].get(KEY)
    if known is None:
        known = [
            (question.code, question.form, question.texts, question.options)
            for question in OwnQuestion.objects.filter(retired_at__isnull=True).order_by("number")
        ]
        caches["tenant"].set(KEY, known, SECONDS)
    return tuple(_question(language, *parts) for parts in known)


def options_of(question: OwnQuestion, language: str) -> tuple[tuple[str, str], ...]:
    """(code, label) of each answer to the question."""
    return _options(question.form, question.options, language)


def forget() -> None:
    """Have every process look again once the transaction holds."""
    transaction.on_commit(lambda: caches["tenant"].delete(KEY))


def _question(language: str, code: str, form: str, texts: dict, options: list) -> Question:
    return Question(
        code=code,
        text=texts.get(language) or texts[SOURCE],
        options=_options(form, options, language if texts.get(language) else SOURCE),
        is_scale=form in SCALES,
        is_fallback=language not in texts,
        is_core=False,
    )


def _options(form: str, options: list, language: str) -> tuple[tuple[str, str], ...]:
    if form in SCALES:
        asked = national.questions(national.current_version(), "regular", language)
        return next(question.options for question in asked if question.code == SCALES[form])
    return tuple(
        (f"choice_{number}", labels.get(language) or labels[SOURCE])
        for number, labels in enumerate(options, start=1)
    )

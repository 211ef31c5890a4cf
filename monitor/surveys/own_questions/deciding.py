"""Acts of an administrator on the municipality's own questions."""

from collections.abc import Mapping, Sequence

from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.questionnaires.languages import SOURCE
from monitor.caseload.acts import Refused, act
from monitor.surveys.models import Answer

from . import reading
from .models import SLOTS, AnswerForm, OwnQuestion

FEWEST, MOST = 2, 6

Words = Mapping[str, str]  # language -> text


def ask(*, by, form: str, texts: Words, options: Sequence[Words] = ()) -> OwnQuestion:
    """Add a question. Refused when two are asked already, or the answers to choose from are not
    two to six."""
    _check(form, texts, options)
    with act(by):
        standing = OwnQuestion.objects.select_for_update().filter(retired_at__isnull=True)
        free = set(SLOTS) - {question.slot for question in standing}
        if not free:
            raise Refused("two_own_questions", _("Er staan al twee eigen vragen in."))
        last = OwnQuestion.objects.aggregate(last=Max("number"))["last"] or 0
        question = OwnQuestion.objects.create(
            number=last + 1,
            slot=min(free),
            form=form,
            texts=dict(texts),
            options=[dict(labels) for labels in options],
        )
        reading.forget()
    return question


def change(*, by, question: OwnQuestion, texts: Words, options: Sequence[Words] = ()) -> None:
    """Change words. The Dutch ones only while nobody answered: else answers to two different
    questions would be added up. Refused otherwise."""
    _check(question.form, texts, options)
    with act(by):
        standing = OwnQuestion.objects.select_for_update().get(pk=question.pk)
        if _dutch(standing.texts, standing.options) != _dutch(texts, options) and is_answered(
            standing
        ):
            raise Refused(
                "own_question_answered",
                _("Er zijn al antwoorden op deze vraag. Stop met deze vraag en maak een nieuwe."),
            )
        standing.texts, standing.options = dict(texts), [dict(labels) for labels in options]
        standing.save(update_fields=["texts", "options"])
        reading.forget()


def retire(*, by, question: OwnQuestion) -> None:
    """Stop asking it; its answers stay. A second time changes nothing."""
    with act(by):
        standing = OwnQuestion.objects.select_for_update().get(pk=question.pk)
        if standing.retired_at is None:
            standing.retired_at = timezone.now()
            standing.save(update_fields=["retired_at"])
            reading.forget()


def is_answered(question: OwnQuestion) -> bool:
    """Whether somebody ever answered it."""
    return Answer.objects.filter(item=question.code).exists()


def _check(form: str, texts: Words, options: Sequence[Words]) -> None:
    if not texts.get(SOURCE) or any(not labels.get(SOURCE) for labels in options):
        raise Refused("own_question_without_dutch", _("Geef de vraag in het Nederlands."))
    count = len(options)
    if form == AnswerForm.CHOICE and not FEWEST <= count <= MOST:
        raise Refused("own_question_options", _("Geef 2 tot 6 antwoorden."))
    if form != AnswerForm.CHOICE and count:
        raise Refused("own_question_options", _("Een schaal heeft zijn eigen antwoorden."))


def _dutch(texts: Words, options: Sequence[Words]) -> tuple:
    return texts[SOURCE], [labels[SOURCE] for labels in options]

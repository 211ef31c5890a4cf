"""A question that a municipality of the demo asked itself for a while, with its answers.

It is asked no longer: the presenter's walk has the national questions alone.
"""

from datetime import date, datetime, time
from random import Random

from monitor.surveys import protocol
from monitor.surveys.models import Answer, Wave
from monitor.surveys.own_questions import deciding
from monitor.surveys.own_questions.models import AnswerForm, OwnQuestion

from .sentences import OWN_QUESTION

# Of ten answers from "helemaal niet" to "heel goed".
SCORES = (1, 2, 2, 3, 3, 3, 3, 4, 4, 5)


def add(rng: Random, since: date, by) -> int:
    """Ask it from that day on by the account `by`, and stop now; how many answered."""
    question = deciding.ask(by=by, form=AnswerForm.DEGREE, texts=OWN_QUESTION)
    start = datetime.combine(since, time(9), tzinfo=protocol.ZONE)
    OwnQuestion.objects.filter(pk=question.pk).update(created_at=start)
    waves = Wave.objects.in_series().filter(submitted_at__gte=start)
    answers = [
        Answer(
            wave=wave, item=question.code, value=rng.choice(SCORES), answered_at=wave.submitted_at
        )
        for wave in waves.order_by("submitted_at", "trajectory__external_id")
    ]
    Answer.objects.bulk_create(answers)
    deciding.retire(by=by, question=question)
    return len(answers)

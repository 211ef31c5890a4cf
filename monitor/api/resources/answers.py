"""Answers of clients: read only, numbers and codes only."""

from benchmark.standard.questionnaire import ITEM_CODES
from monitor.api.audit import record_reads
from monitor.api.base import ApiView
from monitor.api.describing import described
from monitor.api.models import Scope
from monitor.api.paging import link_to_next, page_of
from monitor.api.shapes import AnswerShape, AnswersShape, WhichAnswers
from monitor.surveys.models import Answer
from tenants.access import CASELOAD


class Answers(ApiView):
    """What clients answered to the questions of the standard. Free text is not here: it stays with
    the caseworker."""

    roles = CASELOAD
    reading = Scope.ANSWERS_READ
    parameters = WhichAnswers

    @described(
        "listAnswers",
        "Antwoorden, zonder vrije tekst",
        answer=AnswersShape,
        parameters=[WhichAnswers],
        link=True,
        tags=("answers",),
    )
    def get(self, request):
        """In the order in which they were given; one that was changed stands at its last change."""
        answers = Answer.objects.filter(item__in=ITEM_CODES).select_related("wave")
        if "since" in self.asked:
            answers = answers.filter(answered_at__gte=self.asked["since"])
        if "trajectory" in self.asked:
            answers = answers.filter(wave__trajectory=self.asked["trajectory"])
        rows, cursor = page_of(
            answers,
            moment="answered_at",
            limit=self.asked["limit"],
            cursor=self.asked["cursor"],
        )
        record_reads(request, "answers", sorted({row.wave_id for row in rows}))
        data = {"answers": AnswerShape(rows, many=True).data}
        return self.tagged(data, headers=link_to_next(request, cursor))

"""The municipality's own questions as a client reads them."""

from benchmark.questionnaires.reading import Question


def active(language: str) -> tuple[Question, ...]:
    """Those that are asked now, at most two, codes own_1 and on; they end a questionnaire."""
    return ()

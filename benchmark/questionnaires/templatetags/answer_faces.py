"""Which faces stand beside the answers to a question, for whoever reads with difficulty.

A face only repeats the words of an answer whose good end the standard knows: a smile beside much
stress would say the opposite. So a municipality's own question, and answers in words, have none.
"""

from django import template

from benchmark.standard.questionnaire import by_code

register = template.Library()
STEPS = 5  # as many as there are faces


@register.filter
def faces(question) -> str:
    """How the faces run along the answers of a reading.Question: "up" from sad to glad, "down" from
    glad to sad, or "" for none."""
    try:
        good_end = by_code(question.code).higher_is_better
    except KeyError:
        return ""
    if good_end is None or len(question.options) != STEPS:
        return ""
    return "up" if good_end else "down"

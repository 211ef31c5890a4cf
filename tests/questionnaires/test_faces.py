"""A face beside an answer says what the words say, or there is none."""

import pytest
from django.template.loader import render_to_string

from benchmark.questionnaires.reading import Question
from benchmark.questionnaires.templatetags.answer_faces import faces
from benchmark.standard.questionnaire import EVERY_ITEM

SAD, GLAD = "q6.5-8.5 13 0", "q6.5 9 13 0"


def question(item) -> Question:
    """The item as a client reads it, in Dutch."""
    options = tuple((term.code, term.label.nl) for term in item.options)
    return Question(item.code, item.question.nl, options, is_scale=item.is_scale)


def tiles(asked: Question) -> list[str]:
    """The HTML of each answer."""
    drawn = render_to_string(
        "components/answer_tiles.html",
        {"name": "antwoord", "choices": asked.options, "faces": faces(asked)},
    )
    return drawn.split("<label")[1:]


@pytest.mark.parametrize("item", EVERY_ITEM, ids=lambda item: item.code)
def test_the_glad_face_stands_at_the_good_end_of_a_scale_and_words_have_none(item):
    drawn = tiles(question(item))
    assert len(drawn) == len(item.options)
    for tile, term in zip(drawn, item.options, strict=True):
        assert term.label.nl in tile, "the words are always there"
        assert ("<svg" in tile) == item.is_scale
        assert tile.count('aria-hidden="true"') == tile.count("<svg")
    if item.is_scale:
        first, last = (SAD, GLAD) if item.higher_is_better else (GLAD, SAD)
        assert first in drawn[0] and last in drawn[-1]
        assert len({tile.partition("<svg")[2].partition("</svg>")[0] for tile in drawn}) == 5


def test_a_municipalitys_own_question_has_no_faces():
    scale = question(EVERY_ITEM[0]).options
    assert faces(Question("own_1", "Hoe vaak bel je ons?", scale, is_scale=True)) == ""


def test_another_number_of_answers_has_no_faces():
    assert faces(Question("stress", "Hoeveel stress?", (("1", "a"), ("2", "b")), True)) == ""

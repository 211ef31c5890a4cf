"""What a client is asked, in their language or in Dutch."""

import pytest
from django.db import connection
from django.utils import timezone

from benchmark.questionnaires import stamps
from benchmark.questionnaires.languages import CLIENT_LANGUAGES, by_code
from benchmark.questionnaires.models import ItemText, QuestionnaireVersion
from benchmark.questionnaires.reading import current_version, questions
from benchmark.standard import questionnaire as standard
from benchmark.standard.clients import LANGUAGES

KINDS = list(standard.QUESTIONNAIRES)


def approve(code: str, language: str) -> None:
    text = ItemText.objects.get(item__code=code, language=language, item__version__number=1)
    text.status, text.approved_at = "approved", timezone.now()
    text.save()
    stamps.renew(text.item.version)


@pytest.mark.parametrize("kind", KINDS)
def test_version_1_asks_what_the_standard_says_in_its_words(db, kind):
    asked = questions(1, kind, "nl")
    assert tuple(question.code for question in asked) == standard.QUESTIONNAIRES[kind]
    for question in asked:
        item = standard.by_code(question.code)
        assert question.text == item.question.nl
        assert question.options == tuple((o.code, o.label.nl) for o in item.options)
        assert question.is_scale == item.is_scale
        assert question.is_core == (item in standard.ITEMS)
        assert not question.is_fallback and not question.is_unapproved


def test_the_english_is_the_standards_own(db):
    for question in questions(1, "end", "en"):
        item = standard.by_code(question.code)
        assert question.text == item.question.en
        assert question.options == tuple((o.code, o.label.en) for o in item.options)
        assert not question.is_fallback


def test_the_languages_are_those_of_the_standard():
    assert [language.code for language in CLIENT_LANGUAGES] == [term.code for term in LANGUAGES]
    assert [language.code for language in CLIENT_LANGUAGES if language.direction == "rtl"] == ["ar"]
    assert by_code("nl-easy").html_code == "nl"
    assert by_code("xx").code == "nl"


def test_a_text_that_nobody_approved_gives_way_to_dutch(db):
    dutch, arabic = questions(1, "regular", "nl"), questions(1, "regular", "ar")
    assert [question.text for question in arabic] == [question.text for question in dutch]
    assert all(question.is_fallback for question in arabic)


def test_where_the_installation_says_so_it_is_shown_and_marked(db, settings):
    settings.SHOW_UNAPPROVED_TRANSLATIONS = True
    polish = questions(1, "moment", "pl")
    assert polish[0].text == "Ile stresu odczuwasz?"
    assert all(question.is_unapproved and not question.is_fallback for question in polish)
    assert not any(question.is_unapproved for question in questions(1, "moment", "nl"))


def test_an_approved_text_is_seen_at_once(db, django_capture_on_commit_callbacks):
    assert questions(1, "moment", "tr")[0].is_fallback
    with django_capture_on_commit_callbacks(execute=True):
        approve("stress", "tr")
    first, second, _third = questions(1, "moment", "tr")
    assert first.text == "Ne kadar stres yaşıyorsun?" and not first.is_fallback
    assert second.is_fallback


def test_a_warm_process_asks_the_database_nothing(in_waterveen, django_assert_num_queries):
    questions(current_version(), "regular", "ar")
    with django_assert_num_queries(0):
        questions(current_version(), "regular", "ar")


def test_a_municipality_reads_and_cannot_write(in_waterveen):
    from django.db import DatabaseError, transaction

    assert QuestionnaireVersion.objects.count() == 1
    for statement in (
        "UPDATE public.questionnaires_itemtext SET text = 'x'",
        "DELETE FROM public.questionnaires_placement",
        "INSERT INTO public.questionnaires_questionnaireversion (number) VALUES (9)",
    ):
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            connection.cursor().execute(statement)


def test_a_version_that_is_not_published_is_not_asked(db):
    QuestionnaireVersion.objects.create(number=2)
    assert current_version() == 1
    with pytest.raises(KeyError):
        questions(2, "regular", "nl")

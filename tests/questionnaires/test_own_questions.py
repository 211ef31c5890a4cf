"""A municipality's own questions: at most two, beside the national ones."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from monitor.caseload.acts import Refused
from monitor.surveys.models import Answer
from monitor.surveys.own_questions import deciding
from monitor.surveys.own_questions.figures import tally, too_few
from monitor.surveys.own_questions.models import OwnQuestion
from monitor.surveys.own_questions.reading import active

PAGE = "/instellingen/vragen/"
CHOICES = [{"nl": "Telefoon", "pl": "Telefon"}, {"nl": "Balie", "pl": "Okienko"}]


@pytest.fixture
def iris(make_account, waterveen):
    """Administrator of Waterveen."""
    return make_account("iris@waterveen.example", waterveen, "administrator")


@pytest.fixture
def choice(iris, in_waterveen):
    """A question with two answers, in Dutch and Polish."""
    texts = {"nl": "Hoe bereik je ons het liefst?", "pl": "Jak wolisz się z nami kontaktować?"}
    return deciding.ask(by=iris, form="choice", texts=texts, options=CHOICES)


@pytest.fixture
def scale(iris, in_waterveen):
    return deciding.ask(by=iris, form="amount", texts={"nl": "Hoeveel hulp wil je?"})


@pytest.fixture
def answers(iris, in_waterveen):
    """answers(question, "1", "1", …) -> each by a client of its own."""
    from monitor.surveys.models import Wave
    from tests.caseload.people import a_trajectory

    def give(question, *given):
        for number, answer in enumerate(given):
            trajectory = a_trajectory(iris, f"{question.code}-{number}")
            wave = Wave.objects.create(
                trajectory=trajectory,
                client=trajectory.clients.get(),
                kind="regular",
                sequence=1,
                open_from=timezone.now(),
            )
            value = {"value": int(answer)} if question.is_scale else {"choice": answer}
            Answer.objects.create(
                wave=wave, item=question.code, answered_at=timezone.now(), **value
            )

    return give


def test_without_own_questions_nothing_is_asked_of_the_database_either(
    in_waterveen, django_assert_num_queries
):
    assert active("nl") == ()
    with django_assert_num_queries(0):
        assert active("nl") == ()


def test_it_is_asked_in_the_language_it_was_translated_to(choice):
    (polish,) = active("pl")
    assert polish.text == "Jak wolisz się z nami kontaktować?"
    assert polish.options == (("choice_1", "Telefon"), ("choice_2", "Okienko"))
    assert not polish.is_fallback and not polish.is_core and not polish.is_scale
    (arabic,) = active("ar")
    assert arabic.text == "Hoe bereik je ons het liefst?" and arabic.is_fallback
    assert arabic.options == (("choice_1", "Telefoon"), ("choice_2", "Balie"))


def test_a_scale_has_the_words_of_the_national_questions(scale):
    (asked,) = active("nl")
    assert asked.is_scale
    assert [label for _code, label in asked.options][0] == "Heel weinig"


def test_a_third_is_refused_by_the_act_and_by_the_database(choice, scale, iris):
    with pytest.raises(Refused):
        deciding.ask(by=iris, form="amount", texts={"nl": "Nog een?"})
    values = {"form": "amount", "texts": {"nl": "Nog een?"}, "number": 3}
    for slot in (1, 2, 3):
        with pytest.raises(IntegrityError), transaction.atomic():
            OwnQuestion.objects.create(slot=slot, **values)


def test_a_retired_one_keeps_its_answers_and_its_code(
    choice, iris, answers, django_capture_on_commit_callbacks
):
    answers(choice, "choice_1")
    assert active("nl")
    with django_capture_on_commit_callbacks(execute=True):
        deciding.retire(by=iris, question=choice)
        after = deciding.ask(by=iris, form="amount", texts={"nl": "Hoeveel hulp wil je?"})
    assert Answer.objects.filter(item="own_1").count() == 1
    assert [question.code for question in active("nl")] == [after.code] == ["own_2"]


def test_dutch_words_stay_once_somebody_answered(choice, iris, answers):
    changed = {"nl": "Iets heel anders?"}
    deciding.change(by=iris, question=choice, texts=changed, options=CHOICES)
    answers(choice, "choice_1")
    with pytest.raises(Refused):
        deciding.change(by=iris, question=choice, texts={"nl": "Weer?"}, options=CHOICES)
    with pytest.raises(Refused):
        deciding.change(by=iris, question=choice, texts=changed, options=CHOICES[::-1])
    deciding.change(by=iris, question=choice, texts=changed | {"tr": "Başka?"}, options=CHOICES)


@pytest.mark.parametrize(
    ("form", "options"),
    [("choice", CHOICES[:1]), ("choice", []), ("choice", CHOICES * 4), ("amount", CHOICES)],
)
def test_answers_to_choose_from_are_two_to_six(iris, in_waterveen, form, options):
    with pytest.raises(Refused):
        deciding.ask(by=iris, form=form, texts={"nl": "Vraag?"}, options=options)


def test_a_figure_needs_five_clients(scale, answers):
    answers(scale, "1", "2", "3", "4")
    assert tally(scale, "nl").clients is None and tally(scale, "nl").lines == ()


def test_a_figure_of_each_clients_latest_answer(scale, answers):
    answers(scale, *"11111222222")
    found = tally(scale, "nl")
    assert found.clients == 11
    assert [(line.clients, line.percent) for line in found.lines] == [
        (5, 45),
        (6, 55),
        (0, 0),
        (0, 0),
        (0, 0),
    ]
    assert found.mean == pytest.approx(17 / 11)
    repeated = Answer.objects.filter(value=1).first()
    repeated.pk, repeated.value, repeated.answered_at = None, 2, timezone.now()
    repeated.wave_id, repeated._state.adding = _later_wave(repeated.wave), True
    repeated.save()
    found = tally(scale, "nl")
    assert found.clients == 11
    assert found.lines[0].clients is None and found.lines[1].clients is None
    assert found.mean is None


def _later_wave(wave):
    wave.pk, wave.sequence, wave.status, wave._state.adding = None, 2, "expired", True
    wave.save()
    return wave.pk


@pytest.mark.parametrize(
    ("counts", "hidden"),
    [
        ({"a": 5, "b": 0}, set()),
        ({"a": 9, "b": 3}, {"a", "b"}),
        ({"a": 9, "b": 7, "c": 3}, {"b", "c"}),
        ({"a": 9, "b": 7, "c": 1, "d": 1}, {"b", "c", "d"}),
        ({"a": 9, "b": 4, "c": 4}, {"b", "c"}),
        ({"a": 2, "b": 2, "c": 2}, {"a", "b", "c"}),
    ],
)
def test_few_people_are_not_found_by_subtraction_either(counts, hidden):
    assert too_few(counts) == hidden
    left = sum(counts[code] for code in hidden)
    assert not hidden or left >= 5


@pytest.fixture
def page(iris, waterveen, client_on):
    return client_on(waterveen, iris)


def test_the_administrator_adds_changes_and_stops_one(page, inside):
    lines = {"options_nl": "Telefoon\n Balie \n", "options_pl": "Telefon\nOkienko"}
    form = {"text_nl": "Hoe bereik je ons?", "text_pl": "Jak?", "form": "choice"} | lines
    assert page.post(f"{PAGE}nieuw/", form)["Location"] == PAGE
    question = inside(OwnQuestion.objects.get)
    assert question.options == CHOICES
    shown = page.get(PAGE).content.decode()
    assert "Hoe bereik je ons?" in shown and "vanaf 5 cliënten" in shown
    page.post(f"{PAGE}{question.pk}/", form | {"text_tr": "Nasıl?", "options_tr": "Tel\nGişe"})
    assert inside(OwnQuestion.objects.get).texts["tr"] == "Nasıl?"
    page.post(f"{PAGE}{question.pk}/stop/")
    assert "Niet meer gesteld" in page.get(PAGE).content.decode()
    assert page.get(f"{PAGE}{question.pk}/").status_code == 404


@pytest.mark.parametrize(
    "wrong",
    [
        {"text_nl": ""},
        {"options_nl": "Eén"},
        {"options_nl": "Ja\nJa"},
        {"options_nl": "Ja\n" + "n" * 41},
        {"text_pl": "Jak?", "options_pl": "Tak"},
        {"options_pl": "Tak\nNie"},
    ],
)
def test_a_form_that_is_not_right_says_what_is_wrong(page, inside, wrong):
    form = {"text_nl": "Vraag?", "form": "choice", "options_nl": "Ja\nNee"} | wrong
    answer = page.post(f"{PAGE}nieuw/", form)
    assert answer.status_code == 422
    assert "Nog niet alles klopt" in answer.content.decode()
    assert inside(OwnQuestion.objects.count) == 0


def test_a_neighbour_has_questions_of_its_own(choice, lindehaven):
    from django_tenants.utils import tenant_context

    assert active("nl")
    with tenant_context(lindehaven):
        assert active("nl") == ()


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "policy_adviser"])
def test_only_an_administrator_has_the_page(make_account, waterveen, client_on, role):
    someone = make_account(f"{role}@waterveen.example", waterveen, role)
    assert client_on(waterveen, someone).get(PAGE).status_code == 403

"""The line, the goals, what was done and "call me"; each client sees their own."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from monitor.caseload import clients as acts_on_clients
from monitor.caseload import couples, goals, milestones, participation, trajectories
from monitor.caseload.models import Goal
from monitor.desk.worklist import acts, listing
from monitor.desk.worklist.models import Signal, State
from monitor.portal import heard
from monitor.portal.models import Opinion
from monitor.portal.steps import EXPLAINED
from monitor.surveys import links, sending
from monitor.surveys.models import Answer, Wave


def answered(trajectory, client, days_ago, **answers):
    """A questionnaire that was filled in so many days ago."""
    moment = timezone.now() - timedelta(days=days_ago)
    wave = Wave.objects.create(
        trajectory=trajectory,
        client=client,
        kind="imported",
        status="submitted",
        sequence=0,
        open_from=moment,
        submitted_at=moment,
    )
    for item, value in answers.items():
        given = {"choice": value} if isinstance(value, str) else {"value": value}
        Answer.objects.create(wave=wave, item=item, answered_at=moment, **given)
    return wave


@pytest.fixture
def couple(samira, robert, clock):
    """Samira and Peter, helped together."""
    peter = acts_on_clients.register(by=robert, first_name="Peter", email="peter@example.org")
    couples.join(by=robert, trajectory=samira, client=peter)
    participation.record(by=robert, client=peter, monitor=True)
    clock.shift(1)
    return peter


@pytest.fixture
def handled(samira, robert):
    """Robert called after Samira asked for it, and told her so."""
    person = samira.clients.get(email_sealed__isnull=False, first_name_sealed__isnull=False)
    signal = acts.ask(rule="call_me", trajectory=samira, client=person)
    return acts.handle(by=robert, signal=signal, sentence="Ik heb je dinsdag gebeld.")


# --- The line ----------------------------------------------------------------------------------


def test_the_line_in_a_drawing_in_words_and_in_a_table(inside_portal, samira, robert):
    person = samira.clients.get()
    answered(samira, person, 60, stress=5, belief=2, feeling="afraid")
    answered(samira, person, 14, stress=3, belief=2)
    milestones.tick(by=robert, trajectory=samira, kind="intake_done", on=date(2026, 4, 1))
    text = inside_portal.get("/mijn/").text
    assert "Stress: heel veel op 11 april 2026, gemiddeld op 27 mei 2026." in text
    assert "Geloof in een oplossing: weinig op 11 april 2026, en ook op 27 mei 2026." in text
    assert text.count("<svg") == 4  # answers and steps, for a wide and a narrow page
    assert "<bdi>Intake klaar</bdi>: 1 april 2026" in text
    for cell in ("Bang", "Heel veel", "Gevoel"):
        assert f">{cell}<" in text
    for judgement in ("goed gedaan", "slecht", "beter", "achteruit"):
        assert judgement not in text.lower()


def test_one_answer_is_told_in_words_alone(inside_portal, samira):
    answered(samira, samira.clients.get(), 5, stress=4)
    text = inside_portal.get("/mijn/").text
    assert "Stress: veel op 5 juni 2026." in text
    assert "Als je nog een keer invult" in text and "<svg" not in text


def test_a_long_line_shows_the_latest_and_the_table_all(inside_portal, samira):
    person = samira.clients.get()
    for number in range(10):
        answered(samira, person, 10 * number + 1, stress=number % 5 + 1)
    text = inside_portal.get("/mijn/").text
    assert "de laatste 8 keer" in text
    assert text.count('<th scope="row">') == 10


def test_more_answers_do_not_ask_more_of_the_database(
    inside_portal, samira, django_assert_num_queries
):
    person = samira.clients.get()
    answered(samira, person, 40, stress=4)
    answered(samira, person, 30, stress=3)
    with django_assert_num_queries(9) as few:
        inside_portal.get("/mijn/")
    for number in range(5):
        answered(samira, person, number + 1, stress=2, belief=3)
    with django_assert_num_queries(len(few)):
        inside_portal.get("/mijn/")


def test_every_step_is_explained():
    from benchmark.standard.steps import STEP_CODES

    assert set(EXPLAINED) == set(STEP_CODES)
    for happens, you_can in EXPLAINED.values():
        for text in (happens, you_can):
            for sentence in text.nl.split(". "):
                assert len(sentence.split()) <= 20, sentence


def test_a_partner_sees_their_own_line_and_no_other(
    inside_portal, couple, samira, client_on, waterveen, enter
):
    answered(samira, samira.clients.exclude(pk=couple.pk).get(), 10, stress=5)
    answered(samira, couple, 9, stress=1)
    sending.open_due(timezone.now() + timedelta(minutes=1))
    wave = Wave.objects.get(client=couple, status="open")
    his = client_on(waterveen)
    his.get(f"/v/{links.token_of(wave)}")
    enter(his)
    his_page, her_page = his.get("/mijn/").text, inside_portal.get("/mijn/").text
    assert "Hoi Peter" in his_page and "heel weinig" in his_page and "heel veel" not in his_page
    assert "Hoi Samira" in her_page and "heel veel" in her_page and "heel weinig" not in her_page
    data = his.get("/mijn/gegevens/bestand.json").text
    assert "samira" not in data.lower() and "Heel veel" not in data


def test_somebody_whose_help_ended_still_sees_their_line(inside_portal, samira, robert):
    answered(samira, samira.clients.get(), 10, stress=2)
    trajectories.end(by=robert, trajectory=samira, status="stopped", reason="no_show")
    text = inside_portal.get("/mijn/").text
    assert "afgesloten" in text and "Stress: weinig" in text
    assert "/mijn/bel-mij/" not in text
    assert inside_portal.post("/mijn/bel-mij/").status_code == 404


# --- Goals -------------------------------------------------------------------------------------


def test_a_client_ticks_a_goal_and_the_caseworker_says_something_else(
    inside_portal, samira, robert
):
    goal = goals.add(by=robert, trajectory=samira, text="Post openen")
    goals.say(by=robert, goal=goal, side="caseworker", reached=False)
    answer = inside_portal.post(f"/mijn/doelen/{goal.pk}/", {"zeg": "ja"})
    assert answer.status_code == 303
    goal.refresh_from_db()
    assert (goal.client_says, goal.client_said_through) == (True, "client")
    assert goal.caseworker_says is False
    page = inside_portal.get(answer.headers["Location"])
    assert "Jullie denken hier verschillend over" in page.text and "Post openen" in page.text
    inside_portal.post(f"/mijn/doelen/{goal.pk}/", {"zeg": "wis"})
    goal.refresh_from_db()
    assert goal.client_says is None


def test_a_goal_of_somebody_else_is_not_there(inside_portal, join, robert):
    other = goals.add(by=robert, trajectory=join("W-2", first_name="Anna"), text="Iets van Anna")
    assert inside_portal.post(f"/mijn/doelen/{other.pk}/", {"zeg": "ja"}).status_code == 404
    assert Goal.objects.get(pk=other.pk).client_says is None
    assert "Iets van Anna" not in inside_portal.get("/mijn/doelen/").text


def test_nonsense_about_a_goal_is_not_found(inside_portal, samira, robert):
    goal = goals.add(by=robert, trajectory=samira, text="Post openen")
    assert inside_portal.post(f"/mijn/doelen/{goal.pk}/", {"zeg": "misschien"}).status_code == 404
    assert inside_portal.get(f"/mijn/doelen/{goal.pk}/").status_code == 405


def test_ticking_a_dropped_goal_just_shows_the_page(inside_portal, samira, robert):
    goal = goals.add(by=robert, trajectory=samira, text="Post openen")
    goals.drop(by=robert, goal=goal)
    answer = inside_portal.post(f"/mijn/doelen/{goal.pk}/", {"zeg": "ja"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mijn/doelen/")


# --- What you said, what we did ----------------------------------------------------------------


def test_what_was_done_is_read_and_content_closes_it(inside_portal, handled):
    text = inside_portal.get("/mijn/gehoord/").text
    assert "Ik heb je dinsdag gebeld." in text and "vroeg je of we je bellen" in text
    assert inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "ja"}).status_code == 303
    assert Opinion.objects.get().is_content is True
    assert Signal.objects.get(pk=handled.pk).state == State.HANDLED
    assert "Jij bent hier tevreden mee" in inside_portal.get("/mijn/gehoord/").text


def test_not_content_puts_it_on_the_worklist_again(
    inside_portal, handled, robert, waterveen, client_on
):
    inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "nee"})
    signal = Signal.objects.get(pk=handled.pk)
    assert (signal.state, signal.reopened_on) == (State.OPEN, date(2026, 6, 10))
    assert "Er wordt nog een keer naar gekeken" in inside_portal.get("/mijn/gehoord/").text
    connection.set_schema_to_public()
    page = client_on(waterveen, robert).get("/werklijst/").text
    assert "de cliënt zei op 10 juni 2026 dat het nog niet goed is" in page


def test_after_it_was_handled_again_she_is_asked_again(inside_portal, handled, robert, clock):
    inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "nee"})
    clock.shift(60)
    again = Signal.objects.get(pk=handled.pk)
    acts.handle(by=robert, signal=again, sentence="Ik bel je elke week.")
    text = inside_portal.get("/mijn/gehoord/").text
    assert "Ik bel je elke week." in text and "Ben je hier tevreden mee?" in text
    inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "ja"})
    assert list(Opinion.objects.order_by("handled_at").values_list("is_content", flat=True)) == [
        False,
        True,
    ]


def test_saying_it_twice_is_one_opinion_and_one_reopening(inside_portal, handled):
    for _twice in range(2):
        inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "nee"})
    assert Opinion.objects.count() == 1
    events = Signal.objects.get(pk=handled.pk).events.filter(
        state="open", reopened_on__isnull=False
    )
    assert events.count() == 1


def test_after_the_help_ended_nothing_comes_back_on_the_list(
    inside_portal, handled, samira, robert
):
    trajectories.end(by=robert, trajectory=samira, status="stopped", reason="no_show")
    inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "nee"})
    assert Signal.objects.get(pk=handled.pk).state == State.HANDLED
    assert Opinion.objects.get().is_content is False


def test_what_was_done_for_somebody_else_is_not_there(inside_portal, join, robert):
    other = join("W-2", first_name="Anna")
    signal = acts.ask(rule="call_me", trajectory=other, client=other.clients.get())
    acts.handle(by=robert, signal=signal, sentence="Voor Anna.")
    assert "Voor Anna." not in inside_portal.get("/mijn/gehoord/").text
    assert inside_portal.post(f"/mijn/gehoord/{signal.pk}/", {"zeg": "nee"}).status_code == 404
    assert Signal.objects.get(pk=signal.pk).state == State.HANDLED


def test_what_was_done_for_a_partner_stays_theirs(inside_portal, couple, samira, robert):
    signal = acts.ask(rule="call_me", trajectory=samira, client=couple)
    acts.handle(by=robert, signal=signal, sentence="Voor Peter alleen.")
    assert "Voor Peter alleen." not in inside_portal.get("/mijn/gehoord/").text
    assert list(listing.said_to(couple)) == [(date(2026, 6, 10), "Voor Peter alleen.")]


def test_what_is_taken_back_at_the_same_moment_gets_no_opinion(
    inside_portal, handled, robert, samira
):
    """The caseworker takes the sentence back between the client's press and its writing."""
    read = Signal.objects.get(pk=handled.pk)
    acts.put_back(by=robert, signal=handled)
    assert heard.tell(client=samira.clients.get(), signal=read, is_content=False) is None
    assert not Opinion.objects.exists()
    assert Signal.objects.get(pk=handled.pk).reopened_on is None


def test_what_is_done_anew_at_the_same_moment_gets_no_opinion_of_before(
    handled, robert, samira, clock
):
    read = Signal.objects.get(pk=handled.pk)
    acts.put_back(by=robert, signal=handled)
    clock.shift(5)
    acts.handle(by=robert, signal=Signal.objects.get(), sentence="Ik bel je morgen.")
    assert heard.tell(client=samira.clients.get(), signal=read, is_content=False) is None
    assert (Opinion.objects.count(), Signal.objects.get().state) == (0, State.HANDLED)


def test_the_page_says_nothing_was_saved_of_what_is_gone(inside_portal, handled, monkeypatch):
    monkeypatch.setattr(heard, "tell", lambda **_said: None)
    answer = inside_portal.post(f"/mijn/gehoord/{handled.pk}/", {"zeg": "ja"})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/mijn/gehoord/")


def test_two_at_once_are_held_in_the_order_of_every_act_on_signals(handled, samira):
    """The trajectory first: an act that holds it waits for no signal that is held by this one."""
    with CaptureQueriesContext(connection) as asked:
        heard.tell(client=samira.clients.get(), signal=handled, is_content=False)
    held = [query["sql"] for query in asked if "FOR " in query["sql"].split("WHERE")[-1]]
    assert 'FROM "caseload_trajectory"' in held[0] and 'FROM "worklist_signal"' in held[1]


def test_a_clock_that_is_behind_the_caseworkers_refuses_no_opinion(handled, samira, clock):
    clock.shift(-2)
    opinion = heard.tell(client=samira.clients.get(), signal=handled, is_content=True)
    assert opinion.given_at == handled.decided_at


# --- Call me -----------------------------------------------------------------------------------


def test_call_me_reaches_the_worklist_once(inside_portal, samira):
    for _twice in range(2):
        assert inside_portal.post("/mijn/bel-mij/").status_code == 303
    signal = Signal.objects.get(rule="call_me")
    assert (signal.trajectory_id, signal.state) == (samira.pk, State.OPEN)
    assert inside_portal.get("/mijn/bel-mij/").status_code == 405


def test_what_is_asked_again_right_after_it_was_handled_is_asked(
    inside_portal, samira, robert, clock
):
    inside_portal.post("/mijn/bel-mij/")
    acts.handle(by=robert, signal=Signal.objects.get(), sentence="Ik heb je gebeld.")
    clock.shift(timedelta(milliseconds=10))
    assert inside_portal.post("/mijn/bel-mij/").status_code == 303
    assert Signal.objects.waiting().filter(rule="call_me").count() == 1

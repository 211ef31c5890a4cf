"""Intermediate goals: two sides, never averaged (M-3)."""

from datetime import date

import pytest

from monitor.caseload import goals
from monitor.caseload.acts import Refused
from monitor.caseload.models import Goal


@pytest.fixture
def goal(robert, samira):
    """Post open on Fridays."""
    return goals.add(by=robert, trajectory=samira, text="Elke vrijdag post openen")


def test_a_goal_is_sealed_and_the_same_words_set_one(robert, samira, goal):
    again = goals.add(by=robert, trajectory=samira, text=" Elke vrijdag post openen ")
    assert again.pk == goal.pk and Goal.objects.count() == 1
    assert b"post" not in bytes(Goal.objects.get().text_sealed)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"text": "  "}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"text": "Sparen", "due_on": date(2026, 6, 14)}, "due_on"),
        ({"text": "Sparen", "set_by": "boss"}, "invalid_value"),
    ],
)
def test_a_goal_that_cannot_be_is_refused(robert, samira, values, code):
    with pytest.raises(Refused) as refusal:
        goals.add(by=robert, trajectory=samira, **values)
    assert refusal.value.code == code


def test_each_side_ticks_for_itself_and_a_disagreement_stands(robert, goal):
    mine = goals.say(by=robert, goal=goal, side="caseworker", reached=True)
    assert (mine.caseworker_says, mine.client_says, mine.is_disputed) == (True, None, False)
    both = goals.say(by=robert, goal=goal, side="client", reached=False)
    assert (both.caseworker_says, both.client_says, both.is_disputed) == (True, False, True)
    assert both.client_said_through == "caseworker"
    agreed = goals.say(by=robert, goal=goal, side="client", reached=True)
    assert not agreed.is_disputed


def test_what_a_side_said_can_be_taken_back(robert, goal):
    goals.say(by=robert, goal=goal, side="client", reached=True)
    back = goals.say(by=robert, goal=goal, side="client", reached=None)
    assert (back.client_says, back.client_said_at, back.client_said_through) == (None, None, "")


def test_of_a_dropped_goal_nothing_is_said(robert, goal):
    goals.drop(by=robert, goal=goal)
    with pytest.raises(Refused, match="vervallen"):
        goals.say(by=robert, goal=goal, side="client", reached=True)
    assert goals.drop(by=robert, goal=goal).dropped_at is not None


def test_there_is_room_for_so_many_goals(robert, samira):
    for number in range(goals.MOST_STANDING):
        goals.add(by=robert, trajectory=samira, text=f"Doel {number}")
    with pytest.raises(Refused, match="al 20 doelen"):
        goals.add(by=robert, trajectory=samira, text="Nog een")
    goals.drop(by=robert, goal=Goal.objects.first())
    assert goals.add(by=robert, trajectory=samira, text="Nog een").pk

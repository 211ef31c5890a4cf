"""Signals through the days: found once, gone by themselves, decided by people, opened again."""

import contextlib
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from monitor.caseload import milestones
from monitor.caseload.acts import Refused
from monitor.desk.worklist import acts, following, listing, settings, signals, tasks
from monitor.desk.worklist.models import RuleSetting, Signal, State
from monitor.desk.worklist.rules import by_code
from monitor.surveys import answering, following_up, protocol
from monitor.surveys.models import FollowUp, Wave
from monitor.surveys.questions import questions_for
from tests.caseload.people import a_trajectory

from .conftest import TODAY, answered, seen

SENTENCE = "Ik heb je gebeld en we hebben een afspraak."


@pytest.fixture
def anna(robert, inside):
    """Robert has not spoken with Anna since the intake on 1 March."""
    return inside(a_trajectory, robert, "W-7", first_name="Anna", email="anna@example.org")


def only(**lookups) -> Signal:
    return Signal.objects.get(**lookups)


def an_open_wave(trajectory, **fields):
    """A questionnaire that can be answered now."""
    Wave.objects.filter(trajectory=trajectory, status__in=["planned", "open"]).delete()
    now = timezone.now()
    return Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.first(),
        kind="regular",
        status="open",
        sequence=Wave.objects.filter(trajectory=trajectory).count() + 1,
        open_from=now,
        closes_at=now + timedelta(days=10),
    )


def fill_in(trajectory, **answers):
    """The client answers and hands in."""
    wave = an_open_wave(trajectory)
    for question in questions_for(wave, "nl"):
        if question.code in answers:
            given = str(answers[question.code])
            answering.answer(wave_id=wave.pk, question=question, given=given)
    answering.submit(wave=wave)
    return wave


def test_found_every_night_it_is_one_signal(anna, inside):
    def check():
        assert following.refresh() == {"opened": 1, "over": 0}
        first = only()
        assert following.refresh() == {"opened": 0, "over": 0}
        assert only().pk == first.pk and only().first_seen == first.first_seen
        events = Signal.pgh_event_model.objects if hasattr(Signal, "pgh_event_model") else None
        assert events is None or events.count() == 1

    inside(check)


def test_a_contact_takes_it_off_at_once_and_a_later_silence_is_a_new_signal(anna, inside):
    def check():
        following.refresh()
        seen(anna, TODAY)
        assert only().state == State.OVER

    inside(check)
    with time_machine.travel(datetime(2026, 7, 6, 12, tzinfo=protocol.ZONE)):
        inside(following.refresh)
        states = inside(lambda: dict(Signal.objects.values_list("occasion", "state")))
    assert states == {"2026-03-01": "over", "2026-06-15": "open"}


def test_facts_that_hold_again_open_it_again(anna, inside):
    def check():
        following.refresh()
        contact = seen(anna, TODAY)
        contact.delete()
        following.refresh()
        assert only().state == State.OPEN

    inside(check)


def test_what_somebody_dismissed_stays_dismissed(anna, robert, inside):
    def check():
        following.refresh()
        acts.dismiss(by=robert, signal=only(), reason="known")
        assert following.refresh() == {"opened": 0, "over": 0}
        assert (only().state, only().reason, only().decided_by) == (
            State.DISMISSED,
            "known",
            robert.pk,
        )

    inside(check)


@pytest.mark.parametrize("days, count", [(20, 1), (21, 2)])
def test_what_still_holds_long_after_a_decision_is_on_the_list_again(
    anna, robert, inside, days, count
):
    def decide():
        following.refresh()
        acts.handle(by=robert, signal=only(), sentence=SENTENCE)

    inside(decide)
    with time_machine.travel(timezone.now() + timedelta(days=days)):
        for _night in range(2):
            inside(following.refresh)
        rows = inside(lambda: list(Signal.objects.order_by("first_seen")))
        states = [(signal.occasion, signal.state) for signal in rows]
        assert states == [("2026-03-01", "handled"), ("2026-03-01#2", "open")][:count]
        inside(seen, anna, TODAY + timedelta(days=days))
        inside(following.refresh)
        assert not inside(Signal.objects.waiting().exists)


def test_later_comes_back_on_its_day(anna, robert, waterveen, inside):
    member = robert.memberships.get(municipality=waterveen)

    def check():
        following.refresh()
        acts.snooze(by=robert, signal=only(), days=3)
        assert listing.count_for(member) == 0

    inside(check)
    for day, count in ((17, 0), (18, 1)):
        with time_machine.travel(datetime(2026, 6, day, 12, tzinfo=protocol.ZONE)):
            assert inside(listing.count_for, member) == count


def test_handled_with_a_sentence_that_the_client_reads(anna, robert, inside):
    def check():
        following.refresh()
        acts.handle(by=robert, signal=only(), sentence=f"  {SENTENCE} ")
        assert listing.said_to(anna.clients.get()) == [(TODAY, SENTENCE)]
        assert SENTENCE.encode() not in bytes(only().sentence_sealed)
        assert following.refresh() == {"opened": 0, "over": 0}

    inside(check)


@pytest.mark.parametrize(
    "act, values",
    [
        (acts.handle, {"sentence": " "}),
        (acts.handle, {"sentence": "x" * 301}),
        (acts.dismiss, {"reason": "because"}),
        (acts.snooze, {"days": 400}),
    ],
)
def test_a_decision_says_what_it_must(anna, robert, inside, act, values):
    def check():
        following.refresh()
        with pytest.raises(Refused):
            act(by=robert, signal=only(), **values)
        assert only().state == State.OPEN

    inside(check)


def test_two_people_cannot_decide_the_same_thing(anna, robert, inside):
    def check():
        following.refresh()
        stale = only()
        acts.dismiss(by=robert, signal=only(), reason="fine")
        with pytest.raises(Refused, match="al gedaan"):
            acts.handle(by=robert, signal=stale, sentence=SENTENCE)

    inside(check)


def test_what_was_put_away_can_be_put_back(anna, robert, inside):
    def check():
        following.refresh()
        acts.dismiss(by=robert, signal=only(), reason="fine")
        acts.put_back(by=robert, signal=only())
        assert (only().state, only().reason, only().decided_by) == (State.OPEN, "", None)

    inside(check)


def test_an_answer_is_looked_at_in_its_own_transaction(calm, inside):
    anna = calm("W-7")

    def check():
        answered(anna, 14, stress=5)
        fill_in(anna, stress=4)
        assert only().rule == "stress_high"
        assert only().facts["last_on"] == TODAY.isoformat()
        fill_in(anna, stress=2)
        assert only().state == State.OVER

    inside(check)


def test_when_looking_fails_the_answer_stands_and_is_looked_at_again(calm, inside, monkeypatch):
    anna, bert = calm("W-7"), calm("W-8")

    def refresh(keys, **more):
        if anna.pk in keys:
            raise RuntimeError("no")
        return whole(keys, **more)

    def check():
        monkeypatch.setattr(following, "refresh", refresh)
        for trajectory in (anna, bert):
            wave = an_open_wave(trajectory)
            with contextlib.suppress(ExceptionGroup):
                answering.submit(wave=wave)
            wave.refresh_from_db()
            assert wave.status == "submitted"
        assert [note.wave.trajectory for note in FollowUp.objects.all()] == [anna]
        monkeypatch.undo()
        assert following_up.run() == 0  # what failed waits for a quarter of an hour
        assert following_up.run(timezone.now() + timedelta(minutes=16)) == 1
        assert not FollowUp.objects.exists()

    whole = following.refresh
    inside(check)


@pytest.mark.parametrize(
    "answers, is_open",
    [
        ({"helped": 2}, True),
        ({"listened": 1}, True),
        ({"helped": 3, "listened": 3}, False),
        ({"knows_what_to_do": 1}, False),
        ({"stress": 1}, False),
    ],
)
def test_who_is_not_content_afterwards_is_on_the_list_again(anna, robert, inside, answers, is_open):
    told = []

    def check():
        following.refresh()
        acts.handle(by=robert, signal=only(), sentence=SENTENCE)
        with time_machine.travel(timezone.now() + timedelta(days=10)):
            fill_in(anna, **answers)
            signal = only(rule="no_contact")
            assert (signal.state == State.OPEN) is is_open
            following.refresh()
            signal.refresh_from_db()
            assert (signal.state == State.OPEN) is is_open, "the night leaves it to a person"
            if is_open:
                [again] = listing.waiting_in(anna, listing_names())
                assert again.is_again and "niet tevreden" in again.why[-1]
                acts.handle(by=robert, signal=signal, sentence="Ik belde nog een keer.")
                assert only(rule="no_contact").state == State.HANDLED
        assert len(told) == is_open

    def listing_names():
        from monitor.caseload import labels

        return labels.current()

    def hear(sender, hit, **_):
        told.append(hit.pk)

    signals.signal_reopened.connect(hear)
    try:
        inside(check)
    finally:
        signals.signal_reopened.disconnect(hear)


def test_what_a_client_asks_for_waits_for_a_person(calm, robert, inside):
    anna = calm("W-7")

    def check():
        client = anna.clients.get()
        asked = acts.ask(rule="call_me", trajectory=anna, client=client)
        assert acts.ask(rule="call_me", trajectory=anna, client=client).pk == asked.pk
        following.refresh()
        assert only().state == State.OPEN and only().facts == {
            "each": [{"asked_on": "2026-06-15", "found_in": "button"}]
        }
        acts.handle(by=robert, signal=asked, sentence=SENTENCE)
        with time_machine.travel(timezone.now() + timedelta(hours=1)):
            assert acts.ask(rule="call_me", trajectory=anna, client=client).pk != asked.pk
        with pytest.raises(ValueError):
            acts.ask(rule="no_contact", trajectory=anna, client=client)

    inside(check)


def test_a_rule_that_is_off_finds_nothing_and_its_history_is_kept(anna, robert, inside):
    rule = by_code("no_contact")

    def check():
        following.refresh()
        assert settings.switch(by=robert, rule=rule, is_used=False)
        assert not settings.switch(by=robert, rule=rule, is_used=False)
        assert only().state == State.OVER
        following.refresh()
        assert only().state == State.OVER
        settings.switch(by=robert, rule=rule, is_used=True)
        following.refresh()
        assert only().state == State.OPEN
        assert RuleSetting.objects.get().is_used
        with connection.cursor() as cursor:
            cursor.execute("SELECT is_used FROM worklist_rulesettingevent ORDER BY pgh_id")
            assert [row[0] for row in cursor.fetchall()] == [True, False, True]
        with pytest.raises(ValueError):
            settings.switch(by=robert, rule=by_code("emergency"), is_used=False)

    inside(check)


def test_the_night_run_goes_round_the_municipalities(anna, waterveen, inside):
    assert tasks.tick() == 3
    assert inside(lambda: only().rule) == "no_contact"


def test_a_neighbour_has_nothing_on_its_list(anna, inside, lindehaven):
    from django_tenants.utils import tenant_context

    inside(following.refresh)
    with tenant_context(lindehaven):
        assert not Signal.objects.exists()


def test_a_result_closes_only_what_it_settles(anna, robert, inside):
    def check():
        milestones.tick(by=robert, trajectory=anna, kind="iu_in_view", on=date(2026, 4, 1))
        following.refresh()
        assert set(Signal.objects.values_list("rule", flat=True)) == {"no_contact", "debts_soon"}
        milestones.tick(by=robert, trajectory=anna, kind="debts_in_view", on=TODAY)
        states = dict(Signal.objects.values_list("rule", "state"))
        assert states == {"no_contact": "open", "debts_soon": "over"}

    inside(check)

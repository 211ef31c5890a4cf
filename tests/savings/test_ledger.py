"""The ledger: earned once per questionnaire, never lost, never changed, paid out once."""

import threading

import pytest
from django.db import connection, transaction
from django.db.utils import IntegrityError, ProgrammingError
from django.utils import timezone

from monitor.caseload.acts import Refused
from monitor.caseload.models import Client
from monitor.surveys import answering, sending
from monitor.surveys.models import Wave, WaveStatus
from monitor.surveys.savings import ledger
from monitor.surveys.savings.models import Entry, Kind, Payout, PayoutList, Scheme
from monitor.surveys.savings.statement import in_euros, statement_of


@pytest.fixture
def person(samira):
    """Samira herself."""
    return samira.clients.get()


def fill_in(trajectory, times=1, client=None):
    """So many questionnaires, handed in one after the other."""
    client = client or trajectory.clients.first()
    for _number in range(times):
        Wave.objects.filter(trajectory=trajectory, client=client).pending().delete()
        now = timezone.now()
        last = Wave.objects.filter(trajectory=trajectory).order_by("-sequence").first()
        wave = Wave.objects.create(
            trajectory=trajectory,
            client=client,
            kind="regular",
            status="open",
            sequence=(last.sequence if last else 0) + 1,
            open_from=now,
            closes_at=now + timezone.timedelta(days=10),
        )
        answering.submit(wave=wave)


def points_of(person):
    return ledger.balance(person).points


def test_nothing_is_saved_until_the_municipality_says_so(samira, person):
    assert ledger.scheme().is_on is False
    fill_in(samira)
    assert not Entry.objects.exists() and not Scheme.objects.exists()


def test_a_questionnaire_gives_points_in_the_same_transaction(savings, wave, person):
    with pytest.raises(RuntimeError), transaction.atomic():
        answering.submit(wave=wave)
        raise RuntimeError
    assert points_of(person) == 0
    answering.submit(wave=wave)
    entry = Entry.objects.get()
    assert (entry.kind, entry.points, entry.cents, entry.wave_id) == ("earned", 10, 100, wave.pk)


def test_handing_in_twice_gives_points_once(savings, wave, person):
    answering.submit(wave=wave)
    answering.submit(wave=wave)
    wave.refresh_from_db()
    assert ledger.earn([wave]) == 0
    assert Entry.objects.count() == 1
    assert points_of(person) == 10
    with pytest.raises(IntegrityError), transaction.atomic():
        Entry.objects.create(
            client=person, kind="earned", points=5, cents=5, wave_id=wave.pk, at=timezone.now()
        )


def test_missing_one_takes_nothing_away(savings, samira, person, wave, later):
    fill_in(samira, 2)
    later(7, 20)
    sending.open_due(timezone.now())
    later(8, 20)
    assert sending.expire(timezone.now()) == 1
    assert Wave.objects.filter(status=WaveStatus.EXPIRED).exists()
    assert points_of(person) == 20
    said = statement_of(person)
    assert said.points == 20 and len(said.lines) == 2


def test_another_conversion_leaves_what_was_saved_worth_the_same(savings, samira, person, iris):
    fill_in(samira, 2)
    ledger.change_scheme(by=iris, cents=1)
    fill_in(samira)
    assert ledger.balance(person) == ledger.Balance(30, 210)


def test_switched_off_nothing_comes_and_nothing_goes(savings, samira, person, iris):
    fill_in(samira, 2)
    ledger.change_scheme(by=iris, is_on=False)
    fill_in(samira)
    assert points_of(person) == 20
    assert ledger.take_out(client=person, way="paid").points == 20


def test_an_empty_pot_gives_no_more_and_keeps_what_is_there(savings, samira, person, iris):
    ledger.change_scheme(by=iris, budget=25)
    fill_in(samira, 4)
    assert points_of(person) == 20
    assert statement_of(person).next_points == 0
    ledger.take_out(client=person, way="paid")
    fill_in(samira)
    assert points_of(person) == 0  # paid out is spent: the pot does not fill again


def test_everything_is_taken_out_at_once_and_only_once(savings, samira, person):
    fill_in(samira, 3)
    payout = ledger.take_out(client=person, way="paid")
    assert (payout.points, payout.cents) == (30, 300)
    assert points_of(person) == 0
    with pytest.raises(Refused, match="genoeg"):
        ledger.take_out(client=person, way="paid")
    assert Payout.objects.count() == 1


@pytest.mark.parametrize(("way", "code"), [("paid", "too_little"), ("cash", "way"), ("", "way")])
def test_what_cannot_be_taken_out_is_refused(savings, samira, person, way, code):
    fill_in(samira)
    with pytest.raises(Refused) as refused:
        ledger.take_out(client=person, way=way)
    assert refused.value.code == code
    assert points_of(person) == 10


def test_a_mistake_gets_a_counter_entry_and_a_second_one_nothing(savings, samira, person, iris):
    fill_in(samira)
    earned = Entry.objects.get()
    counter = ledger.reverse(by=iris, entry=earned)
    assert (counter.kind, counter.points, counter.cents) == (Kind.REVERSED, -10, -100)
    assert ledger.reverse(by=iris, entry=earned).pk == counter.pk
    assert points_of(person) == 0
    with pytest.raises(Refused):
        ledger.reverse(by=iris, entry=counter)


def test_what_was_taken_out_is_not_taken_back_from_under_somebody(savings, samira, person, iris):
    fill_in(samira, 2)
    ledger.take_out(client=person, way="donated")
    with pytest.raises(Refused) as refused:
        ledger.reverse(by=iris, entry=Entry.objects.filter(kind=Kind.EARNED).first())
    assert refused.value.code == "taken_out"


def test_the_database_refuses_to_change_an_entry(savings, samira):
    fill_in(samira)
    with pytest.raises(ProgrammingError, match="pgtrigger"), transaction.atomic():
        Entry.objects.update(points=1000)


def test_a_payout_that_failed_is_the_clients_again(savings, samira, person, iris):
    fill_in(samira, 2)
    payout = ledger.take_out(client=person, way="paid")
    for _twice in range(2):
        ledger.reverse_payout(by=iris, payout=payout)
    payout.refresh_from_db()
    assert points_of(person) == 20 and payout.reversed_by == iris.pk
    assert ledger.make_list(by=iris) is None
    assert "niet gelukt" in " ".join(line.text for line in statement_of(person).lines)


def test_each_payout_stands_on_one_list(savings, samira, person, iris, join):
    fill_in(samira, 2)
    ledger.take_out(client=person, way="paid")
    first = ledger.make_list(by=iris)
    assert ledger.make_list(by=iris) is None
    anna = join("W-2", first_name="Anna", email="anna@example.org")
    fill_in(anna, 2)
    ledger.take_out(client=anna.clients.get(), way="donated")
    second = ledger.make_list(by=iris)
    assert (first.number, second.number) == (1, 2)
    assert [one.payouts.count() for one in PayoutList.objects.order_by("number")] == [1, 1]
    assert ledger.mark_paid(by=iris, payout_list=first) is True
    assert ledger.mark_paid(by=iris, payout_list=first) is False


def test_an_erased_client_leaves_an_amount_of_nobody(savings, samira, person, iris):
    fill_in(samira, 2)
    payout = ledger.take_out(client=person, way="paid")
    ledger.make_list(by=iris)
    Client.objects.filter(pk=person.pk).delete()
    payout.refresh_from_db()
    assert (payout.client_id, payout.cents) == (None, 200)
    assert not Entry.objects.exists()
    with pytest.raises(Refused):
        ledger.reverse_payout(by=iris, payout=payout)


def test_the_sums_of_the_ledger_meet(savings, samira, person, iris):
    """What came in is what went out and what is left, whatever happened."""
    fill_in(samira, 5)
    out = ledger.take_out(client=person, way="paid")
    ledger.reverse_payout(by=iris, payout=out)
    fill_in(samira, 1)
    given = ledger.take_out(client=person, way="donated")
    fill_in(samira, 3)
    earned = sum(e.points for e in Entry.objects.filter(kind="earned"))
    assert earned == 90 == given.points + points_of(person)


def test_a_scheme_without_a_way_out_is_refused(in_waterveen, iris):
    with pytest.raises(Refused) as refused:
        ledger.change_scheme(by=iris, is_on=True)
    assert refused.value.code == "no_way_out"
    with pytest.raises(Refused):
        ledger.change_scheme(by=iris, points=0)
    with pytest.raises(TypeError):
        ledger.change_scheme(by=iris, euros=5)
    assert not Scheme.objects.exists()


def test_amounts_have_a_decimal_comma():
    assert in_euros(1234567) == "€ 12.345,67"
    assert in_euros(5) == "€ 0,05"


@pytest.mark.django_db(transaction=False)
def test_the_receiver_asks_one_question_while_savings_are_off(samira, django_assert_num_queries):
    wave = Wave(pk=samira.pk, client=samira.clients.get())
    with django_assert_num_queries(1):
        assert ledger.earn([wave]) == 0


def test_two_at_once_take_it_out_once(savings, samira, person):
    """The client's row is held: what a second press sees is what the first one left."""
    fill_in(samira, 2)
    with transaction.atomic():
        Client.objects.select_for_update(no_key=True).get(pk=person.pk)
        seen = []

        def other_session():
            try:
                with transaction.atomic():
                    Client.objects.select_for_update(no_key=True, nowait=True).filter(
                        pk=person.pk
                    ).first()
            except Exception as error:  # noqa: BLE001 - whatever the database says
                seen.append(error)
            finally:
                connection.close()

        thread = threading.Thread(target=other_session)
        thread.start()
        thread.join()
    assert ledger.take_out(client=person, way="paid").points == 20

"""What the demo has beside its records: seen where people look, and in no published figure."""

from datetime import timedelta
from random import Random

import pytest
from django.db.models import Max
from django.utils import timezone
from django_tenants.utils import tenant_context

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.caseload.models import Client
from monitor.caseload.wording import sealed_text
from monitor.demo import besides, sentences, voices
from monitor.demo.generator import generate
from monitor.demo.load import load
from monitor.desk.dashboards import sharing
from monitor.desk.worklist.models import Signal
from monitor.insights.compute import compute_all
from monitor.insights.frames import Cohort, fetch
from monitor.surveys.free_texts import danger, reading
from monitor.surveys.free_texts.models import FreeText
from monitor.surveys.free_texts.saying import LONGEST
from monitor.surveys.models import Wave, WaveStatus
from monitor.surveys.own_questions.figures import tally
from monitor.surveys.own_questions.models import OwnQuestion
from monitor.surveys.savings import ledger
from monitor.surveys.savings.models import Entry, Kind, Payout, PayoutList
from tenants.models import Edition

ALL_KIND = [text for text, _ in sentences.TO_MUNICIPALITY] + list(sentences.TO_CASEWORKER)


@pytest.fixture
def recent():
    """The demo as it is seeded today: the edition ended yesterday."""
    return generate(timezone.localdate() - timedelta(days=1))


@pytest.fixture
def staff(waterveen, make_account):
    """First name -> account, with the roles that the demo gives them."""
    roles = {
        "noor": "caseworker",
        "tess": "team_lead",
        "bas": "policy_adviser",
        "iris": "administrator",
    }
    return {
        name: make_account(f"{name}@waterveen.example.org", waterveen, role)
        for name, role in roles.items()
    }


@pytest.fixture
def loaded(recent, staff, waterveen):
    """The test runs inside Waterveen with its records, and nothing besides yet."""
    accounts = {account.email: account for account in staff.values()}
    with tenant_context(waterveen):
        load(recent, waterveen, accounts)
        yield waterveen


def test_each_sentence_can_be_kept_and_frightens_nobody():
    for text in (*ALL_KIND, sentences.FRIENDLY):
        assert sealed_text(text, LONGEST, "text") == text
        assert not danger.points_at_danger(text), text


def test_no_sentence_stands_there_twice():
    assert len(set(ALL_KIND)) == len(ALL_KIND) >= 40
    assert danger.points_at_danger(sentences.WORRYING)


def test_no_published_figure_moves(recent, loaded):
    day = recent.reference_date
    edition = Edition(
        slug="2021",
        name="Editie 2021",
        starts_on=day - timedelta(days=273),
        ends_on=day,
        reference_date=day,
    )
    before = compute_all(fetch(Cohort.of(edition)))
    besides.add(recent, loaded)
    assert FreeText.objects.exists() and Entry.objects.exists() and OwnQuestion.objects.exists()
    assert compute_all(fetch(Cohort.of(edition))) == before


def test_what_each_colleague_finds(recent, loaded, staff):
    besides.add(recent, loaded)
    today = timezone.localdate()

    quarters = reading.quarters()
    texts = reading.to_municipality(quarters[0], today)
    assert len({text.client_id for text in texts}) >= INTERNAL_FLOOR
    assert all(reading.to_municipality(quarter, today) for quarter in quarters)
    coded = [bool(text.codes.all()) for text in texts]
    assert any(coded) and not all(coded)

    said_today = FreeText.objects.filter(said_at__date=today)
    assert {text.text for text in said_today} == {sentences.WORRYING, sentences.FRIENDLY}
    others = FreeText.objects.exclude(said_at__date=today)
    assert others.aggregate(last=Max("said_at__date"))["last"] <= recent.reference_date

    alarm = Signal.objects.get(rule="emergency")
    assert alarm.trajectory.caseworker_id == staff["noor"].pk
    assert Signal.objects.filter(rule="wrote").count() == 2
    assert set(reading.to_caseworker(alarm.trajectory).values_list("wave__status", flat=True)) == {
        WaveStatus.SUBMITTED
    }

    assert ledger.scheme().is_on
    listed = PayoutList.objects.get()
    assert listed.payouts.count() == 3
    assert Payout.objects.filter(on_list__isnull=True).count() == 1
    waves = dict(Wave.objects.filter(submitted_at__isnull=False).values_list("pk", "client_id"))
    earned = Entry.objects.filter(kind=Kind.EARNED)
    assert all(waves[entry.wave_id] == entry.client_id for entry in earned)
    assert all(ledger.balance(client).points >= 0 for client in Client.objects.all())

    question = OwnQuestion.objects.get()
    assert not question.is_asked
    assert tally(question, "nl").clients

    agreed = Client.objects.exclude(fallback="")
    assert len(agreed) == 4 and all(client.email for client in agreed)

    lead = loaded.memberships.get(account=staff["tess"])
    assert [owner.account for _, owner in sharing.of_reader(lead)] == [staff["noor"]]


def test_the_same_seed_says_the_same(loaded):
    first = _said()
    assert first and first == _said()


def _said():
    FreeText.objects.all().delete()
    voices.add(Random("1"))
    rows = FreeText.objects.select_related("wave__trajectory")
    return {
        (row.wave.trajectory.external_id, row.wave.sequence, row.addressee, row.text)
        for row in rows
    }


def test_a_municipality_without_more_stays_as_it_was(recent, in_waterveen):
    rietmeer = type(in_waterveen)(slug="rietmeer")
    besides.add(recent, rietmeer)
    assert not FreeText.objects.exists() and not Entry.objects.exists()

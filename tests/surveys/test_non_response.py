"""Why a questionnaire was not answered: said in one tap, changed, taken away; counted from five."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.caseload.acts import Refused
from monitor.insights.frames import Cohort
from monitor.insights.response import response_of
from monitor.surveys import non_response, sending
from monitor.surveys.models import Answer, NonResponse, Wave
from monitor.surveys.non_response_terms import NON_RESPONSE

COHORT = Cohort(date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 31))


@pytest.fixture
def closed(wave, clock):
    """Samira's questionnaire after it closed without an answer."""
    return _expire(wave, clock)


def _expire(wave, clock):
    clock.move_to(wave.closes_at + timedelta(minutes=1))
    sending.expire(timezone.now())
    wave.refresh_from_db()
    assert wave.status == "expired"
    return wave


@pytest.fixture
def tap(closed, client_on, waterveen, make_account):
    """tap("no_time"): a press on Samira's page by a caseworker, or by another role."""
    browsers = {}

    def press(reason, role="caseworker", municipality=waterveen, **more):
        who = (role, municipality.slug)
        if who not in browsers:
            account = make_account(f"{role}@{municipality.slug}.example", municipality, role)
            browsers[who] = client_on(municipality, account)
        connection.set_schema_to_public()
        path = f"/traject/{closed.trajectory_id}/vragenlijsten/{closed.pk}/reden/"
        form = ({} if reason is None else {"reden": reason}) | more
        try:
            return browsers[who].post(path, form)
        finally:
            connection.set_tenant(waterveen)

    return press


# --- The act -----------------------------------------------------------------------------------


def test_a_reason_is_said_changed_and_taken_away_with_its_history(closed, robert):
    for reason in ("forgotten", "no_time"):
        said = non_response.say(by=robert, wave=closed, reason=reason)
        assert (said.reason, said.said_by, said.recorded_by) == (reason, "staff", robert.pk)
    assert NonResponse.objects.count() == 1
    assert non_response.take_back(by=robert, wave=closed) is True
    assert non_response.take_back(by=robert, wave=closed) is False
    events = NonResponse.pgh_event_model.objects.order_by("pgh_id")
    assert [(e.pgh_label, e.reason) for e in events] == [
        ("insert", "forgotten"),
        ("update", "no_time"),
        ("delete", "no_time"),
    ]
    assert {e.pgh_context.metadata["account"] for e in events} == {str(robert.pk)}


@pytest.mark.parametrize("reason", ["", None, "boos", "Hij zit in de gevangenis"])
def test_what_is_no_reason_of_the_list_is_refused(closed, robert, reason):
    with pytest.raises(Refused):
        non_response.say(by=robert, wave=closed, reason=reason)
    assert not NonResponse.objects.exists()


def test_only_what_closed_without_an_answer_has_a_reason(wave, robert, clock):
    with pytest.raises(Refused):  # it is still open
        non_response.say(by=robert, wave=wave, reason="forgotten")
    Answer.objects.create(wave=wave, item="stress", value=3, answered_at=timezone.now())
    _expire(wave, clock)
    with pytest.raises(Refused):  # left half-way: what was answered counts
        non_response.say(by=robert, wave=wave, reason="forgotten")
    Wave.objects.filter(pk=wave.pk).update(status="cancelled", cancelled_reason="ended")
    with pytest.raises(Refused):
        non_response.say(by=robert, wave=wave, reason="forgotten")


def test_a_clients_own_word_stands(closed, robert):
    non_response.say(by=robert, wave=closed, reason="no_wish")
    non_response.say(by=None, wave=closed, reason="no_means")
    for act in (
        lambda: non_response.say(by=robert, wave=closed, reason="forgotten"),
        lambda: non_response.take_back(by=robert, wave=closed),
    ):
        with pytest.raises(Refused):
            act()
    said = NonResponse.objects.get()
    assert (said.reason, said.said_by, said.recorded_by) == ("no_means", "client", None)
    assert non_response.take_back(by=None, wave=closed)


def test_the_database_refuses_a_word_of_nobody(closed):
    with pytest.raises(IntegrityError), transaction.atomic():
        NonResponse.objects.create(
            wave=closed, reason="other", said_by="staff", recorded_at=timezone.now()
        )


# --- The desk ----------------------------------------------------------------------------------


def test_one_tap_on_the_client_page_and_the_reason_stands_there(
    closed, tap, client_on, waterveen, robert
):
    connection.set_schema_to_public()
    desk = client_on(waterveen, robert)
    page, pages = f"/traject/{closed.trajectory_id}/", []
    text = desk.get(page).text
    assert "De vragenlijst van 10 juni is niet ingevuld." in text
    for term in NON_RESPONSE:
        assert f'name="reden" value="{term.code}"' in text and str(term) in text
    assert 'type="text" name="reden"' not in text and "Haal de reden weg" not in text
    connection.set_tenant(waterveen)
    answer = tap("no_time", terug="client")
    assert (answer.status_code, answer["Location"]) == (302, f"{page}#waarom-{closed.pk}")
    assert NonResponse.objects.get().reason == "no_time"
    connection.set_schema_to_public()
    for where in (page, f"{page}vragenlijsten/"):
        pages.append(desk.get(where).text)
        assert "<strong>Geen tijd</strong>" in pages[-1] and "Haal de reden weg" in pages[-1]
    connection.set_tenant(waterveen)
    answer = tap("")
    assert answer["Location"] == f"{page}vragenlijsten/#waarom-{closed.pk}"
    assert not NonResponse.objects.exists()


def test_what_the_client_said_shows_so_without_buttons(closed, client_on, waterveen, robert):
    non_response.say(by=None, wave=closed, reason="too_hard")
    connection.set_schema_to_public()
    text = client_on(waterveen, robert).get(f"/traject/{closed.trajectory_id}/").text
    assert "De cliënt zei dit zelf." in text and "Te moeilijk of andere taal" in text
    assert 'name="reden"' not in text


@pytest.mark.parametrize("reason", [None, "Hij zit in de gevangenis", "x" * 5000])
def test_nothing_else_is_kept(tap, reason):
    assert tap(reason).status_code == 302
    assert not NonResponse.objects.exists()


@pytest.mark.parametrize(
    ("role", "expected"),
    [("team_lead", 302), ("administrator", 302), ("policy_adviser", 403)],
)
def test_who_has_a_caseload_may_say_it_and_no_reader_of_figures(tap, role, expected):
    assert tap("forgotten", role=role).status_code == expected
    assert NonResponse.objects.exists() == (expected == 302)


def test_nobody_of_another_municipality_can(tap, lindehaven, waterveen):
    assert tap("forgotten", municipality=lindehaven).status_code == 404
    assert not NonResponse.objects.exists()
    with tenant_context(lindehaven):
        assert not NonResponse.objects.exists()


def test_nobody_without_an_account_can_and_looking_says_nothing(closed, client_on, waterveen):
    connection.set_schema_to_public()
    path = f"/traject/{closed.trajectory_id}/vragenlijsten/{closed.pk}/reden/"
    answer = client_on(waterveen).post(path, {"reden": "forgotten"})
    assert answer.status_code == 302 and "/accounts/login/" in answer["Location"]
    connection.set_tenant(waterveen)
    assert not NonResponse.objects.exists()


def test_a_wave_is_reached_through_its_own_trajectory_alone(
    closed, join, client_on, waterveen, robert
):
    other = join("W-2", first_name="Anna", email="anna@example.org")
    connection.set_schema_to_public()
    path = f"/traject/{other.pk}/vragenlijsten/{closed.pk}/reden/"
    assert client_on(waterveen, robert).post(path, {"reden": "other"}).status_code == 404
    connection.set_tenant(waterveen)
    assert not NonResponse.objects.exists()


def test_more_unanswered_questionnaires_do_not_ask_more_of_the_database(
    closed, client_on, waterveen, robert, django_assert_num_queries
):
    from django.test.utils import CaptureQueriesContext

    connection.set_schema_to_public()
    desk, page = client_on(waterveen, robert), f"/traject/{closed.trajectory_id}/vragenlijsten/"
    desk.get(page)
    with CaptureQueriesContext(connection) as few:
        desk.get(page)
    with tenant_context(waterveen):
        for number in range(50, 55):
            more = _unanswered(closed.trajectory, number)
            non_response.say(by=robert, wave=more, reason="forgotten")
    connection.set_schema_to_public()
    with django_assert_num_queries(len(few)):
        desk.get(page)


# --- In the figures ----------------------------------------------------------------------------


def _unanswered(trajectory, number=70, kind="regular"):
    return Wave.objects.create(
        trajectory=trajectory,
        client=trajectory.clients.get(),
        kind=kind,
        occasion="3" if kind == "aftercare" else "",
        sequence=number,
        status="expired",
        open_from=timezone.now(),
        closes_at=timezone.now(),
    )


@pytest.fixture
def cohort(join, robert):
    """cohort(forgotten=5, no_time=2, **{"": 8}): clients who did not answer, by the reason."""
    made = []

    def make(team="", **reasons):
        for reason, count in reasons.items():
            for _each in range(count):
                number = len(made)
                made.append(join(f"C-{number}", email=f"c{number}@example.org", team=team))
                wave = _unanswered(made[-1])
                if reason:
                    non_response.say(by=robert, wave=wave, reason=reason)

    return make


def shown(response):
    """Reason -> n, as the page lists them."""
    return [(reason.term.code, reason.n) for reason in response.reasons]


def test_reasons_show_from_five_clients_the_most_given_first(cohort):
    cohort(no_time=5, forgotten=6, no_wish=4, **{"": 6})
    assert shown(response_of(COHORT)) == [("forgotten", 6), ("no_time", 5)]


def test_what_stays_out_cannot_be_told_by_subtraction(cohort):
    """Eleven were not answered; without this, four of them would follow from the rest."""
    cohort(forgotten=7, no_time=5, no_wish=4)
    assert shown(response_of(COHORT)) == [("forgotten", 7)]


def test_five_questionnaires_of_one_client_are_not_five_clients(cohort, join, robert):
    cohort(**{"": 8})
    one = join("W-9", email="w9@example.org")
    for number in range(80, 86):
        non_response.say(by=robert, wave=_unanswered(one, number), reason="too_hard")
    assert shown(response_of(COHORT)) == []


def test_a_choice_that_leaves_out_a_few_shows_no_reason(cohort):
    cohort(team="Zuid", forgotten=6, **{"": 6})
    zuid = Cohort(COHORT.starts_on, COHORT.ends_on, COHORT.reference_date, (("team", "Zuid"),))
    assert shown(response_of(zuid, [COHORT])) == [("forgotten", 6)]
    cohort(team="Noord", forgotten=2, **{"": 6})
    assert shown(response_of(zuid, [COHORT])) == []
    assert shown(response_of(COHORT)) == [("forgotten", 8)]


def test_reasons_of_questionnaires_beside_the_series_do_not_count(cohort, robert, join):
    cohort(**{"": 6})
    for number in range(6):
        trajectory = join(f"A-{number}", email=f"a{number}@example.org")
        wave = _unanswered(trajectory, kind="aftercare")
        non_response.say(by=robert, wave=wave, reason="forgotten")
    assert shown(response_of(COHORT)) == []


def test_received_is_what_has_an_answer_by_the_reference_date(cohort, join):
    """Any question counts: to the core, or one of the municipality's own."""
    cohort(**{"": 5})
    wave = _unanswered(join("W-8", email="w8@example.org"))
    on_the_day = Cohort(COHORT.starts_on, COHORT.ends_on, timezone.localdate())
    before = response_of(on_the_day)
    Answer.objects.create(
        wave=wave, item="own_1", value=3, answered_at=timezone.now() + timedelta(days=2)
    )
    assert response_of(on_the_day) == before
    assert (before.asked, before.received) == (6, 0)
    assert response_of(COHORT).received == 1

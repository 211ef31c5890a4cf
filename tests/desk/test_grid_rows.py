"""What a row of the grid says beside its ticks: the last contact, the pace, help in two taps; and
that what stands in it is escaped."""

from datetime import date, timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone

from monitor.caseload import contacts, deployments, milestones
from monitor.caseload.models import Deployment
from monitor.desk.grid.moulds import FIRST, MOST
from monitor.desk.grid.pace import FEWEST, usual_pace
from tests.caseload.people import a_trajectory

from .test_grid import HTMX, text_of

SLOW = "langer dan gemiddeld"


@pytest.fixture(autouse=True)
def _no_pace_is_kept():
    caches["tenant"].clear()
    yield
    caches["tenant"].clear()


@pytest.fixture
def finished_intakes(robert, inside):
    """finished_intakes(n, days): n trajectories whose intake step took that many days."""

    def make(n, days):
        for number in range(n):
            intake = timezone.localdate() - timedelta(days=days)
            trajectory = a_trajectory(robert, f"F-{days}-{number}", intake_date=intake)
            milestones.tick(by=robert, trajectory=trajectory, kind="intake_done")

    return lambda n, days: inside(make, n, days)


def row_of(page: str, number: str) -> str:
    """The part of the page that is this trajectory's row."""
    return next(part for part in page.split("<tr ") if number in part)


def test_the_last_contact_is_the_last_one_that_was_held(desk, robert, anna, inside):
    assert "Nog geen<" in row_of(text_of(desk.get("/")), "W-7")
    for on, no_show in (
        (date(2026, 6, 3), False),
        (date(2026, 5, 1), False),
        (date(2026, 6, 9), True),
    ):
        inside(contacts.record, by=robert, trajectory=anna, kind="phone", on=on, no_show=no_show)
    row = row_of(text_of(desk.get("/")), "W-7")
    assert "3 jun" in row and "9 jun" not in row and "Nog geen<" not in row


def test_a_step_that_takes_longer_than_the_average_here_is_marked_in_words(
    desk, robert, inside, finished_intakes
):
    finished_intakes(FEWEST - 2, 21)
    finished_intakes(2, 31)
    today = timezone.localdate()
    for number, days in (("AT", 23), ("OVER", 24)):
        inside(a_trajectory, robert, number, intake_date=today - timedelta(days=days))
    page = text_of(desk.get("/"))
    assert inside(usual_pace, today)["intake"] == 23, "(8 x 21 + 2 x 31) / 10"
    assert f"{SLOW} (3 weken)" in row_of(page, ">OVER<")
    assert SLOW not in row_of(page, ">AT<")


def test_of_too_few_finished_steps_there_is_no_average(desk, robert, inside, finished_intakes):
    finished_intakes(FEWEST - 1, 7)
    inside(a_trajectory, robert, "OVER", intake_date=timezone.localdate() - timedelta(days=90))
    assert SLOW not in text_of(desk.get("/"))


def test_the_pace_of_one_municipality_says_nothing_in_another(
    desk, client_on, lindehaven, make_account, finished_intakes
):
    from django_tenants.utils import tenant_context

    finished_intakes(FEWEST, 7)
    desk.get("/")
    lena = make_account("lena@lindehaven.example", lindehaven)
    with tenant_context(lindehaven):
        a_trajectory(lena, "L-1", intake_date=timezone.localdate() - timedelta(days=90))
    assert SLOW not in text_of(client_on(lindehaven, lena).get("/"))


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_help_is_put_in_with_two_taps(desk, anna, inside, headers):
    url = f"/traject/{anna.pk}/hulp/erbij/"
    first = text_of(desk.get(url, headers=headers))
    assert "Welke hulp begint vandaag bij Anna?" in first and 'value="legal"' in first
    second = text_of(desk.post(url, {"category": "legal"}, headers=headers, follow=True))
    assert "Juridische hulp" in second
    assert inside(Deployment.objects.get).started_on == timezone.localdate()


def test_help_that_runs_is_not_offered_again(desk, robert, anna, inside):
    inside(deployments.add, by=robert, trajectory=anna, category="legal")
    asked = text_of(desk.get(f"/traject/{anna.pk}/hulp/erbij/", headers=HTMX))
    assert 'value="legal"' not in asked and 'value="psychosocial"' in asked


def test_a_kind_of_help_that_does_not_exist_is_not_put_in(desk, anna, inside):
    asked = text_of(desk.post(f"/traject/{anna.pk}/hulp/erbij/", {"category": "gold"}))
    assert "Welke hulp begint vandaag" in asked
    assert not inside(Deployment.objects.exists)


def test_help_that_was_stopped_is_no_longer_in_the_row(desk, robert, anna, inside):
    help_ = inside(
        deployments.add, by=robert, trajectory=anna, category="legal", started_on=date(2026, 4, 1)
    )
    inside(deployments.end, by=robert, deployment=help_, on=date(2026, 5, 1))
    assert "Juridische hulp" not in row_of(text_of(desk.get("/")), "W-7")


def test_a_name_is_never_read_as_markup(desk, robert, inside):
    inside(a_trajectory, robert, "<i>9", first_name="<script>")
    page = text_of(desk.get("/"))
    assert "<script>" not in page and "<i>9" not in page
    assert page.count("&lt;script&gt;") == 10, "checkbox, link, help and seven cells"
    assert "&lt;i&gt;9" in page


def test_a_name_with_the_marks_of_a_mould_in_it_is_only_a_name(desk, robert, inside):
    everything = "".join(chr(FIRST + place) for place in range(MOST))
    row = inside(a_trajectory, robert, "W-9", first_name=f"Zo{everything}ë")
    page = row_of(text_of(desk.get("/")), "W-9")
    assert ">Zoë</a>" in page
    assert page.count(f'href="/traject/{row.pk}/"') == 1


def test_no_mark_of_a_mould_is_left_on_the_page(desk, anna, robert, inside):
    inside(milestones.tick, by=robert, trajectory=anna, kind="intake_done")
    page = desk.get("/").content.decode()
    assert not [letter for letter in page if FIRST <= ord(letter) < FIRST + MOST]

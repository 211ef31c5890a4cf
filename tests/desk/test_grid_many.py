"""One result for many clients at once, taking it back, and two people at the same row."""

import json
import re
import uuid
from datetime import date

import pytest

from monitor.caseload import milestones
from monitor.caseload.models import Milestone
from tests.caseload.people import a_trajectory

from .test_grid import HTMX, text_of

MANY = {"result": "iu_in_view", "day": "2026-06-10"}


@pytest.fixture
def three(robert, inside):
    """Trajectories of Bart, Carla and Dirk; Dirk's began this week."""
    return [
        inside(a_trajectory, robert, f"M-{name}", first_name=name, intake_date=intake)
        for name, intake in (
            ("Bart", date(2026, 3, 1)),
            ("Carla", date(2026, 3, 1)),
            ("Dirk", date(2026, 6, 12)),
        )
    ]


def keys(trajectories) -> list[str]:
    return [str(trajectory.pk) for trajectory in trajectories]


def test_one_result_for_three_at_once_and_back(desk, three, inside):
    page = text_of(desk.post("/resultaten/", MANY | {"row": keys(three)}))
    assert "I/U in beeld: bij 3 cliënten aangevinkt" in page
    assert {m.reached_on for m in inside(lambda: list(Milestone.objects.all()))} == {
        date(2026, 6, 10)
    }
    saved = re.findall(r'name="milestone" value="([^"]+)"', page)
    assert len(saved) == 3
    undone = text_of(desk.post("/resultaten/weg/", {"milestone": saved}, follow=True))
    assert "3 vinkjes zijn weer weg." in undone
    assert inside(Milestone.objects.filter(revoked_reason="vergissing").count) == 3
    again = text_of(desk.post("/resultaten/weg/", {"milestone": saved}, follow=True))
    assert "Er was niets meer om weg te halen." in again


def test_what_stood_stays_and_what_is_refused_says_why(desk, robert, three, inside):
    bart, carla, dirk = three
    inside(milestones.tick, by=robert, trajectory=bart, kind="iu_in_view", on=date(2026, 5, 1))
    page = text_of(desk.post("/resultaten/", MANY | {"day": "2025-05-01", "row": keys(three)}))
    assert "bij 1 cliënt aangevinkt" in page
    assert "Bij 1 cliënt stond dit er al." in page
    assert "Bij 1 cliënt niet (Dirk): Deze datum ligt meer dan een jaar voor de intake." in page
    standing = inside(lambda: dict(Milestone.objects.values_list("trajectory_id", "reached_on")))
    assert standing == {bart.pk: date(2026, 5, 1), carla.pk: date(2025, 5, 1)}
    assert dirk.pk not in standing


def test_sent_twice_it_ticks_once(desk, three, inside):
    for _time in range(2):
        page = text_of(desk.post("/resultaten/", MANY | {"row": keys(three)}))
    assert inside(Milestone.objects.count) == 3
    assert "Bij 3 cliënten stond dit er al." in page and "Ongedaan maken" not in page


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"row": []}, "Kies eerst bij wie"),
        ({"result": ""}, "Kies eerst welk resultaat"),
        ({"result": "rich"}, "Kies eerst welk resultaat"),
        ({"day": "gisteren"}, "Voer een geldige datum in"),
    ],
)
def test_what_is_missing_is_said_and_the_choice_stays(desk, three, inside, change, said):
    page = text_of(desk.post("/resultaten/", MANY | {"row": keys(three)} | change))
    assert said in page
    assert page.count(" checked") == (0 if "row" in change else 3)
    assert not inside(Milestone.objects.exists)


def test_a_day_to_come_is_refused_for_each(desk, three, inside):
    page = text_of(desk.post("/resultaten/", MANY | {"day": "2026-07-01", "row": keys(three)}))
    assert "Bij 3 cliënten niet" in page and "toekomst" in page
    assert not inside(Milestone.objects.exists)


def test_keys_of_nobody_and_of_another_municipality_tick_nothing(
    client_on, lindehaven, make_account, three, inside
):
    lena = make_account("lena@lindehaven.example", lindehaven)
    there = client_on(lindehaven, lena)
    rows = [*keys(three), str(uuid.uuid4()), "geen sleutel"]
    assert "aangevinkt" not in text_of(there.post("/resultaten/", MANY | {"row": rows}))
    assert not inside(Milestone.objects.exists)


def test_nobody_takes_back_for_many_what_a_colleague_ticked(
    desk, make_account, waterveen, three, inside
):
    fatma = make_account("fatma@waterveen.example", waterveen, first_name="Fatma")
    hers = inside(milestones.tick, by=fatma, trajectory=three[0], kind="iu_in_view")
    desk.post("/resultaten/weg/", {"milestone": [str(hers.pk)]})
    assert inside(Milestone.objects.get).revoked_at is None


def test_a_reload_of_the_answer_leads_to_the_grid(desk):
    assert desk.get("/resultaten/")["Location"] == "/"


# --- Two people at once ---


@pytest.fixture
def fatma(make_account, waterveen):
    """A colleague of Robert's."""
    return make_account(
        "fatma@waterveen.example", waterveen, first_name="Fatma", last_name="Yilmaz"
    )


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_who_comes_second_sees_who_ticked_and_when(desk, anna, fatma, inside, headers):
    url = f"/traject/{anna.pk}/resultaat/"
    inside(milestones.tick, by=fatma, trajectory=anna, kind="iu_in_view", on=date(2026, 6, 2))
    answer = desk.post(url, {"kind": "iu_in_view"}, headers=headers, follow=True)
    said = json.loads(answer["HX-Trigger"])["grid:said"]["text"] if headers else text_of(answer)
    assert re.search(r"Fatma Yilmaz had dit al aangevinkt, om \d\d:\d\d uur\.", said)
    assert "2 jun" in text_of(answer) and "Opgeslagen" not in text_of(answer)
    assert inside(Milestone.objects.get).reached_on == date(2026, 6, 2)


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_who_takes_back_second_sees_who_was_first(desk, anna, fatma, inside, headers):
    url = f"/traject/{anna.pk}/resultaat/"
    desk.post(url, {"kind": "iu_in_view"})
    inside(
        lambda: milestones.revoke(by=fatma, milestone=Milestone.objects.get(), reason="te vroeg")
    )
    answer = desk.post(f"{url}iu_in_view/weg/", headers=headers, follow=True)
    said = json.loads(answer["HX-Trigger"])["grid:said"]["text"] if headers else text_of(answer)
    assert re.search(r"Fatma Yilmaz had dit al weggehaald, om \d\d:\d\d uur\.", said)


def test_my_own_second_tap_says_nothing_of_a_colleague(desk, anna):
    url = f"/traject/{anna.pk}/resultaat/"
    for _tap in range(2):
        answer = desk.post(url, {"kind": "iu_in_view"}, headers=HTMX)
    assert "HX-Trigger" not in answer

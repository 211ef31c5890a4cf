"""The page of own names, and that the desk of this municipality and no other speaks them."""

import pytest

from benchmark.standard.steps import STEPS
from monitor.caseload import labels, milestones
from monitor.caseload.models import Milestone, OwnLabel
from tests.caseload.people import a_trajectory
from tests.desk.test_grid import HTMX, text_of

PAGE = "/instellingen/namen/"
# Everything at its standard: what the page sends when nobody typed anything.
UNTOUCHED = {"uses_life_domains": "on", "attitude": "motivation"}


@pytest.fixture
def iris(make_account, waterveen):
    """Administrator of Waterveen."""
    return make_account("iris@waterveen.example", waterveen, "administrator", first_name="Iris")


@pytest.fixture
def administration(client_on, waterveen, iris):
    """Iris's browser on Waterveen's host."""
    return client_on(waterveen, iris)


@pytest.fixture
def call(iris, inside):
    """call(own={...}, uses_life_domains=False): make these Waterveen's names."""

    def change(own=None, **others):
        return inside(labels.change, by=iris, own=own or {}, **others)

    return change


# --- The page ------------------------------------------------------------------------------------


def test_the_page_shows_every_step_in_order_with_the_result_that_closes_it(administration):
    page = text_of(administration.get(PAGE))
    places = [page.index(f'id="id_step-{step.code}"') for step in STEPS]
    assert places == sorted(places)
    for step, following in zip(STEPS, [*places[1:], len(page)], strict=True):
        own = page.index(f'id="id_step-{step.code}"')
        for kind in step.closed_by:
            assert own < page.index(f'id="id_milestone-{kind}"') < following
    assert "Jullie gebruiken nu overal de standaardnamen." in page
    assert "Gebruik overal de standaard" not in page, "nothing to take back"


def test_names_are_saved_and_shown_again(administration, inside):
    form = UNTOUCHED | {"step-iu_in_view": " Overzicht ", "milestone-iu_in_view": "Overzicht klaar"}
    saved = administration.post(PAGE, form, follow=True)
    page = text_of(saved)
    assert saved.redirect_chain == [(PAGE, 302)]
    assert "2 namen zijn aangepast." in page
    assert 'value="Overzicht"' in page and 'value="Overzicht klaar"' in page
    assert inside(labels.current).step("iu_in_view") == "Overzicht"
    assert "Er is niets veranderd." in text_of(administration.post(PAGE, form, follow=True))


def test_every_field_of_the_page_reaches_its_own_term(administration, inside):
    form = {}
    for kind, terms in labels.NAMED.items():
        form |= {f"{kind}-{term.code}": f"{kind} {number}" for number, term in enumerate(terms)}
    administration.post(PAGE, UNTOUCHED | form)
    names = inside(labels.current)
    for kind, terms in labels.NAMED.items():
        for number, term in enumerate(terms):
            assert names.own[kind, term.code] == f"{kind} {number}"


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"step-intake": "x" * 41}, "niet meer dan 40 tekens"),
        ({"step-intake": "Start", "step-ready": "start"}, "al van iets anders in de lijst"),
        ({"step-intake": "Schulden in beeld"}, "al van iets anders in de lijst"),
        ({"attitude": "geluk"}, "geluk"),
    ],
    ids=["too long", "twice", "another's standard name", "no such name"],
)
def test_a_mistake_is_said_at_its_field_and_changes_nothing(administration, inside, form, said):
    refused = administration.post(PAGE, UNTOUCHED | {"step-outflow": "Klaar"} | form)
    page = text_of(refused)
    assert said in page and "Nog niet alles klopt" in page
    assert 'aria-invalid="true"' in page
    assert 'value="Klaar"' in page, "what was typed is still there"
    assert not inside(OwnLabel.objects.exists)


def test_a_mistake_is_said_in_the_language_of_the_reader(administration):
    administration.post("/taal/setlang/", {"language": "en"})
    page = text_of(administration.post(PAGE, UNTOUCHED | {"step-intake": "x" * 41}))
    assert "Ensure this value has at most 40 characters" in page


def test_everything_goes_back_to_the_standard_in_one_act(administration, call, inside):
    call({("step", "intake"): "Kennismaking"}, uses_life_domains=False, attitude="attitude")
    assert "Gebruik overal de standaard" in text_of(administration.get(PAGE))
    assert administration.get(f"{PAGE}standaard/").status_code == 405
    back = text_of(administration.post(f"{PAGE}standaard/", follow=True))
    assert "3 namen zijn aangepast." in back
    assert inside(labels.current).is_standard


def test_a_name_is_text_and_never_markup(administration, desk, anna):
    administration.post(PAGE, UNTOUCHED | {"milestone-intake_done": "<b>Intake</b> & co"})
    for page in (administration.get(PAGE), desk.get("/"), desk.get(f"/traject/{anna.pk}/")):
        assert "&lt;b&gt;Intake&lt;/b&gt; &amp; co" in text_of(page)
        assert "<b>Intake</b>" not in text_of(page)


@pytest.mark.parametrize("role", ["caseworker", "team_lead", "policy_adviser"])
def test_only_an_administrator_changes_names(client_on, waterveen, make_account, inside, role):
    browser = client_on(waterveen, make_account("x@waterveen.example", waterveen, role))
    form = UNTOUCHED | {"step-intake": "Kennismaking"}
    for answer in (
        browser.get(PAGE),
        browser.post(PAGE, form),
        browser.post(f"{PAGE}standaard/"),
    ):
        assert answer.status_code == 403
    assert not inside(OwnLabel.objects.exists)


def test_an_administrator_finds_the_page_in_the_menu(administration, desk):
    assert f'href="{PAGE}"' in text_of(administration.get("/"))
    assert f'href="{PAGE}"' not in text_of(desk.get("/"))


# --- The desk ------------------------------------------------------------------------------------

OWN = {
    ("step", "iu_in_view"): "Overzicht maken",
    ("milestone", "iu_in_view"): "Overzicht klaar",
    ("milestone", "intake_done"): "Kennis gemaakt",
}


def test_the_grid_and_the_client_page_speak_the_own_names(desk, robert, anna, call, inside):
    call(OWN)
    inside(milestones.tick, by=robert, trajectory=anna, kind="intake_done")
    grid, client = text_of(desk.get("/")), text_of(desk.get(f"/traject/{anna.pk}/"))
    for page in (grid, client):
        for name in ("Overzicht maken", "Overzicht klaar", "Kennis gemaakt"):
            assert name in page
        for standard in ("I/U in beeld", "Intake klaar"):
            assert standard not in page
        assert "Schulden in beeld" in page


def test_an_act_on_a_result_speaks_its_own_name(desk, anna, call):
    call(OWN)
    url = f"/traject/{anna.pk}/resultaat/"
    assert "Opgeslagen: Overzicht klaar." in text_of(
        desk.post(url, {"kind": "iu_in_view"}, follow=True)
    )
    assert "Overzicht klaar" in text_of(desk.get(f"{url}iu_in_view/"))
    assert "Overzicht klaar" in text_of(desk.get(f"{url}iu_in_view/", headers=HTMX))
    assert "Overzicht klaar" in text_of(desk.get(f"/traject/{anna.pk}/rij/", headers=HTMX))


def test_a_neighbour_keeps_the_standard(client_on, lindehaven, make_account, call):
    call(OWN)
    lena = make_account("lena@lindehaven.example", lindehaven, "administrator")
    there = client_on(lindehaven, lena)
    for page in (there.get("/"), there.get(PAGE)):
        assert "Overzicht maken" not in text_of(page)
        assert "I/U in beeld" in text_of(page)


def test_the_scale_goes_by_the_chosen_name(desk, anna, call):
    for attitude, name, other in (
        ("motivation", "Motivatie", "Attitude"),
        ("attitude", "Attitude", "Motivatie"),
    ):
        call(attitude=attitude)
        url = f"/traject/{anna.pk}/kenmerken/"
        form = {"intake_date": "2026-03-01", "attitude": "above"}
        assert name in text_of(desk.get(url)) and other not in text_of(desk.get(url))
        page = text_of(desk.post(url, form, follow=True))
        assert f"<dt>{name}</dt>" in page and f"<dt>{other}</dt>" not in page


def test_only_a_word_too_long_for_a_column_is_broken(desk, anna, call):
    call(OWN)
    assert "grid-table__step--breaks" not in text_of(desk.get("/"))
    call({("milestone", "iu_in_view"): "Inkomstenoverzicht klaar"})
    assert text_of(desk.get("/")).count("grid-table__step--breaks") == 1


# --- The step that is not used -------------------------------------------------------------------


def test_a_step_that_is_not_used_is_neither_in_the_grid_nor_asked(desk, anna, call):
    assert "Belemme" in text_of(desk.get("/"))
    call(uses_life_domains=False)
    grid, client = text_of(desk.get("/")), text_of(desk.get(f"/traject/{anna.pk}/"))
    for page in (grid, client):
        assert "Belemme" not in page and "Hulp bij leefgebieden" not in page
    assert grid.count('class="tick tick--') == 6
    assert grid.count('class="grid-table__step') == 6


def test_its_results_stay_in_sight_of_who_opens_the_client(desk, robert, anna, call, inside):
    inside(milestones.tick, by=robert, trajectory=anna, kind="barriers_removed")
    call(uses_life_domains=False)
    url = f"/traject/{anna.pk}/"
    assert "Belemmeringen weg" in text_of(desk.get(url))
    desk.post(f"{url}resultaat/barriers_removed/weg/", {"reason": "hoort bij een ander"})
    page = text_of(desk.get(url))
    assert "hoort bij een ander" in page and "Deze stap gebruiken jullie niet." in page
    assert 'name="kind" value="barriers_removed"' not in page
    assert 'name="kind" value="intake_done"' in page


def test_who_would_be_in_it_is_in_the_next_one_and_found_there(desk, robert, anna, call, inside):
    inside(milestones.tick, by=robert, trajectory=anna, kind="iu_in_balance")
    assert "Anna" in text_of(desk.get("/?who=mine&state=running&step=life_domains"))
    call(uses_life_domains=False)
    remembered = text_of(desk.get("/"))
    assert "Anna" in remembered
    assert '<option value="ready" selected>Gereed maken voor schuldregeling' in remembered
    assert "Gereed maken voor schuldregeling, sinds vandaag." in text_of(
        desk.get(f"/traject/{anna.pk}/")
    )


def test_a_tick_from_a_page_that_was_open_before_is_refused_with_the_reason(
    desk, robert, anna, call, inside
):
    call(uses_life_domains=False)
    url = f"/traject/{anna.pk}/resultaat/"
    refused = text_of(desk.post(url, {"kind": "barriers_removed"}, follow=True))
    assert "Jullie gebruiken deze stap niet meer." in refused
    assert desk.post(url, {"kind": "barriers_removed"}, headers=HTMX)["HX-Refresh"] == "true"
    assert not inside(Milestone.objects.exists)


def test_switched_on_again_everything_is_back(desk, robert, call, inside):
    trajectory = inside(a_trajectory, robert, "W-8", first_name="Bart")
    inside(milestones.tick, by=robert, trajectory=trajectory, kind="iu_in_balance")
    call(uses_life_domains=False)
    call()
    assert "Hulp bij leefgebieden" in text_of(desk.get(f"/traject/{trajectory.pk}/"))

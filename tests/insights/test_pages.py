"""The insights pages: who sees them, what they show, and what they leave out."""

import re
from datetime import date

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django_tenants.utils import tenant_context

from benchmark import contributions, releases
from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.models import Contribution, Release, ReleasedStatistic
from benchmark.standard.indicators import INDICATORS
from benchmark.standard.milestones import SUCCESS
from benchmark.statistics import Proportion, to_json
from monitor.caseload.models import Milestone, Trajectory
from monitor.demo.load import load
from monitor.insights import views
from monitor.insights.download_views import figure_file
from tenants.access import INSIGHT
from tenants.models import Edition

PAGES = ["/inzichten/"] + [f"/inzichten/{slug}/" for slug in views.SLUGS.values()]


@pytest.fixture
def adviser(make_account, waterveen):
    return make_account("bas@waterveen.example.org", waterveen, "policy_adviser")


@pytest.fixture
def browser(client_on, waterveen, adviser):
    return client_on(waterveen, adviser)


def text(response) -> str:
    """What is read: without tags, with single spaces."""
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def test_every_page_names_its_audience():
    assert views.overview.audience == views.chapter.audience == figure_file.audience == INSIGHT
    assert views.contribution.audience == views.hand_over.audience == views.ACCOUNTABLE


@pytest.mark.parametrize("path", [*PAGES, "/inzichten/bijdrage/", "/inzichten/cijfers/success.csv"])
def test_a_visitor_signs_in_first(client_on, waterveen, path):
    response = client_on(waterveen).get(path)
    assert response.status_code == 302 and "/accounts/login/" in response.url


@pytest.mark.parametrize("role", ["caseworker", "team_lead"])
def test_what_leaves_is_for_those_who_answer_for_it(client_on, waterveen, make_account, role):
    browser = client_on(waterveen, make_account("r@waterveen.example.org", waterveen, role))
    assert browser.get("/inzichten/bijdrage/").status_code == 403
    assert browser.post("/inzichten/bijdrage/aanleveren/").status_code == 403


def test_a_neighbour_cannot_enter(client_on, lindehaven, waterveen, adviser):
    there = client_on(lindehaven)
    there.post("/accounts/login/", {"login": adviser.email, "password": "geheim-wachtwoord"})
    assert there.get("/inzichten/").status_code == 302


@pytest.mark.parametrize("path", [*PAGES, "/inzichten/bijdrage/"])
def test_without_an_edition_there_is_a_designed_state(browser, path):
    assert "Er is nog geen editie" in text(browser.get(path))


@pytest.mark.parametrize("path", [*PAGES, "/inzichten/bijdrage/"])
def test_an_edition_without_clients_shows_too_few_and_no_number(browser, edition, path):
    said = text(browser.get(path))
    assert "%" not in said.replace("95%", "").replace("<5%", "")


def test_unknown_editions_chapters_and_figures_are_not_found(browser, edition):
    for path in ("?looptijd=nooit", "hoofdstuk/", "cijfers/nooit.csv", "bijdrage/?looptijd=x"):
        assert browser.get(f"/inzichten/{path}").status_code == 404


def test_the_chapters_show_the_figures_of_waterveen(browser, loaded_waterveen):
    results = text(browser.get("/inzichten/resultaten/"))
    assert "82% heeft binnen 13 weken I/U in beeld" in results
    assert "77% haalt een succesvol einde" in results
    experience = text(browser.get("/inzichten/beleving/"))
    assert re.search(r"\d+ van de \d+ vragenlijsten zijn ingevuld \(\d+%\)", experience)
    overview = text(browser.get("/inzichten/"))
    assert "82%" in overview and "50 cliënten" in overview


def test_pages_are_drawn_with_accessible_figures(browser, loaded_waterveen):
    page = browser.get("/inzichten/resultaten/").content.decode()
    assert page.count("<svg") >= 6 and "<h1>" in page
    identifiers = re.findall(r'\bid="([^"]+)"', page)
    assert len(identifiers) == len(set(identifiers))


def test_reasons_of_fewer_than_five_drop_outs_are_not_shown_anywhere(browser, loaded_waterveen):
    # Four clients of Waterveen dropped out: three did not want a settlement.
    page = browser.get("/inzichten/uitval/").content.decode()
    section = page[page.index("Reden van uitval") :]
    assert "nog te weinig gegevens" in section.lower()
    sheet = browser.get("/inzichten/cijfers/drop_out_reasons.csv").content.decode()
    assert "75%" not in section and "75%" not in sheet and "Cliënt wil geen" not in sheet


def test_a_small_group_shows_nothing_however_it_is_filtered(browser, edition, waterveen):
    with tenant_context(waterveen):
        for number in range(4):
            Trajectory.objects.create(
                external_id=str(number), intake_date=date(2025, 7, 1), client_type="vulnerable"
            )
    for path in PAGES:
        for query in ("", "?type=vulnerable", "?type=dependent&instroom=referral"):
            said = text(browser.get(path + query))
            assert "4 cliënten" not in said and "0%" not in said
    assert "0%" not in browser.get("/inzichten/cijfers/drop_out.csv").content.decode()


def test_filters_narrow_the_own_figures_and_say_that_the_average_is_not(browser, loaded_waterveen):
    said = text(browser.get("/inzichten/resultaten/?type=vulnerable"))
    assert "De andere gemeenten zijn niet gefilterd" in said
    assert "77% haalt een succesvol einde" not in said
    assert "73% haalt een succesvol einde" in said
    assert "type=dependent" in browser.get("/inzichten/?type=dependent").content.decode()


def test_a_withheld_average_is_a_reason_and_no_number(browser, loaded_waterveen, edition):
    """Even when a statistic lay beside it: what is withheld has none, by constraint."""
    from django.utils import timezone

    connection.set_schema_to_public()
    with connection.as_publisher():
        release = Release.objects.create(
            slug="r", edition=edition, published_at=timezone.now(), input_hash="x",
            code_version="1", contributor_band="5-9",
        )  # fmt: skip
        common = {"release": release, "version": 1, "published_at": release.published_at}
        ReleasedStatistic.objects.create(
            indicator="success", cell="all", withheld="one_dominates", **common
        )
        ReleasedStatistic.objects.create(
            indicator="drop_out", cell="all", statistic=to_json(Proportion(41, 300)), **common
        )
    results = text(browser.get("/inzichten/resultaten/"))
    assert "één of twee gemeenten bepalen het cijfer" in results
    assert "Gemiddelde van 5-9 gemeenten" in results
    assert "het gemiddelde is 14%" in text(browser.get("/inzichten/uitval/"))


def test_the_download_says_what_the_page_says(browser, loaded_waterveen):
    response = browser.get("/inzichten/cijfers/iu_in_view_within_91.csv")
    sheet = response.content.decode("utf-8-sig")
    assert response["Content-Type"].startswith("text/csv")
    assert "waterveen-2021-iu_in_view_within_91.csv" in response["Content-Disposition"]
    assert "82%;" in sheet and ";50" in sheet
    for indicator in INDICATORS:
        assert browser.get(f"/inzichten/cijfers/{indicator.id}.csv").status_code == 200


def test_the_preview_shows_exactly_what_is_handed_over(browser, loaded_waterveen, edition):
    with tenant_context(loaded_waterveen):
        assert not Contribution.objects.exists()
    Edition.objects.filter(pk=edition.pk).update(reference_date=date.today())  # noqa: DTZ011
    page = text(browser.get("/inzichten/bijdrage/"))
    assert "40 van 52" in page and "Nu versturen" in page
    response = browser.post("/inzichten/bijdrage/aanleveren/")
    assert response.status_code == 302 and response.url == "/inzichten/bijdrage/"
    with tenant_context(loaded_waterveen):
        rows = list(contributions.own(edition, loaded_waterveen))
    page = browser.get("/inzichten/bijdrage/").content.decode()
    shown = page[page.index("<pre") : page.index("</pre>")].count("&quot;indicator&quot;")
    # Rows about a few clients leave too, and are not shown to anybody.
    assert shown == sum(row.base >= INTERNAL_FLOOR for row in rows) > 30
    assert len(rows) > shown and "minder dan 5" in page
    assert "cijfers zijn verstuurd" in page


def test_a_closed_edition_is_not_handed_over_any_more(browser, loaded_waterveen, edition):
    assert "Nu aanleveren" not in text(browser.get("/inzichten/bijdrage/"))
    browser.post("/inzichten/bijdrage/aanleveren/")
    with tenant_context(loaded_waterveen):
        assert not Contribution.objects.exists()


def test_handing_over_needs_a_post(browser, edition):
    assert browser.get("/inzichten/bijdrage/aanleveren/").status_code == 405


def test_nothing_is_said_about_responses_when_answers_were_read_in(browser, loaded_waterveen):
    from monitor.surveys.models import Wave

    with tenant_context(loaded_waterveen):
        wave = Wave.objects.filter(status="submitted").first()
        Wave.objects.filter(pk=wave.pk).update(kind="imported")
    assert "is niet bekend" in text(browser.get("/inzichten/beleving/"))


def queries(browser, path, *, warm=False) -> list[str]:
    """What a page asks, without the statements that enter a world; of its figures nothing is
    remembered unless it is `warm`."""
    browser.get(path)
    if not warm:
        caches["tenant"].clear()
    with CaptureQueriesContext(connection) as captured:
        assert browser.get(path).status_code == 200
    return [q["sql"] for q in captured if "set_config" not in q["sql"]]


@pytest.mark.parametrize(
    ("path", "cold", "warm"),
    [
        ("/inzichten/", 19, 5),
        ("/inzichten/resultaten/", 20, 6),
        ("/inzichten/beleving/?looptijd=2021&type=vulnerable&instroom=own_initiative", 18, 5),
        (
            "/inzichten/resultaten/?type=vulnerable&instroom=own_initiative&samen=no",
            20,
            6,
        ),
        ("/inzichten/bijdrage/", 19, 13),
    ],
)
def test_a_page_asks_the_same_however_many_clients(
    browser, edition, waterveen, demo, path, cold, warm, six_published
):
    few = queries(browser, path)
    with tenant_context(waterveen):
        load(demo, waterveen, {})
    many = queries(browser, path)
    assert len(few) == len(many), "\n".join(many)
    assert len(many) == cold, "\n".join(many)
    again = queries(browser, path, warm=True)
    assert len(again) == warm, "\n".join(again)


def test_what_is_remembered_is_forgotten_when_the_data_change(browser, loaded_waterveen):
    before = text(browser.get("/inzichten/resultaten/"))
    assert "77% haalt een succesvol einde" in before
    with tenant_context(loaded_waterveen):
        first = Milestone.objects.filter(kind__in=SUCCESS).first()
        first.delete()
    assert "haalt een succesvol einde" in (after := text(browser.get("/inzichten/resultaten/")))
    assert "77% haalt een succesvol einde" not in after


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("type=zzz", "“zzz” bestaat hier niet"),
        ("pad=Onzin", "“Onzin” bestaat hier niet"),
        (
            "type=vulnerable&instroom=referral&samen=no&kwartaal=2025-Q3&team=Team+Noord",
            "ten hoogste 4 filters",
        ),
    ],
)
def test_what_does_not_exist_is_named_and_the_page_still_comes(
    browser, loaded_waterveen, asked, words
):
    response = browser.get(f"/inzichten/resultaten/?{asked}")
    assert response.status_code == 400
    page = response.content.decode()
    assert words in page and "haalt een succesvol einde" in page


@pytest.fixture
def six_published(edition):
    """A release without municipalities, so that pages look for its figures."""
    connection.set_schema_to_public()
    return releases.publish(edition)


def test_urls_reverse_under_their_names(browser, edition, waterveen):
    with tenant_context(waterveen):
        from django.conf import settings

        names = {
            "overview": [],
            "contribution": [],
            "hand_over": [],
            "figure_file": ["success", "csv"],
            "chapter": ["uitval"],
        }
        for name, args in names.items():
            assert reverse(f"insights:{name}", settings.ROOT_URLCONF, args).startswith(
                "/inzichten/"
            )

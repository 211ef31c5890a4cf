"""Comparing with a fixed group of municipalities, on the pages and in the API."""

import re

import pytest
from django.db import connection
from django_tenants.utils import tenant_context

from benchmark import lookup, releases
from benchmark.groupings import GROUPINGS
from benchmark.standard.indicators import by_id
from benchmark.statistics import Proportion
from monitor.demo.load import load
from monitor.insights import peers
from monitor.insights.contribution import hand_over_for
from tests.benchmark.conftest import _plain, plain  # noqa: F401
from tests.insights.test_pages import adviser, browser, text  # noqa: F401

RESULTS = "/inzichten/resultaten/"
SUCCESS = ("success", "all")
PARALLEL = [Proportion(4 + i, 20 + i) for i in range(15)]
FINANCIAL = [Proportion(9 + i, 20 + i) for i in range(15)]


def total(statistics):
    return Proportion(sum(s.hits for s in statistics), sum(s.n for s in statistics))


@pytest.fixture
def among_thirty(plain, loaded_waterveen):  # noqa: F811
    """Waterveen with its records and the financial model, as fifteen others have; fifteen have the
    parallel model. All have handed over and it is published."""
    keys = plain.keys
    for model, some in (("financial", keys[:15]), ("parallel", keys[15:])):
        plain.admin.execute(
            "UPDATE tenants_municipality SET treatment_model = %s WHERE id = ANY(%s)", [model, some]
        )
    plain.hand_over({SUCCESS: [*FINANCIAL, *PARALLEL]})
    with tenant_context(loaded_waterveen):
        hand_over_for(loaded_waterveen, plain.edition)
    connection.set_schema_to_public()
    type(loaded_waterveen).objects.filter(pk=loaded_waterveen.pk).update(
        treatment_model="financial"
    )
    plain.publish()
    yield plain
    plain.admin.execute(
        "UPDATE tenants_municipality SET treatment_model = '' WHERE id = ANY(%s)", [keys]
    )


def answer(browser, **query):  # noqa: F811
    response = browser.get("/api/v1/indicators/success", {"looptijd": "plain"} | query)
    assert response.status_code == 200
    return response.json()


def legends(response) -> set[str]:
    """How the other side is called in tables."""
    found = re.findall(r"<th[^>]*>([^<]*[Gg]emeenten[^<]*)</th>", response.content.decode())
    return {name.split(":")[0] for name in found}


def test_the_choices_are_the_country_the_models_and_the_own_size():
    assert [value for value, _label in peers.choices()] == [
        "", "financial", "parallel", "life_domains", "same_size",
    ]  # fmt: skip
    assert peers.grouping_of("same_size", lambda: 60) == "size:medium"
    assert peers.grouping_of("parallel", lambda: 60) == "model:parallel"
    assert peers.grouping_of("", lambda: 60) == "national"


def test_a_member_is_beside_the_others_of_its_group(browser, among_thirty):  # noqa: F811
    said = answer(browser, vergelijk="financial")
    expected = total(FINANCIAL)
    (cell,) = said["cells"]
    assert said["compared_with"] == "model:financial"
    assert cell["benchmark"]["label"] == f"{round(100 * expected.exact)}%"
    assert not cell["benchmark"]["includes_own"]
    national = answer(browser)
    assert national["compared_with"] == "national"
    assert national["cells"][0]["benchmark"]["label"] != cell["benchmark"]["label"]
    assert national["cells"][0]["value"] == cell["value"]
    page = browser.get(RESULTS, {"looptijd": "plain", "vergelijk": "financial"})
    assert "Andere gemeenten met het financieel model" in legends(page)
    assert "Naast je eigen cijfer staan gemeenten met het financieel model samen" in text(page)
    assert "Andere gemeenten" not in legends(page)


def test_a_group_one_is_not_in_is_whole(browser, among_thirty):  # noqa: F811
    cell = answer(browser, vergelijk="parallel")["cells"][0]
    assert cell["benchmark"]["label"] == f"{round(100 * total(PARALLEL).exact)}%"
    assert not cell["benchmark"]["includes_own"]
    page = browser.get(RESULTS, {"looptijd": "plain", "vergelijk": "parallel"})
    assert "Gemeenten met het parallelmodel" in legends(page)
    assert "Andere gemeenten met het parallelmodel" not in text(page)


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("life_domains", "Nog te weinig gemeenten met dit behandelmodel"),
        ("same_size", "Nog te weinig gemeenten van deze omvang"),
    ],
)
def test_a_group_that_is_not_published_is_said_and_not_replaced(
    browser,  # noqa: F811
    among_thirty,
    value,
    said,
):
    found = answer(browser, vergelijk=value)
    assert found["cells"][0]["benchmark"] is None
    assert "in of buiten deze groep" in found["cells"][0]["benchmark_reason"]
    query = {"looptijd": "plain", "vergelijk": value, "type": "vulnerable"}
    for path in ("/inzichten/", RESULTS):
        page = text(browser.get(path, query))
        assert said in page and "Andere gemeenten:" not in page
        assert "Wel te kiezen: gemeenten met het financieel model, gemeenten met het para" in page
        assert "Er is nog geen gemiddelde van gemeenten" not in page
    source = browser.get(RESULTS, query).content.decode()
    assert f'href="{RESULTS}?looptijd=plain&amp;type=vulnerable"' in source
    assert "Andere gemeenten" not in legends(browser.get(RESULTS, query))


def test_the_choice_stays_in_the_address_of_every_way_on(browser, among_thirty):  # noqa: F811
    source = browser.get(RESULTS, {"looptijd": "plain", "vergelijk": "parallel"}).content.decode()
    assert '<option value="parallel" selected>' in source
    for path in ("uitval/", "cijfers/success.csv"):
        assert re.search(rf'/inzichten/{path}\?looptijd=plain&amp;vergelijk=parallel"', source)
    sheet = browser.get(
        "/inzichten/cijfers/success.csv", {"looptijd": "plain", "vergelijk": "parallel"}
    ).content.decode()
    assert "Gemeenten met het parallelmodel" in sheet


def test_figures_that_are_remembered_are_those_of_the_comparison(browser, among_thirty):  # noqa: F811
    seen = {}
    for value in ("", "financial", "parallel", "life_domains", ""):
        query = {"looptijd": "plain", "vergelijk": value}
        found = text(browser.get("/inzichten/", query)), legends(browser.get(RESULTS, query))
        assert seen.setdefault(value, found) == found
    assert "Andere gemeenten" in seen[""][1]
    assert "Andere gemeenten" not in set.union(*(seen[v][1] for v in list(seen)[1:]))
    findings = seen["life_domains"][0].partition("Beleving door het proces")[2]
    assert "gemiddelde is" not in findings and "gemiddeld is dat" not in findings


def test_what_does_not_exist_is_refused(browser, among_thirty):  # noqa: F811
    query = {"looptijd": "plain", "vergelijk": "buren"}
    assert browser.get(RESULTS, query).status_code == 400
    refused = browser.get("/api/v1/indicators/success", query)
    assert refused.status_code == 400
    assert "same_size" in refused.json()["errors"][0]["detail"]


def test_a_municipality_that_never_handed_over_is_beside_all(
    browser,  # noqa: F811
    plain,  # noqa: F811
    loaded_waterveen,
):
    plain.hand_over({SUCCESS: [*FINANCIAL, *PARALLEL]})
    plain.publish()
    (cell,) = answer(browser)["cells"]
    assert cell["benchmark"]["label"] == f"{round(100 * total([*FINANCIAL, *PARALLEL]).exact)}%"
    assert not cell["benchmark"]["includes_own"]


def test_the_demo_of_six_shows_no_group(handed_over, edition, demo, make_account, client_on):
    releases.publish(edition)
    assert lookup.groupings_of(edition) == []
    waterveen = handed_over["waterveen"]
    with tenant_context(waterveen):
        load(demo, waterveen, {})
        for grouping in GROUPINGS:
            comparison = lookup.Comparison.of(edition, waterveen, grouping.code)
            assert comparison.is_withheld_group
            assert comparison.average(by_id("success")) == {}
    there = client_on(waterveen, make_account("six@example.org", waterveen, "policy_adviser"))
    for value, _label in peers.choices()[1:]:
        page = text(there.get("/inzichten/", {"vergelijk": value}))
        assert "Nog te weinig gemeenten" in page and "Wel te kiezen" not in page
    assert "Nog te weinig gemeenten" not in text(there.get("/inzichten/"))

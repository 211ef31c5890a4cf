"""Old against new: two periods or two groups side by side, from records made by hand."""

import re
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django_tenants.utils import tenant_context
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import chi2_contingency

from benchmark.disclosure import INTERNAL_FLOOR
from benchmark.standard.clients import DEBT_DURATION
from benchmark.standard.indicators import POOLED, by_id
from benchmark.statistics import Difference, Proportion
from monitor.caseload.models import Client, Milestone, Trajectory, TrajectoryClient
from monitor.insights.comparing import views
from monitor.insights.comparing.choice import Choice, comparable
from monitor.insights.comparing.clients import Row, merged
from monitor.insights.comparing.lines import HEADLINE, Comparison
from monitor.insights.comparing.material import Material
from monitor.insights.comparing.periods import Boundaries, Impossible, Period, Periods
from monitor.insights.comparing.report import Report
from monitor.insights.comparing.sides import as_on, before_and_since, by_attribute
from monitor.insights.compute import compute_all
from monitor.insights.frames import Cohort, fetch
from tenants.access import INSIGHT
from tenants.models import Edition

PAGE = "/inzichten/vergelijken/"
FIRST = date(2025, 1, 6)
SPLIT = FIRST + timedelta(40)
# The last day on which anything was registered.
KNOWN = FIRST + timedelta(179)
BY_DATE = {"cijfer": "iu_in_view_within_91", "hoe": "datum", "datum": SPLIT.isoformat()}


def enter(number, day, *, milestones=(), **fields):
    """One trajectory that begins `day` days after FIRST; milestones in days after its intake."""
    intake = FIRST + timedelta(day)
    trajectory = Trajectory.objects.create(external_id=number, intake_date=intake, **fields)
    TrajectoryClient.objects.create(trajectory=trajectory, client=Client.objects.create())
    for kind, after in dict(milestones).items():
        Milestone.objects.create(
            trajectory=trajectory, kind=kind, reached_on=intake + timedelta(after)
        )
    return trajectory


@pytest.fixture
def eighty(waterveen):
    """Forty before SPLIT, of whom ten have income in view, and forty from it, of whom thirty do;
    one client begins each day. Before, all are vulnerable; later a half is independent."""
    with tenant_context(waterveen):
        for day in range(80):
            new = day >= 40
            reached = day % 40 < (30 if new else 10)
            enter(
                f"n{day}",
                day,
                milestones={"iu_in_view": 30} if reached else {},
                client_type="independent" if new and day % 2 else "vulnerable",
                path="Nieuw" if new else "Oud",
                team="Noord" if day % 2 else "Zuid",
                problem_severity="single" if day % 3 else "multi",
            )
        last = Trajectory.objects.get(external_id="n0")
        Milestone.objects.create(trajectory=last, kind="settlement_requested", reached_on=KNOWN)
    return waterveen


@pytest.fixture
def browser(client_on, waterveen, make_account):
    account = make_account("bas@waterveen.example.org", waterveen, "policy_adviser")
    return client_on(waterveen, account)


def text(response, status=200) -> str:
    """What is read: without tags and drawings, with single spaces."""
    assert response.status_code == status
    page = re.sub(r"<svg.*?</svg>", " ", response.content.decode(), flags=re.DOTALL)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


def compared(indicator, **choice):
    """A comparison of the two default periods, inside a municipality."""
    material = Material.read()
    periods = Periods.of(material, SPLIT, **choice)
    return Comparison.of(by_id(indicator), before_and_since(periods, material.known_until))


def test_the_page_names_its_audience():
    assert views.compare.audience == INSIGHT


def test_a_visitor_signs_in_first(client_on, waterveen):
    response = client_on(waterveen).get(PAGE)
    assert response.status_code == 302 and "/accounts/login/" in response.url


def test_without_clients_there_is_a_designed_state(browser):
    assert "Nog niets te vergelijken" in text(browser.get(PAGE))


def test_before_a_choice_the_page_asks_for_one_without_errors(browser, eighty):
    said = text(browser.get(PAGE))
    assert "Hier komt de vergelijking" in said and "Nog niet alles klopt" not in said


def test_a_link_can_fill_in_the_figure(browser, eighty):
    page = browser.get(PAGE, {"cijfer": "success"}).content.decode()
    assert '<option value="success" selected>' in page and "Nog niet alles klopt" not in page


def test_before_and_from_a_date(browser, eighty):
    said = text(browser.get(PAGE, BY_DATE))
    assert (
        "Vanaf 15 februari 2025: 75% heeft binnen 13 weken I/U in beeld. "
        "Voor 15 februari 2025: 25%. Het verschil is groter dan toeval."
    ) in said
    expected = Difference.between(Proportion(30, 40), Proportion(10, 40))
    low, high = (round(end * 100) for end in (expected.interval.low, expected.interval.high))
    assert f"+50 procentpunt (+{low} tot +{high})" in said
    assert said.count("+50 procentpunt") == 2
    assert "40 cliënten, begonnen van 6 januari 2025 tot en met 14 februari 2025" in said
    assert "indicatief" in said


def test_the_numbers_of_a_comparison(eighty):
    with tenant_context(eighty):
        (line,) = compared("iu_in_view_within_91").lines
    assert (line.one.exact, line.other.exact) == (0.25, 0.75)
    assert (line.one.people, line.other.people) == (40, 40)
    assert line.difference == Difference.between(Proportion(30, 40), Proportion(10, 40))


def test_an_equal_share_may_be_chance(browser, eighty):
    said = text(browser.get(PAGE, BY_DATE | {"cijfer": "problem_severity"}))
    assert "Het verschil kan toeval zijn." in said


def test_both_periods_are_seen_equally_long(eighty):
    """The new period is known for 100 days after its end, so the old one counts no later day."""
    with tenant_context(eighty):
        for day in (20, 60):
            for place in range(day, day + 10):
                Milestone.objects.create(
                    trajectory=Trajectory.objects.get(external_id=f"n{place}"),
                    kind="debt_rest",
                    reached_on=FIRST + timedelta(150),
                )
        found = compared("success")
        sides = found.sides
    (line,) = found.lines
    assert sides.days_after == 100
    assert sides.one.reference_date == FIRST + timedelta(39 + 100)
    assert sides.other.reference_date == KNOWN
    assert (line.one.exact, line.other.exact) == (0, 0.25)


def test_a_cohort_as_on_an_earlier_day_is_the_cohort_of_that_day(loaded_waterveen, edition):
    """What is cut off in memory is what the database would not have given."""
    with tenant_context(loaded_waterveen):
        for days in (60, 139):
            until = edition.starts_on + timedelta(days)
            late = fetch(Cohort(edition.starts_on, until, edition.reference_date))
            early = fetch(Cohort(edition.starts_on, until, until))
            assert compute_all(early, POOLED) != compute_all(late, POOLED)
            assert compute_all(as_on(late, until), POOLED) == compute_all(early, POOLED)


def test_periods_of_ones_own(eighty, browser):
    own = {
        "voor_van": (FIRST + timedelta(10)).isoformat(),
        "voor_tot": (FIRST + timedelta(29)).isoformat(),
        "na_van": (SPLIT + timedelta(10)).isoformat(),
        "na_tot": (SPLIT + timedelta(39)).isoformat(),
    }
    said = text(browser.get(PAGE, BY_DATE | own))
    assert "20 cliënten, begonnen van 16 januari 2025 tot en met 4 februari 2025" in said
    assert "30 cliënten, begonnen van 25 februari 2025 tot en met 26 maart 2025" in said
    assert "De periodes zijn niet even lang: 20 en 30 dagen." in said


def test_two_paths(browser, eighty):
    asked = {"cijfer": "iu_in_view_within_91", "hoe": "groepen"}
    said = text(browser.get(PAGE, asked | {"eerste": "path:Oud", "tweede": "path:Nieuw"}))
    assert "Nieuw: 75% heeft binnen 13 weken I/U in beeld. Oud: 25%." in said
    assert "De groepen verschillen in klanttype." in said
    # Who chose the groups need not hear that they differ in what they were chosen by.
    said = text(
        browser.get(
            PAGE,
            asked | {"eerste": "client_type:vulnerable", "tweede": "client_type:independent"},
        )
    )
    assert "De Kwetsbare" in said and "De groepen verschillen in klanttype." not in said


def test_two_groups_within_an_edition(browser, eighty):
    Edition.objects.create(
        slug="voorjaar", name="Voorjaar", starts_on=FIRST + timedelta(60),
        ends_on=FIRST + timedelta(79), reference_date=KNOWN,
    )  # fmt: skip
    said = text(
        browser.get(
            PAGE,
            {"cijfer": "drop_out", "hoe": "groepen", "looptijd": "voorjaar"}
            | {"eerste": "team:Noord", "tweede": "team:Zuid"},
        )
    )
    assert "10 cliënten" in said and "40 cliënten" not in said
    assert "De stand van beide groepen is die van 4 juli 2025." in said


GROUPS = {"cijfer": "success", "hoe": "groepen"}


@pytest.mark.parametrize(
    ("asked", "label", "why"),
    [
        (BY_DATE | {"cijfer": "nooit"}, "Welk cijfer?", "Kies iets uit de lijst."),
        (BY_DATE | {"cijfer": ""}, "Welk cijfer?", "Kies iets uit de lijst."),
        (BY_DATE | {"hoe": "gok"}, "Wat vergelijk je?", "Kies iets uit de lijst."),
        (BY_DATE | {"datum": ""}, "Begin van de nieuwe werkwijze:", "Vul in wanneer"),
        (BY_DATE | {"datum": "32-1-2025"}, "nieuwe werkwijze:", "Dit is geen datum."),
        (BY_DATE | {"datum": "2024-01-01"}, "nieuwe werkwijze:", "geen cliënten begonnen vóór"),
        (BY_DATE | {"datum": "2026-01-01"}, "nieuwe werkwijze:", "geen cliënten begonnen op of na"),
        (BY_DATE | {"voor_tot": "2025-02-15"}, "Periode ervoor: laatste dag:", "Kies een dag vóór"),
        (BY_DATE | {"voor_van": "2025-02-16"}, "Periode ervoor: eerste dag:", "begint na haar"),
        (BY_DATE | {"na_van": "2025-02-14"}, "Periode erna: eerste dag:", "Kies een dag vanaf"),
        (BY_DATE | {"na_tot": "2025-02-14"}, "Periode erna: laatste dag:", "eindigt vóór haar"),
        (BY_DATE | {"na_tot": "2025-10-01"}, "Periode erna: laatste dag:", "nog niets geregistr"),
        (
            BY_DATE | {"voor_van": "2025-02-10", "voor_tot": "2025-02-11"},
            "Periode ervoor: eerste dag:",
            "begonnen te weinig cliënten",
        ),
        (GROUPS, "Eerste groep:", "Kies een groep."),
        (GROUPS | {"eerste": "path:Oud"}, "Tweede groep:", "Kies een groep."),
        (
            GROUPS | {"eerste": "path:Oud", "tweede": "path:Oud"},
            "Tweede groep:",
            "Dit is dezelfde groep.",
        ),
        (
            GROUPS | {"eerste": "path:Oud", "tweede": "team:Noord"},
            "Tweede groep:",
            "Kies een groep van dezelfde soort",
        ),
        (
            GROUPS | {"eerste": "path:Oud", "tweede": "path:Weg"},
            "Tweede groep:",
            "Kies iets uit de lijst.",
        ),
        (
            GROUPS | {"cijfer": "success_by_path", "eerste": "path:Oud", "tweede": "path:Nieuw"},
            "Welk cijfer?",
            "al naar dit kenmerk verdeeld",
        ),
        (
            {"cijfer": "client_types", "hoe": "groepen"}
            | {"eerste": "client_type:vulnerable", "tweede": "client_type:dependent"},
            "Welk cijfer?",
            "al naar dit kenmerk verdeeld",
        ),
    ],
)
def test_what_is_wrong_is_said_by_its_field_and_nothing_is_shown(
    browser, eighty, asked, label, why
):
    response = browser.get(PAGE, asked)
    said = text(response, 400)
    alert = said[said.index("Nog niet alles klopt") :]
    assert re.search(f"{re.escape(label)}:? {why}|{re.escape(label)} .*{why}", alert)
    assert "report" not in response.context


def test_what_was_filled_in_stays(browser, eighty):
    page = browser.get(PAGE, BY_DATE | {"na_tot": "2025-02-14"}).content.decode()
    assert '<option value="iu_in_view_within_91" selected>' in page
    assert 'value="2025-02-15"' in page and 'value="2025-02-14"' in page


def test_a_cell_of_a_few_on_one_side_is_withheld_on_both(eighty):
    with tenant_context(eighty):
        few = Trajectory.objects.filter(external_id__in=["n1", "n2", "n3", "n4"])
        few.update(client_type="dependent")
        Trajectory.objects.filter(intake_date__gte=SPLIT, client_type="vulnerable").update(
            client_type="dependent"
        )
        found = compared("iu_in_view_within_91_by_type")
        report = Report.of(found.indicator, found.sides, lang="nl", palette=None)
    lines = {line.cell: line for line in found.lines}
    assert lines["dependent"].one is lines["dependent"].other is None
    # Nobody before: what is there from the date may stand by itself.
    assert lines["independent"].one is None and lines["independent"].other.people == 20
    assert lines["independent"].difference is None
    rows = {row[0]: row for row in report.table.rows}
    assert set(rows["De Afhankelijke"][1:]) == {"nog te weinig gegevens", "–"}


def test_a_cell_is_withheld_when_few_others_would_be_left(eighty):
    """A figure of the whole stands on another page: minus the group it would tell of the rest."""
    with tenant_context(eighty):
        Trajectory.objects.filter(path="Nieuw").exclude(external_id__in=["n70", "n71"]).update(
            path="Oud"
        )
        Trajectory.objects.filter(external_id__in=["n0", "n1", "n2", "n3", "n4"]).update(path="Nu")
        material = Material.read()
        terms = {term.code: term for term in material.values["path"]}
        sides = by_attribute(Cohort(FIRST, KNOWN, KNOWN), "path", terms["Oud"], terms["Nu"])
        assert Comparison.of(by_id("success"), sides).is_empty is False
        Trajectory.objects.filter(external_id__in=["n0", "n1", "n2"]).update(path="Oud")
        sides = by_attribute(Cohort(FIRST, KNOWN, KNOWN), "path", terms["Oud"], terms["Nu"])
        assert sides.one.clients == 76
        assert Comparison.of(by_id("success"), sides).is_empty


def test_a_group_of_a_few_shows_no_number(browser, eighty):
    with tenant_context(eighty):
        Trajectory.objects.filter(external_id__in=["n1", "n2", "n3", "n4"]).update(path="Klein")
    said = text(browser.get(PAGE, GROUPS | {"eerste": "path:Klein", "tweede": "path:Nieuw"}))
    assert "Er zijn nog te weinig cliënten om te vergelijken." in said
    assert "minder dan vijf cliënten" in said and "Een van de groepen is te klein" in said
    assert "4 cliënten" not in said and "%" not in said.split("Zo lees je dit")[0]


@given(
    st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2026, 1, 1)), st.integers(1, 7)),
        min_size=1,
        max_size=60,
        unique_by=lambda pair: pair[0],
    ).map(sorted),
    st.lists(st.dates(date(2019, 1, 1), date(2027, 1, 1)), min_size=2, max_size=2),
)
def test_no_two_boundaries_part_a_few(days, wanted):
    """Whatever two days are asked, the intakes between them are none or at least five, unless a
    boundary lies outside all intakes and fewer began in all."""
    boundaries = Boundaries.of(tuple(days))
    one, two = sorted(boundaries.nearest(day) for day in wanted)
    between = sum(number for day, number in days if one <= day < two)
    assert between == 0 or between >= min(INTERNAL_FLOOR, sum(n for _, n in days))


@given(
    st.lists(
        st.tuples(st.dates(date(2020, 1, 1), date(2022, 1, 1)), st.integers(1, 7)),
        min_size=1,
        max_size=60,
        unique_by=lambda pair: pair[0],
    ).map(sorted),
    st.lists(st.dates(date(2019, 6, 1), date(2022, 6, 1)), min_size=1, max_size=6),
    st.dates(date(2019, 1, 1), date(2023, 1, 1)),
)
def test_no_boundary_and_border_of_another_page_part_a_few(days, borders, wanted):
    """An edition's figures stand elsewhere: a period never differs from it by a few."""
    boundaries = Boundaries.of(tuple(days), borders)
    try:
        chosen = boundaries.nearest(wanted)
    except Impossible:
        assert not boundaries.open
        return
    for border in borders:
        one, two = sorted((chosen, border))
        between = sum(number for day, number in days if one <= day < two)
        assert between == 0 or between >= INTERNAL_FLOOR


def test_editions_and_quarters_are_borders(eighty):
    with tenant_context(eighty):
        edition = Edition(starts_on=date(2025, 2, 3), ends_on=date(2025, 11, 8))
        borders = Material.read([edition]).borders
    assert {date(2025, 2, 3), date(2025, 11, 9), date(2025, 4, 1)} <= borders
    assert date(2025, 11, 8) not in borders


def test_a_boundary_that_would_part_a_few_moves_and_says_so(browser, eighty):
    said = text(browser.get(PAGE, BY_DATE | {"datum": "2025-02-17"}))
    assert "Vanaf 15 februari 2025" in said and "Vanaf 17 februari" not in said
    assert "We schoven een grens naar de dichtstbijzijnde dag" in said
    assert "We schoven een grens" not in text(browser.get(PAGE, BY_DATE))


def test_periods_are_at_most_a_year():
    days = tuple((FIRST + timedelta(day), 5) for day in range(0, 1500, 5))
    material = Material(days, FIRST + timedelta(1500), {})
    split = FIRST + timedelta(700)
    periods = Periods.of(material, split)
    assert periods.before == Period(split - timedelta(365), split - timedelta(1))
    assert periods.since == Period(split, split + timedelta(364))
    assert periods.before.days == periods.since.days == 365 and not periods.is_moved


def test_a_period_that_holds_nobody_is_impossible():
    material = Material(((FIRST, 5), (FIRST + timedelta(9), 3)), FIRST + timedelta(20), {})
    with pytest.raises(Impossible) as refused:
        Periods.of(material, FIRST + timedelta(5))
    assert refused.value.why == "too_short"


def test_what_is_registered_later_than_today_is_not_known(eighty):
    today = timezone.localdate()
    with tenant_context(eighty):
        assert Material.read().known_until == KNOWN
        enter("later", 0, milestones={"debt_rest": (today - FIRST).days + 400})
        assert Material.read().known_until == KNOWN


# Who the clients are


def test_the_test_of_who_the_clients_are_is_chi_square(eighty):
    with tenant_context(eighty):
        found = compared("success")
        report = Report.of(found.indicator, found.sides, lang="nl", palette=None)
    kinds = {one.table.caption: one for one in report.makeup}
    assert kinds["Klanttype"].differs and not kinds["Ernst van de problemen"].differs
    assert kinds["Klanttype"].table.rows == (
        ("De Zelfstandige", "0%", "50%"),
        ("De Kwetsbare", "100%", "50%"),
    )
    assert kinds["Instroom"].table.rows == () and "Te weinig" in kinds["Instroom"].verdict
    from monitor.insights.comparing.clients import Clients

    p = next(a.p for a in Clients.of(found.sides).attributes if a.term.code == "client_type")
    assert p == pytest.approx(chi2_contingency([[0, 20], [40, 20]], correction=False).pvalue)


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), min_size=4, max_size=4))
def test_no_row_of_who_they_are_is_small(pairs):
    rows = merged([Row((t,), *pair) for t, pair in zip(DEBT_DURATION, pairs, strict=True)])
    if len(rows) > 1:
        assert all(n == 0 or n >= INTERNAL_FLOOR for row in rows for n in (row.one, row.other))
    assert sum(row.one for row in rows) == sum(one for one, _ in pairs)
    assert sum(row.other for row in rows) == sum(other for _, other in pairs)


def test_groups_that_are_alike_are_said_to_be(browser, eighty):
    said = text(browser.get(PAGE, GROUPS | {"eerste": "team:Noord", "tweede": "team:Zuid"}))
    assert "De groepen verschillen in klanttype." in said
    with tenant_context(eighty):
        Trajectory.objects.update(client_type="vulnerable")
    said = text(browser.get(PAGE, GROUPS | {"eerste": "team:Noord", "tweede": "team:Zuid"}))
    assert "Voor zover we kunnen zien, lijken de cliënten in beide groepen op elkaar." in said


# All indicators, both languages


def test_every_indicator_can_be_compared(loaded_waterveen, edition):
    """Over real records: each has a sentence, and what is drawn stands in the table."""
    shown = 0
    with tenant_context(loaded_waterveen):
        material = Material.read()
        middle = material.days[len(material.days) // 2][0]
        by_date = before_and_since(Periods.of(material, middle), material.known_until)
        types = material.values["client_type"]
        by_type = by_attribute(Cohort.of(edition), "client_type", types[1], types[2])
        for indicator in comparable(material):
            for sides, lang in product((by_date, by_type), ("nl", "en")):
                report = Report.of(indicator, sides, lang=lang, palette=None)
                assert report.finding and "{" not in report.finding
                assert len({len(row) for row in (report.table.header, *report.table.rows)}) == 1
                assert report.is_empty == (not report.svg_narrow)
                shown += not report.is_empty
    assert shown > 200


def test_the_finding_of_several_cells_counts_what_is_beyond_chance(eighty):
    with tenant_context(eighty):
        Trajectory.objects.filter(external_id__in=[f"n{n}" for n in range(0, 40, 2)]).update(
            client_type="independent"
        )
        found = compared("iu_in_view_within_91_by_type")
        report = Report.of(found.indicator, found.sides, lang="nl", palette=None)
        english = Report.of(found.indicator, found.sides, lang="en", palette=None)
    assert report.finding.startswith("Het grootste verschil in het deel met I/U in beeld")
    assert report.finding.endswith("Van de 2 verschillen zijn er 2 groter dan toeval.")
    assert english.finding.endswith("Of the 2 differences, 2 are larger than chance.")


def test_a_headline_and_a_measuring_point(eighty):
    with tenant_context(eighty):
        Trajectory.objects.update(self_direction="high")
        Trajectory.objects.filter(external_id__in=[f"n{n}" for n in range(8)]).update(
            self_direction="low"
        )
        answer = compared("self_direction")
        curve = compared("iu_in_view_by_week")
    assert answer.main.category == HEADLINE
    assert (answer.main.one.exact, answer.main.other.exact) == (Fraction(4, 5), 1)
    (line,) = curve.lines
    assert (line.one.exact, line.other.exact) == (pytest.approx(0.25), pytest.approx(0.75))
    assert line.difference.is_real and (line.one.people, line.other.people) == (40, 40)


def test_the_page_in_english(browser, eighty):
    browser.cookies["language"] = "en"
    said = text(browser.get(PAGE, BY_DATE))
    assert (
        "From 15 February 2025: 75% have income and expenditure in view within 13 weeks. "
        "Before 15 February 2025: 25%. The difference is larger than chance."
    ) in said
    assert "+50 percentage points" in said and "The groups differ in client type." in said
    assert "We look at both periods 100 days after their last day." in said


def test_a_page_asks_the_same_however_many_clients(browser, eighty):
    def queries():
        browser.get(PAGE, BY_DATE)
        with CaptureQueriesContext(connection) as captured:
            assert "heeft binnen 13 weken" in text(browser.get(PAGE, BY_DATE))
        return [q["sql"] for q in captured if "set_config" not in q["sql"]]

    few = queries()
    with tenant_context(eighty):
        for day in range(80):
            enter(f"m{day}", day, path=f"Pad {day}")
    many = queries()
    assert len(few) == len(many) == 14, "\n".join(many)


def test_a_wrong_choice_reads_no_records(browser, eighty):
    with CaptureQueriesContext(connection) as captured:
        browser.get(PAGE, BY_DATE | {"datum": ""})
    assert not [q for q in captured if "COPY" in q["sql"] or "caseload_deployment" in q["sql"]
                and "Max" not in q["sql"].title()]  # fmt: skip


def test_texts_of_somebody_are_escaped(browser, eighty):
    with tenant_context(eighty):
        Trajectory.objects.filter(path="Oud").update(path="<b>&Oud")
    page = browser.get(
        PAGE,
        {"cijfer": "iu_in_view_within_91", "hoe": "groepen"}
        | {"eerste": "path:<b>&Oud", "tweede": "path:Nieuw"},
    ).content.decode()
    assert "75% heeft" in page and "<b>" not in page


def test_the_choice_offers_every_indicator_by_section(eighty):
    with tenant_context(eighty):
        choice = Choice({}, Material.read(), [])
    offered = [value for _, group in choice.fields["cijfer"].choices[1:] for value, _ in group]
    assert len(offered) == len(set(offered)) == 90

"""Fixed groups of municipalities: when they are published, and who is in which."""

from datetime import date

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.db.utils import ProgrammingError
from django.test.utils import CaptureQueriesContext
from django_tenants.utils import tenant_context

from benchmark import groupings, lookup, releases
from benchmark.disclosure import FEW_IN_GROUP, Ledger, atoms, cell_reason, decide
from benchmark.models import LedgerEntry, ReleasedStatistic, SetMember
from benchmark.standard.indicators import INDICATORS, by_id
from benchmark.statistics import Proportion
from tests.benchmark.test_publishing import cells_of

DAY = date(2021, 4, 1)
MODELS = ("financial", "parallel", "life_domains")


@pytest.fixture
def with_models(with_waterveen):
    """Waterveen with the financial model and thirty plain municipalities: nine more with it, ten
    with the parallel model and eleven with the third."""
    keys = with_waterveen.keys
    for model, some in zip(MODELS, (keys[:10], keys[10:20], keys[20:31]), strict=True):
        with_waterveen.admin.execute(
            "UPDATE tenants_municipality SET treatment_model = %s WHERE id = ANY(%s)", [model, some]
        )
    yield with_waterveen
    with_waterveen.admin.execute(
        "UPDATE tenants_municipality SET treatment_model = '' WHERE id = ANY(%s)", [keys[1:]]
    )


def shares(count):
    return [Proportion(7 + i, 20 + i) for i in range(count)]


def sum_of(statistics):
    return Proportion(sum(s.hits for s in statistics), sum(s.n for s in statistics))


def group(plain, code, indicator="success"):
    return lookup.Comparison.of(plain.edition, grouping=code).average(by_id(indicator))


def test_who_is_in_which_group():
    sizes = {"a": 49, "b": 50, "c": 199, "d": 200, "e": 10}
    found = groupings.members_of(
        sizes, {"a": "financial", "b": "", "c": "made_up", "d": "parallel"}
    )
    assert {code: set(names) for code, names in found.items() if names} == {
        "model:financial": {"a"},
        "model:parallel": {"d"},
        "size:small": {"a", "e"},
        "size:medium": {"b", "c"},
        "size:large": {"d"},
    }
    assert list(found) == [grouping.code for grouping in groupings.GROUPINGS]


def test_every_grouping_has_its_names_in_both_languages():
    for grouping in groupings.GROUPINGS:
        for text in (grouping.label, grouping.others, grouping.everybody, grouping.too_few):
            assert text.nl and text.en and text.nl != text.en
        assert groupings.by_code(grouping.code) is grouping
    assert [groupings.of_size(n).code[5:] for n in (0, 49, 50, 199, 200)] == [
        "small", "small", "medium", "medium", "large",
    ]  # fmt: skip


def test_thirty_one_municipalities_also_see_the_models(with_models):
    handed = shares(31)
    with_models.hand_over({("success", "all"): handed})
    with_models.publish()
    assert group(with_models, "national") == {"all": sum_of(handed)}
    assert group(with_models, "model:financial") == {"all": sum_of(handed[:10])}
    assert group(with_models, "model:parallel") == {"all": sum_of(handed[10:20])}
    assert group(with_models, "model:life_domains") == {"all": sum_of(handed[20:])}
    shown = lookup.groupings_of(with_models.edition)
    assert shown == [f"model:{model}" for model in MODELS]
    assert group(with_models, "size:large") == {}, "all are large: that is the country"
    comparison = lookup.Comparison.of(with_models.edition, grouping="model:financial")
    assert comparison.contributor_band == "10-24" and not comparison.is_withheld_group
    assert comparison.by_municipality(by_id("success")) == {}


def test_six_municipalities_show_no_group(with_models):
    for key, model in zip(with_models.keys[:6], (*MODELS, *MODELS), strict=True):
        with_models.admin.execute(
            "UPDATE tenants_municipality SET treatment_model = %s WHERE id = %s", [model, key]
        )
    with_models.hand_over({("success", "all"): shares(6)}, cohort_size=40)
    with_models.admin.execute(
        "UPDATE benchmark_contribution SET cohort_size = 60 WHERE municipality_id = %s",
        [with_models.keys[5]],
    )
    release = with_models.publish()
    assert lookup.average(with_models.edition, by_id("success"))
    assert lookup.groupings_of(with_models.edition) == []
    assert set(release.statistics.values_list("grouping", flat=True)) == {"national"}
    comparison = lookup.Comparison.of(with_models.edition, grouping="model:parallel")
    assert comparison.is_withheld_group and comparison.contributor_band == ""
    assert comparison.average(by_id("success")) == {}
    assert comparison.withheld(by_id("success")) == {"all": FEW_IN_GROUP.code}


def test_without_a_release_no_group_is_withheld(plain):
    comparison = lookup.Comparison.of(plain.edition, grouping="model:parallel")
    assert not comparison.is_withheld_group and comparison.withheld(by_id("success")) == {}
    assert lookup.groupings_of(plain.edition) == []


def test_a_group_never_comes_out_under_the_name_of_another(with_models):
    """Of each model five are small: the sizes cut across the models, and are not published over
    the part of them that a model leaves."""
    handed = shares(31)
    with_models.hand_over({("success", "all"): handed})
    small = [key for at, key in enumerate(with_models.keys) if at % 2]
    with_models.admin.execute(
        "UPDATE benchmark_contribution SET cohort_size = 49 WHERE municipality_id = ANY(%s)",
        [small],
    )
    with_models.publish()
    with connection.as_publisher():
        entries = {e.grouping: set(e.members) for e in LedgerEntry.objects.all()}
    assert entries["model:parallel"] == set(with_models.keys[10:20])
    for code, who in (("size:small", small), ("size:large", set(with_models.keys) - set(small))):
        assert code not in entries or entries[code] == set(who)


def test_the_country_minus_its_groups_is_never_few():
    """A model that four municipalities have would follow from the country and the two others."""
    bases = {f"m{i:02}": 20 for i in range(25)}
    names = sorted(bases)
    within = {"model:a": names[:11], "model:b": names[11:21], "model:c": names[21:]}
    options = {"indicator": "success", "period": "2021"}
    ledger = Ledger()
    for grouping, members in (("national", None), *within.items()):
        decisions = decide(
            {"all": bases},
            cohort_sizes=bases,
            ledger=ledger,
            grouping=grouping,
            within=members,
            **options,
        )
        ledger = ledger.after(decisions, grouping=grouping, on=DAY, **options)
    assert [entry.grouping for entry in ledger.released] == ["national", "model:a"]
    parts = atoms(entry.members for entry in ledger.released)
    assert all(cell_reason(bases[m] for m in part) is None for part in parts)


def test_a_member_takes_itself_out_of_its_own_group_alone(with_models, waterveen):
    handed = shares(31)
    with_models.hand_over({("success", "all"): handed})
    with_models.admin.execute(
        "UPDATE benchmark_contribution SET tenant_schema = %s WHERE municipality_id = %s",
        [waterveen.schema_name, waterveen.pk],
    )
    with_models.publish()
    indicator = by_id("success")
    with tenant_context(waterveen):
        own, other, country = (
            lookup.Comparison.of(with_models.edition, waterveen, code)
            for code in ("model:financial", "model:parallel", "national")
        )
        assert own.has_own(indicator) and country.has_own(indicator)
        assert own.others(indicator) == {"all": sum_of(handed[1:10])}
        assert country.others(indicator) == {"all": sum_of(handed[1:])}
        assert not other.has_own(indicator)
        assert other.others(indicator) == {"all": sum_of(handed[10:20])}


def test_a_municipality_reads_its_own_sets_and_no_other(with_models, waterveen, lindehaven):
    with_models.hand_over({("success", "all"): shares(31)})
    with_models.admin.execute(
        "UPDATE benchmark_contribution SET tenant_schema = %s WHERE municipality_id = %s",
        [waterveen.schema_name, waterveen.pk],
    )
    with_models.publish()
    with tenant_context(waterveen):
        assert set(SetMember.objects.values_list("municipality", flat=True)) == {waterveen.pk}
        assert SetMember.objects.count() == 2
        with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            SetMember.objects.update(number=9)
    with tenant_context(lindehaven):
        assert SetMember.objects.count() == 0
    connection.set_schema_to_public()
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        SetMember.objects.count()


def test_another_model_changes_what_is_published_only_by_five(with_models):
    handed = shares(31)
    with_models.hand_over({("success", "all"): handed})
    first = with_models.publish()
    keys = with_models.keys

    def moves(some):
        with_models.admin.execute(
            "UPDATE tenants_municipality SET treatment_model = 'parallel' WHERE id = ANY(%s)",
            [some],
        )
        return with_models.publish()

    second = moves(keys[9:10])
    assert second.pk != first.pk
    assert group(with_models, "model:financial") == {"all": sum_of(handed[:10])}
    row = second.statistics.get(grouping="model:financial", statistic__isnull=False)
    assert (row.published_at, row.withheld) == (first.published_at, "")
    moves(keys[5:10])
    assert group(with_models, "model:financial") == {"all": sum_of(handed[:5])}
    assert group(with_models, "model:parallel") == {"all": sum_of(handed[5:20])}


def test_queries_do_not_grow_with_groups(with_models):
    def queries():
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            with_models.publish()
            shown = len(lookup.groupings_of(with_models.edition))
            transaction.set_rollback(True)
        return len(captured), shown

    with_models.hand_over({("success", "all"): shares(6)}, cohort_size=40)
    few, without = queries()
    with_models.hand_over({("success", "all"): shares(31)})
    many, some = queries()
    assert (without, some) == (0, 3)
    assert many == few


def test_work_grows_with_cells_times_groups(with_models, monkeypatch):
    """Each cell is decided once per grouping, and each part added once per kind of grouping."""
    counted = {"added": 0, "decided": 0, "indexed": 0}
    add, decided = Proportion.__add__, releases.disclosure.decide
    index = Ledger.grown

    def adding(self, other):
        counted["added"] += 1
        return add(self, other)

    def deciding(cells, **options):
        counted["decided"] += len(cells)
        return decided(cells, **options)

    def growing(self, new):
        new = tuple(new)
        counted["indexed"] += len(new)
        return index(self, new)

    monkeypatch.setattr(Proportion, "__add__", adding)
    monkeypatch.setattr(releases.disclosure, "decide", deciding)
    monkeypatch.setattr(Ledger, "grown", growing)
    cells = cells_of("proportion", 500)
    with_models.hand_over(dict.fromkeys(cells, shares(31)))
    with_models.publish()
    everything = sum(len(i.cells) for i in INDICATORS if not i.own_only)
    means = sum(len(i.cells) for i in INDICATORS if not i.own_only and releases.means.has_mean(i))
    assert counted["decided"] == everything * (1 + len(groupings.GROUPINGS)) + means
    assert counted["added"] <= 3 * 30 * len(cells)
    with connection.as_publisher():
        assert counted["indexed"] == LedgerEntry.objects.count()
    shown = ReleasedStatistic.objects.filter(statistic__isnull=False, weighting="clients")
    assert shown.exclude(grouping="national").count() > 3 * len(cells) / 2


def test_an_index_that_moved_on_is_made_again():
    bases = {f"m{i}": 20 for i in range(6)}
    options = {"indicator": "success", "period": "2021"}
    first = Ledger()
    decisions = decide({"all": bases}, cohort_sizes=bases, ledger=first, **options)
    second = first.after(decisions, on=DAY, **options)
    third = second.after(decisions, on=DAY, **options | {"period": "2022"})
    assert not first.sets_of("2021", "national")
    assert second.sets_of("2021", "national") and not second.sets_of("2022", "national")
    assert third.sets_of("2021", "size:small") and third.sets_of("2022", "national")


def test_the_command_counts_groups_by_themselves(with_models, capsys):
    with_models.hand_over({("success", "all"): shares(31)})
    call_command("publish_release", edition="plain", slug="groepen")
    said = capsys.readouterr().out
    assert said.startswith("groepen: 1 figures published,") and "3 figures of groups" in said

"""Own names over the codes of the standard: kept, refused, taken back, and never elsewhere."""

from contextlib import contextmanager
from datetime import date

import pghistory.models
import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import override
from django_tenants.utils import tenant_context

from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEP_CODES, STEPS, VERSION
from monitor.caseload import labels, milestones, trajectories
from monitor.caseload.acts import Refused
from monitor.caseload.models import Milestone, OwnLabel, Trajectory
from tests.caseload.people import a_trajectory

TODAY = date(2026, 6, 15)
OVERVIEW = {("step", "iu_in_view"): "Overzicht", ("milestone", "iu_in_view"): "Overzicht klaar"}


@contextmanager
def refused(code):
    with pytest.raises(Refused) as caught:
        yield
    assert caught.value.code == code
    assert str(caught.value).endswith(".")


def test_without_own_names_everything_goes_by_the_standard(in_waterveen):
    names = labels.current()
    assert names.is_standard
    assert labels.step_names() == {step.code: step.label.nl for step in STEPS}
    assert [names.milestone(term.code) for term in MILESTONES] == [m.label.nl for m in MILESTONES]
    with override("en"):
        assert names.step("debts_in_view") == "Debts in view"
        assert str(names.attitude) == "Motivation"


def test_an_own_name_is_shown_in_every_language_and_the_rest_in_the_readers(robert, in_waterveen):
    assert labels.change(by=robert, own=OVERVIEW) == 2
    for language, debts in (("nl", "Schulden in beeld"), ("en", "Debts in view")):
        with override(language):
            assert labels.step_names()["iu_in_view"] == "Overzicht"
            assert labels.current().milestone("iu_in_view") == "Overzicht klaar"
            assert labels.step_names()["debts_in_view"] == debts


def test_reading_the_names_is_one_query(robert, in_waterveen, django_assert_num_queries):
    labels.change(by=robert, own=OVERVIEW, uses_life_domains=False, attitude="attitude")
    with django_assert_num_queries(1):
        labels.current()
    with django_assert_num_queries(1):
        labels.step_names()


@pytest.mark.parametrize("text", ["", "   ", "I/U in beeld", "Income and expenditure in view"])
def test_the_standard_name_or_nothing_is_no_own_name(robert, in_waterveen, text):
    assert labels.change(by=robert, own={("step", "iu_in_view"): text}) == 0
    assert not OwnLabel.objects.exists()


def test_a_name_keeps_the_version_of_the_steps_it_was_given_to(robert, in_waterveen):
    labels.change(by=robert, own={("step", "intake"): "  Eerste \n gesprek "})
    row = OwnLabel.objects.get()
    assert (row.label, row.standard_version) == ("Eerste gesprek", VERSION)


def test_what_did_not_change_is_not_written(robert, in_waterveen):
    labels.change(by=robert, own=OVERVIEW)
    events = apps.get_model("caseload", "OwnLabelEvent").objects
    before = events.count()
    assert labels.change(by=robert, own=OVERVIEW) == 0
    assert events.count() == before


def test_history_keeps_what_who_and_the_way_back(robert, in_waterveen):
    labels.change(by=robert, own={("step", "intake"): "Kennismaking"})
    labels.change(by=robert, own={("step", "intake"): "Eerste gesprek"})
    assert labels.change(by=robert, own={}) == 1
    assert labels.current().is_standard
    events = apps.get_model("caseload", "OwnLabelEvent").objects.order_by("pgh_id")
    assert [(e.pgh_label, e.label) for e in events] == [
        ("insert", "Kennismaking"),
        ("update", "Eerste gesprek"),
        ("delete", "Eerste gesprek"),
    ]
    contexts = pghistory.models.Context.objects.filter(pk__in=events.values("pgh_context"))
    assert {context.metadata["account"] for context in contexts} == {str(robert.pk)}
    assert contexts.count() == 3


@pytest.mark.parametrize(
    "own",
    [
        {("step", "intake"): "Start", ("step", "ready"): "START"},
        {("step", "intake"): "schulden in beeld"},
        {("milestone", "debt_rest"): "Intake done"},
    ],
    ids=["the own name of another", "a standard name", "a standard name in English"],
)
def test_two_steps_or_two_results_cannot_share_a_name(robert, in_waterveen, own):
    assert labels.clashes(own)
    with refused("label_taken"):
        labels.change(by=robert, own=own)
    assert not OwnLabel.objects.exists()


def test_a_step_and_its_result_may_share_a_name(robert, in_waterveen):
    own = {("step", "iu_in_view"): "Overzicht", ("milestone", "iu_in_view"): "Overzicht"}
    assert labels.change(by=robert, own=own) == 2


def test_a_name_is_forty_characters_at_most(robert, in_waterveen):
    labels.change(by=robert, own={("step", "intake"): "x" * 40})
    with refused("label_too_long"):
        labels.change(by=robert, own={("step", "intake"): "x" * 41})
    assert OwnLabel.objects.get().label == "x" * 40


@pytest.mark.parametrize(
    "change",
    [{"own": {("step", "rich"): "Rijk"}}, {"own": {}, "attitude": "happiness"}],
    ids=["step", "scale"],
)
def test_what_the_standard_does_not_have_gets_no_name(robert, in_waterveen, change):
    with refused("unknown_term"):
        labels.change(by=robert, **change)


def test_the_scale_goes_by_the_chosen_name(robert, in_waterveen):
    assert labels.change(by=robert, own={}, attitude="attitude") == 1
    assert str(labels.current().attitude) == "Attitude"
    assert not labels.current().own
    assert labels.change(by=robert, own={}) == 1
    assert str(labels.current().attitude) == "Motivatie"


@pytest.mark.parametrize(
    "row",
    [
        {"kind": "step", "code": "intake", "label": "Start", "is_used": False},
        {"kind": "step", "code": "intake", "label": ""},
    ],
    ids=["another step off", "a row that says nothing"],
)
def test_the_database_refuses_what_cannot_be(in_waterveen, row):
    with pytest.raises(IntegrityError), transaction.atomic():
        OwnLabel.objects.create(**row)


def test_names_of_one_municipality_are_nowhere_else(robert, waterveen, lindehaven):
    with tenant_context(waterveen):
        labels.change(by=robert, own=OVERVIEW, uses_life_domains=False)
    with tenant_context(lindehaven):
        assert labels.current().is_standard
    assert all(step.label.nl != "Overzicht" for step in STEPS)


# --- The step that may be left out ---------------------------------------------------------------


@pytest.fixture
def without_life_domains(robert, in_waterveen):
    """Waterveen's names once it does not use the step."""
    labels.change(by=robert, own={}, uses_life_domains=False)
    return labels.current()


def test_a_step_that_is_not_used_is_the_next_one_to_people(without_life_domains):
    names = without_life_domains
    assert [step.code for step in names.shown_steps()] == [
        code for code in STEP_CODES if code != "life_domains"
    ]
    assert {code: names.shown_step(code).code for code in STEP_CODES} == {
        code: "ready" if code == "life_domains" else code for code in STEP_CODES
    }
    assert [m.code for m in MILESTONES if names.hides(m.code)] == ["barriers_removed"]


def test_its_results_stay_and_still_count(robert, samira, in_waterveen):
    milestones.tick(by=robert, trajectory=samira, kind="barriers_removed")
    labels.change(by=robert, own={}, uses_life_domains=False)
    assert Milestone.objects.get().revoked_at is None
    assert Trajectory.objects.in_step("ready", TODAY).get() == samira


def test_switching_it_off_keeps_its_own_name_for_later(robert, in_waterveen):
    own = {("step", "life_domains"): "Leefgebieden"}
    labels.change(by=robert, own=own, uses_life_domains=False)
    assert labels.current().own == own
    labels.change(by=robert, own=own)
    assert labels.current().step("life_domains") == "Leefgebieden"


@pytest.mark.parametrize("reached", [(), *((m.code,) for m in MILESTONES)], ids=str)
def test_every_trajectory_is_in_one_shown_step_in_the_database_too(
    robert, without_life_domains, reached
):
    trajectory = a_trajectory(robert, "W-2")
    for kind in reached:
        milestones.tick(by=robert, trajectory=trajectory, kind=kind)
    found = [
        step.code
        for step in without_life_domains.shown_steps()
        if Trajectory.objects.in_step(
            step.code, TODAY, skipped=without_life_domains.skipped
        ).exists()
    ]
    whole = [code for code in STEP_CODES if Trajectory.objects.in_step(code, TODAY).exists()]
    assert found == [without_life_domains.shown_step(code).code for code in whole]
    assert len(found) == 1


def test_an_import_may_still_bring_its_result(robert, samira, without_life_domains):
    kept = milestones.tick(by=robert, trajectory=samira, kind="barriers_removed")
    assert kept.kind == "barriers_removed"
    assert trajectories.end(by=robert, trajectory=samira, status="referred").status == "referred"

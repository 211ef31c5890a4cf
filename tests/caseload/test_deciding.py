"""Transfers, client types, couples and help taken away: decisions with their reason."""

from datetime import date
from itertools import product

import pytest

from benchmark.standard.client_types import RULES, missing, rule_for
from benchmark.standard.clients import BANDS, PROBLEM_SEVERITY
from monitor.caseload import (
    client_types,
    clients,
    couples,
    deployments,
    participation,
    trajectories,
    transfers,
)
from monitor.caseload.acts import Refused
from monitor.caseload.models import Deployment, RemovedDeployment, Transfer, TypeDecision
from monitor.surveys.models import Wave
from tests.caseload.people import a_trajectory

CODES = [band.code for band in BANDS]


@pytest.fixture
def lina(make_account, waterveen):
    """A colleague of Robert."""
    return make_account("lina@waterveen.example", waterveen, first_name="Lina")


def test_a_transfer_moves_the_trajectory_and_keeps_where_it_came_from(robert, lina, in_waterveen):
    one = a_trajectory(robert, "W-1", team="Noord")
    two = a_trajectory(robert, "W-2")
    made = transfers.hand_over(
        by=robert, trajectories=[one, two], caseworker_id=lina.pk, team="Zuid", client_agrees=True
    )
    assert len(made) == 2
    one.refresh_from_db()
    assert (one.caseworker_id, one.team) == (lina.pk, "Zuid")
    row = Transfer.objects.get(trajectory=one)
    assert (row.from_caseworker_id, row.from_team, row.client_agrees) == (robert.pk, "Noord", True)
    assert not transfers.hand_over(by=robert, trajectories=[one], caseworker_id=lina.pk)


def test_a_transfer_to_a_team_leaves_the_caseworker(robert, samira):
    transfers.hand_over(by=robert, trajectories=[samira], team="Zuid")
    samira.refresh_from_db()
    assert (samira.caseworker_id, samira.team) == (robert.pk, "Zuid")


def test_a_transfer_to_nobody_or_a_stranger_is_refused(
    robert, samira, make_account, lindehaven, waterveen
):
    from django.db import connection

    stranger = make_account("s@lindehaven.example", lindehaven)
    adviser = make_account("p@waterveen.example", waterveen, "policy_adviser")
    connection.set_tenant(waterveen)
    for to, code in (
        (None, "caseworker_id"),
        (stranger.pk, "caseworker_id"),
        (adviser.pk, "caseworker_id"),
    ):
        with pytest.raises(Refused) as refusal:
            transfers.hand_over(by=robert, trajectories=[samira], caseworker_id=to)
        assert refusal.value.code == code
    with pytest.raises(Refused, match="minstens één"):
        transfers.hand_over(by=robert, trajectories=[], team="Zuid")


def by_hand(severity, bands):
    """What the three descriptions say, the long way round."""
    if severity == "multi":
        return "vulnerable"
    if bands == ("above",) * 3:
        return "independent"
    return "dependent" if bands == ("below",) * 3 else "vulnerable"


def test_every_start_has_the_proposal_of_the_descriptions():
    for severity, *bands in product([t.code for t in PROBLEM_SEVERITY], CODES, CODES, CODES):
        rule = rule_for(severity, *bands)
        assert rule.client_type == by_hand(severity, tuple(bands)), (severity, bands)


def test_mixed_is_proposed_for_the_vulnerable_alone():
    mixed = [rule for rule in RULES if rule.bands == "mixed"]
    assert {rule.client_type for rule in mixed} == {"vulnerable"}


def test_without_enough_there_is_no_proposal_but_what_is_missing():
    assert rule_for("single", "above", "", "above") is None
    assert missing("single", "above", "", "above") == ["attitude"]
    assert missing("multi", "", "", "") == []
    assert missing("", "above", "above", "above") == ["problem_severity"]


START = {
    "problem_severity": "single",
    "competence": "above",
    "attitude": "above",
    "social_norm": "above",
}


def test_a_proposal_is_confirmed_and_both_are_kept(robert, in_waterveen):
    anna = a_trajectory(robert, "W-1", **START)
    for _tap in range(2):
        client_types.decide(by=robert, trajectory=anna, chosen="independent")
    decision = TypeDecision.objects.get()
    assert (decision.proposed, decision.chosen, decision.reason) == (
        "independent",
        "independent",
        "",
    )
    anna.refresh_from_db()
    assert anna.client_type == "independent"


def test_another_type_needs_a_reason(robert, in_waterveen):
    anna = a_trajectory(robert, "W-1", **START)
    with pytest.raises(Refused, match="ander klanttype"):
        client_types.decide(by=robert, trajectory=anna, chosen="dependent")
    decision = client_types.decide(
        by=robert, trajectory=anna, chosen="dependent", reason="Net gescheiden"
    )
    assert (decision.proposed, decision.reason) == ("independent", "Net gescheiden")


def test_without_a_proposal_the_choice_has_a_reason_too(robert, samira):
    with pytest.raises(Refused, match="geen voorstel"):
        client_types.decide(by=robert, trajectory=samira, chosen="dependent")
    with pytest.raises(Refused):
        client_types.decide(by=robert, trajectory=samira, chosen="lazy", reason="zo")


def test_help_is_corrected(robert, samira):
    made = deployments.add(by=robert, trajectory=samira, category="legal")
    deployments.change(
        by=robert,
        deployment=made,
        service=" Raadslid ",
        started_on=date(2026, 6, 1),
        mode="partner",
    )
    made.refresh_from_db()
    assert (made.service, made.started_on, made.mode) == ("Raadslid", date(2026, 6, 1), "partner")
    deployments.end(by=robert, deployment=made)
    assert deployments.change(by=robert, deployment=made, ended_on=None).ended_on is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"started_on": date(2026, 6, 16)}, "started_on"),
        ({"ended_on": date(2026, 5, 31)}, "ended_on"),
        ({"intensity": "huge"}, "invalid_value"),
        ({"started_on": date(2026, 5, 1)}, "started_on"),
    ],
)
def test_help_that_cannot_be_so_is_refused(robert, samira, changes, code):
    deployments.add(by=robert, trajectory=samira, category="legal", started_on=date(2026, 5, 1))
    made = deployments.add(
        by=robert, trajectory=samira, category="legal", started_on=date(2026, 6, 1)
    )
    with pytest.raises(Refused) as refusal:
        deployments.change(by=robert, deployment=made, **changes)
    assert refusal.value.code == code
    made.refresh_from_db()
    assert made.started_on == date(2026, 6, 1)


def test_mistaken_help_is_taken_away_with_its_reason(robert, samira):
    made = deployments.add(by=robert, trajectory=samira, category="legal", service="Raadslid")
    with pytest.raises(Refused, match="waarom"):
        deployments.remove(by=robert, deployment=made, reason=" ")
    for _tap in range(2):
        deployments.remove(by=robert, deployment=made, reason="Bij de verkeerde cliënt")
    assert not Deployment.objects.exists()
    removed = RemovedDeployment.objects.get()
    assert (removed.service, removed.reason) == ("Raadslid", "Bij de verkeerde cliënt")
    assert removed.removed_by == robert.pk


def takes_part(by, **fields):
    """A client who said yes."""
    client = clients.register(by=by, **fields)
    participation.record(by=by, client=client, monitor=True, benchmark=True)
    return client


def test_a_partner_joins_with_questionnaires_and_leaves_without(robert, samira):
    partner = takes_part(robert, first_name="Karim", email="k@example.org", channel="email")
    for _tap in range(2):
        couples.join(by=robert, trajectory=samira, client=partner)
    assert samira.clients.count() == 2
    assert Wave.objects.pending().filter(client=partner).count() == 1
    for _tap in range(2):
        couples.leave(by=robert, trajectory=samira, client=partner)
    assert samira.clients.count() == 1
    assert not Wave.objects.pending().filter(client=partner).exists()


def test_who_stays_is_the_first_client(robert, samira):
    first = samira.clients.get()
    partner = clients.register(by=robert, first_name="Karim")
    couples.join(by=robert, trajectory=samira, client=partner)
    couples.leave(by=robert, trajectory=samira, client=first)
    place = samira.places.get()
    assert (place.client_id, place.position) == (partner.pk, 1)


def test_a_trajectory_has_one_client_or_two(robert, samira):
    with pytest.raises(Refused, match="minstens één"):
        couples.leave(by=robert, trajectory=samira, client=samira.clients.get())
    for name in ("Karim", "Ali"):
        person = clients.register(by=robert, first_name=name)
        if name == "Karim":
            couples.join(by=robert, trajectory=samira, client=person)
            continue
        with pytest.raises(Refused, match="hooguit twee"):
            couples.join(by=robert, trajectory=samira, client=person)
    assert trajectories.reopen(by=robert, trajectory=samira).clients.count() == 2

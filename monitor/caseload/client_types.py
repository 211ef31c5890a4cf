"""The act of choosing a client type beside what the rule table proposes (A-16)."""

from django.utils.translation import gettext as _

from benchmark.standard.client_types import VERSION, Rule, rule_for

from .acts import act, check_values, locked
from .models import Trajectory, TypeDecision
from .wording import sealed_text

REASON_LENGTH = 300


def proposal(trajectory: Trajectory) -> Rule | None:
    """The rule that fits how this trajectory started; None when too little is known."""
    return rule_for(
        trajectory.problem_severity,
        trajectory.competence,
        trajectory.attitude,
        trajectory.social_norm,
    )


def decide(*, by, trajectory: Trajectory, chosen: str, reason: str = "") -> TypeDecision:
    """Confirm the proposal or choose another type; both are kept, with the reason.

    Refused without a reason when the choice is not the proposal. The same decision on the same
    proposal again gives back the one that stands.
    """
    with act(by):
        current = locked(trajectory)
        rule = proposal(current)
        decision = TypeDecision(
            trajectory=current,
            proposed=rule.client_type if rule else "",
            chosen=chosen,
            rules_version=VERSION,
            decided_by=getattr(by, "pk", None),
        )
        check_values(decision, "chosen")
        wanted = ""
        if decision.proposed != chosen:
            wanted = (
                _("Schrijf op waarom je een ander klanttype kiest dan het voorstel.")
                if rule
                else _("Er is geen voorstel. Schrijf op waarom je dit klanttype kiest.")
            )
        decision.reason = sealed_text(reason, REASON_LENGTH, "reason", required=wanted)
        latest = TypeDecision.objects.filter(trajectory=current).first()
        if (
            latest is not None
            and current.client_type == chosen
            and (latest.proposed, latest.chosen, latest.reason)
            == (decision.proposed, chosen, decision.reason)
        ):
            return latest
        decision.save(force_insert=True)
        if current.client_type != chosen:
            current.client_type = chosen
            current.save(update_fields=["client_type"])
    return decision

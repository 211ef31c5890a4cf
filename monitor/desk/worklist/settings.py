"""Which rules a municipality uses (M-12: a useless one can be switched off)."""

from monitor.caseload.acts import act

from .models import RuleSetting, Signal, State
from .rules import RULES, Rule


def off() -> set[str]:
    """The codes of the rules that are not used here; one query."""
    return set(RuleSetting.objects.filter(is_used=False).values_list("rule", flat=True))


def used_rules() -> list[Rule]:
    """The rules that are used here, in order; one query."""
    unused = off()
    return [rule for rule in RULES if rule.code not in unused]


def switch(*, by, rule: Rule, is_used: bool) -> bool:
    """Use a rule or not; whether that changed anything. What a rule that goes off still had on the
    list leaves it. ValueError for what a client asks for: that always reaches somebody."""
    if rule.is_asked_for:
        raise ValueError(f"{rule.code} is never off")
    with act(by):
        setting, _new = RuleSetting.objects.select_for_update().get_or_create(rule=rule.code)
        if setting.is_used == is_used:
            return False
        setting.is_used = is_used
        setting.save(update_fields=["is_used"])
        if not is_used:
            waiting = Signal.objects.waiting().filter(rule=rule.code)
            waiting.update(state=State.OVER, until=None)
    return True

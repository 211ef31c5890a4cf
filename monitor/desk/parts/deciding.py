"""Decisions in words: the client type beside its proposal, and who had the trajectory before."""

from django.utils.translation import gettext as _

from benchmark.standard.client_types import RULES, SCALES, Rule, missing
from benchmark.standard.clients import BANDS, CLIENT_TYPES, PROBLEM_SEVERITY
from benchmark.standard.text import label
from monitor.caseload.labels import Names
from monitor.caseload.models import Trajectory


def choice_of(trajectory: Trajectory, rule: Rule | None, names: Names) -> dict:
    """What is known of the start, what the table proposes of it and why, and the whole table."""
    scales = {
        "problem_severity": _("Achterliggende problemen"),
        "competence": _("Bekwaamheid"),
        "attitude": str(names.attitude),
        "social_norm": _("Sociale norm"),
    }
    values = {name: getattr(trajectory, name) for name in scales}
    terms = {"problem_severity": PROBLEM_SEVERITY} | dict.fromkeys(SCALES, BANDS)
    return {
        "start": [(text, label(terms[name], values[name])) for name, text in scales.items()],
        "proposed": label(CLIENT_TYPES, rule.client_type) if rule else "",
        "because": str(rule.because) if rule else "",
        "missing": [scales[name] for name in missing(*values.values())],
        "rules": [
            {
                "severity": " / ".join(label(PROBLEM_SEVERITY, code) for code in row.severity),
                "bands": _bands(row.bands),
                "type": label(CLIENT_TYPES, row.client_type),
                "because": str(row.because),
                "fits": row is rule,
            }
            for row in RULES
        ],
    }


def _bands(code: str) -> str:
    return {
        "": _("Maakt niet uit"),
        "above": _("Alle drie boven gemiddeld"),
        "below": _("Alle drie onder gemiddeld"),
        "mixed": _("Gemengd"),
    }[code]


def decisions_of(found, people: dict) -> list[dict]:
    """What was chosen, newest first."""
    return [
        {
            "on": d.decided_at,
            "chosen": label(CLIENT_TYPES, d.chosen),
            "proposed": label(CLIENT_TYPES, d.proposed) if d.proposed else "",
            "is_other": d.chosen != d.proposed,
            "reason": d.reason,
            "by": people.get(d.decided_by, ""),
        }
        for d in found
    ]


def transfers_of(found, people: dict) -> list[dict]:
    """Who handed over to whom, newest first."""
    agreed = {
        True: _("de cliënt vond het goed"),
        False: _("de cliënt vond het niet goed"),
        None: _("de cliënt is het nog niet gevraagd"),
    }
    return [
        {
            "on": t.recorded_at,
            "from": _who(people.get(t.from_caseworker_id, ""), t.from_team),
            "to": _who(people.get(t.to_caseworker_id, ""), t.to_team),
            "agreed": agreed[t.client_agrees],
            "by": people.get(t.recorded_by, ""),
        }
        for t in found
    ]


def _who(name: str, team: str) -> str:
    return ", ".join(text for text in (name, team) if text) or _("niemand")

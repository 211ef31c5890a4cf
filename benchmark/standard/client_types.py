"""Which client type the start of a trajectory points to: a table of rules, shown as it is (A-16).

The sources describe three types (S52-S54): single problems with all three bands above average,
single problems with all three below, and multiple problems with a mix, which no other type has.
The table proposes; a caseworker decides. Doubt: the sources do not say what somebody without
other problems is, nor with multiple problems and three equal bands; here the first counts as a
single problem, and multiple problems weigh heavier than the bands.
"""

from dataclasses import dataclass

from .text import Text

VERSION = 1
SCALES = ("competence", "attitude", "social_norm")
_FEW = ("none", "single")


@dataclass(frozen=True)
class Rule:
    """One row. `severity`: codes of PROBLEM_SEVERITY it is about, any when empty. `bands`: what the
    three scales are together, "above", "below", "mixed" (they differ, or one is mixed) or "" for
    anything. `client_type` is what it proposes and `because` its reason as a sentence."""

    severity: tuple[str, ...]
    bands: str
    client_type: str
    because: Text


# The first row that fits is the proposal.
RULES = (
    Rule(
        ("multi",),
        "",
        "vulnerable",
        Text(
            "Er zijn meerdere achterliggende problemen. Dat hoort bij De Kwetsbare.",
            "There are multiple underlying problems. That belongs to the vulnerable client.",
        ),
    ),
    Rule(
        _FEW,
        "above",
        "independent",
        Text(
            "Er is hooguit één achterliggend probleem, en bekwaamheid, motivatie en sociale norm "
            "zijn alle drie boven gemiddeld.",
            "There is one underlying problem at most, and competence, motivation and social norm "
            "are all three above average.",
        ),
    ),
    Rule(
        _FEW,
        "below",
        "dependent",
        Text(
            "Er is hooguit één achterliggend probleem, en bekwaamheid, motivatie en sociale norm "
            "zijn alle drie onder gemiddeld.",
            "There is one underlying problem at most, and competence, motivation and social norm "
            "are all three below average.",
        ),
    ),
    Rule(
        _FEW,
        "mixed",
        "vulnerable",
        Text(
            "Bekwaamheid, motivatie en sociale norm zijn gemengd. Gemengd komt alleen voor bij "
            "De Kwetsbare.",
            "Competence, motivation and social norm are mixed. Mixed occurs with the vulnerable "
            "client alone.",
        ),
    ),
)


def together(bands: tuple[str, str, str]) -> str:
    """What three bands are together: "above", "below" or "mixed"; "" when one is not known."""
    if not all(bands):
        return ""
    return bands[0] if len(set(bands)) == 1 else "mixed"


def rule_for(severity: str, competence: str, attitude: str, social_norm: str) -> Rule | None:
    """The row that fits; None when too little is known for any."""
    bands = together((competence, attitude, social_norm))
    for rule in RULES:
        if severity in rule.severity and rule.bands in ("", bands):
            return rule
    return None


def missing(severity: str, competence: str, attitude: str, social_norm: str) -> list[str]:
    """The names of what is not known yet and is needed for a proposal."""
    if rule_for(severity, competence, attitude, social_norm):
        return []
    known = {
        "problem_severity": severity,
        "competence": competence,
        "attitude": attitude,
        "social_norm": social_norm,
    }
    return [name for name, value in known.items() if not value]

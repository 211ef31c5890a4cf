"""The figures published in 2021 (requirements S84 to S124, A8) as data.

Each number is one `Target`. The generator aims at them, the tests hold it to them, and the page
*Publicatie 2021* shows them beside what the product's own indicators compute.

Choices where the publication leaves room:

* S87 is taken at baseline: "share of respondents", one answer per client, as S84 and S85 are.
* S92, S94 and S96 to S99 belong to one municipality (Oosterduin), as their intake values match.
* S99: 52 drop-outs of 300 (17.3%) give whole counts (25, 22, 3, 2) that all stay within a point of
  48, 42, 6 and 3; no whole counts of 51 do. The published shares add up to 99.
* S102 by path: in Lindehaven every client type has its own path, so path and type are one cell.
* S117: the falling series is Waterveen, the rising one the average (inferred from the text).
* S118: no figure is published for intake itself. With 7, 1, 2, 4 and 11% the total of 17% leaves
  room for one drop-out during intake (1 of 300).
* S124: 3.7/3.3 is taken as listened to, 3.5/2.9 as helped (their order is not published).
"""

from dataclasses import dataclass

from benchmark.standard.text import Text

PERCENT = "percent"
SCALE = "scale_1_5"
TOLERANCE = {PERCENT: 1.0, SCALE: 0.05}  # points, and scale points

WHOLE = ("",)
SCORES = ("1", "2", "3", "4", "5")
FEELINGS = ("despondent", "afraid", "sad", "angry", "hopeful", "relieved", "happy", "other")
FEELING_GROUPS = ("negative", "positive", "other")
STEPS = ("intake", "iu_in_view", "debts_in_view", "iu_in_balance", "life_domains", "outflow")
PHASES = ("intake", "stabilisation", "outflow")
OUTCOMES = ("success", "stopped")
TYPES = ("independent", "dependent", "vulnerable")
REASONS = ("no_show", "declines_settlement", "other", "municipality_stops", "temporary_pause")
SUCCESS_REASONS = ("ready_for_settlement", "debt_rest")
TRANSITIONS = ("iu_in_view", "debts_in_view", "iu_in_balance", "life_domains", "ready")


@dataclass(frozen=True)
class Figure:
    """One kind of figure: its title, unit and the cells it is broken down into."""

    title: Text
    unit: str
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Target:
    """One published number: which figure, whose, which cell of it, and how near is near enough.

    `municipality` is None for the average of all. `cell` is the code within the breakdown, and
    empty for a figure of one number. `measure` is the key of `FIGURES`, and of the plain-loop
    computation in tests/demo/by_hand.py.
    """

    code: str
    measure: str
    municipality: str | None
    cell: str
    value: float

    @property
    def title(self) -> Text:
        """The figure's title in nl and en."""
        return FIGURES[self.measure].title

    @property
    def unit(self) -> str:
        """`percent` or `scale_1_5`."""
        return FIGURES[self.measure].unit

    @property
    def tolerance(self) -> float:
        """Points for a percentage, scale points for a mean."""
        return TOLERANCE[self.unit]


def _share(nl: str, en: str, cells: tuple[str, ...] = WHOLE) -> Figure:
    return Figure(Text(nl, en), PERCENT, cells)


def _mean(nl: str, en: str, cells: tuple[str, ...] = WHOLE) -> Figure:
    return Figure(Text(nl, en), SCALE, cells)


FIGURES: dict[str, Figure] = {
    # Distributions. "baseline" is the first questionnaire; without it all responses are pooled.
    "influence_baseline": _share(
        "Invloed van geldproblemen bij de start", "Influence of money problems at start", SCORES
    ),
    "influence_baseline_high": _share("(Heel) veel invloed", "A lot of influence or more"),
    "unrest_baseline": _share("Onrust bij de start", "Unrest at the start", SCORES),
    "unrest_baseline_high": _share("(Heel) veel onrust", "A lot of unrest or more"),
    "stress_all": _share("Stress in het hele proces", "Stress over the whole process", SCORES),
    "stress_all_high": _share("(Heel) veel stress", "A lot of stress or more"),
    "feeling_baseline": _share("Gevoel bij de start", "Feeling at the start", FEELINGS),
    "feeling_baseline_groups": _share(
        "Gevoel in drie groepen", "Feeling in three groups", FEELING_GROUPS
    ),
    # Means over clients of the client's mean in the cell.
    "stress_by_step": _mean("Stress per stap", "Stress by step", STEPS),
    "unrest_by_step": _mean("Onrust per stap", "Unrest by step", STEPS),
    "stress_baseline_mean": _mean("Stress bij de start", "Stress at the start"),
    "unrest_baseline_mean": _mean("Onrust bij de start", "Unrest at the start"),
    "belief_baseline_mean": _mean("Geloof bij de start", "Belief at the start"),
    "listened_by_phase": _mean("Geluisterd per fase", "Listened to by phase", PHASES),
    "helped_by_phase": _mean("Geholpen per fase", "Helped by phase", PHASES),
    "knows_what_to_do_by_phase": _mean(
        "Weet wat te doen per fase", "Knows what to do by phase", PHASES
    ),
    "stress_by_outcome": _mean("Stress naar uitkomst", "Stress by outcome", OUTCOMES),
    "unrest_by_outcome": _mean("Onrust naar uitkomst", "Unrest by outcome", OUTCOMES),
    "belief_by_outcome": _mean("Geloof naar uitkomst", "Belief by outcome", OUTCOMES),
    "listened_by_outcome": _mean("Geluisterd naar uitkomst", "Listened to by outcome", OUTCOMES),
    "helped_by_outcome": _mean("Geholpen naar uitkomst", "Helped by outcome", OUTCOMES),
    "knows_what_to_do_by_outcome": _mean(
        "Weet wat te doen naar uitkomst", "Knows what to do by outcome", OUTCOMES
    ),
    # Who comes in.
    "debt_duration": _share(
        "Duur van de schulden: tot 2 jaar", "Duration of debts: under 2 years", ("0-1",)
    ),
    "self_direction": _share("Zelfregie: veel", "Self-direction: high", ("high",)),
    # Results and deployment.
    "iu_in_balance_60_by_type": _share(
        "I/U in balans binnen 60 dagen", "I/E in balance within 60 days", TYPES
    ),
    "iu_in_balance_week_13_by_type": _share(
        "I/U in balans in week 13", "I/E in balance at week 13", TYPES
    ),
    "success_by_type": _share("Succesvol einde per klanttype", "Success by client type", TYPES),
    "success_share": _share("Succesvol einde", "Successful end"),
    "success_reasons": _share("Reden voor einde traject", "Reason for success", SUCCESS_REASONS),
    "administrative_share": _share("Inzet administratieve hulp", "Administrative help deployed"),
    "iu_in_view_91": _share("I/U in beeld binnen 3 maanden", "I/E in view within 3 months"),
    "debts_in_view_91": _share(
        "Schulden in beeld binnen 3 maanden", "Debts in view within 3 months"
    ),
    # Drop-out.
    "drop_out_share": _share("Gestopt of doorverwezen", "Stopped or referred"),
    "drop_out_reasons": _share("Reden voor stoppen traject", "Reason for stopping", REASONS),
    "drop_out_by_step": _share(
        "Uitval ten opzichte van klanten in proces", "Drop-out of clients in process", TRANSITIONS
    ),
}

_PUBLISHED: tuple[tuple[str, str, str | None, tuple[float, ...]], ...] = (
    ("S84", "influence_baseline", None, (1, 4, 13, 41, 41)),
    ("S84", "influence_baseline_high", None, (82,)),
    ("S85", "unrest_baseline", None, (2, 6, 20, 41, 31)),
    ("S85", "unrest_baseline_high", None, (72,)),
    ("S86", "stress_all", None, (1, 13, 44, 30, 12)),
    ("S86", "stress_all_high", None, (42,)),
    ("S87", "feeling_baseline", None, (19, 6, 5, 4, 26, 13, 14, 13)),
    ("S87", "feeling_baseline_groups", None, (34, 53, 13)),
    ("S89", "stress_by_step", None, (3.6, 3.3, 3.1, 3.6, 3.4, 3.2)),
    ("S90", "unrest_by_step", None, (3.9, 3.7, 3.7, 3.8, 3.9, 3.3)),
    ("S91", "stress_by_step", "heidestein", (3.6, 3.1, 4.0, 4.2, 3.5, 3.4)),
    ("S91", "unrest_by_step", "heidestein", (3.8, 3.8, 3.8, 4.3, 4.0, 3.6)),
    ("S92", "stress_by_step", "oosterduin", (3.5, 3.2, 3.0, 3.4, 3.1, 2.6)),
    ("S92", "unrest_by_step", "oosterduin", (3.3, 3.5, 3.7, 3.6, 3.7, 2.5)),
    ("S94", "debt_duration", "oosterduin", (48,)),
    ("S94", "debt_duration", None, (17,)),
    ("S96", "self_direction", "oosterduin", (49,)),
    ("S96", "self_direction", None, (38,)),
    ("S97", "stress_baseline_mean", "oosterduin", (3.5,)),
    ("S97", "stress_baseline_mean", None, (3.6,)),
    ("S97", "unrest_baseline_mean", "oosterduin", (3.3,)),
    ("S97", "unrest_baseline_mean", None, (3.9,)),
    ("S97", "belief_baseline_mean", "oosterduin", (4.1,)),
    ("S97", "belief_baseline_mean", None, (4.1,)),
    ("S98", "drop_out_share", "oosterduin", (37,)),
    ("S98", "drop_out_share", None, (17,)),
    ("S99", "drop_out_reasons", "oosterduin", (70, 20, 10, 0, 0)),
    ("S101", "iu_in_balance_60_by_type", None, (55, 19, 12)),
    ("S103", "success_by_type", "lindehaven", (80, 58, 50)),
    ("S103", "success_by_type", None, (58, 46, 37)),
    ("S108", "administrative_share", "waterveen", (96,)),
    ("S108", "administrative_share", None, (49,)),
    ("S109", "iu_in_view_91", "waterveen", (82,)),
    ("S109", "iu_in_view_91", None, (69,)),
    ("S110", "debts_in_view_91", "waterveen", (76,)),
    ("S110", "debts_in_view_91", None, (53,)),
    ("S113", "success_share", "waterveen", (77,)),
    ("S113", "success_share", None, (44,)),
    ("S114", "success_reasons", "waterveen", (95, 5)),
    ("S114", "success_reasons", None, (73, 27)),
    ("S117", "helped_by_phase", "waterveen", (3.5, 3.2, 3.2)),
    ("S117", "helped_by_phase", None, (3.3, 3.4, 3.5)),
    ("S117", "listened_by_phase", "waterveen", (3.5, 3.2, 3.3)),
    ("S117", "listened_by_phase", None, (3.5, 3.6, 3.7)),
    ("S117", "knows_what_to_do_by_phase", "waterveen", (4.0, 3.1, 3.4)),
    ("S117", "knows_what_to_do_by_phase", None, (3.6, 3.6, 3.8)),
    ("S118", "drop_out_by_step", None, (7, 1, 2, 4, 11)),
    ("S119", "drop_out_reasons", None, (48, 42, 6, 3, 0)),
    ("S123", "stress_by_outcome", None, (3.3, 3.6)),
    ("S123", "unrest_by_outcome", None, (3.6, 3.9)),
    ("S123", "belief_by_outcome", None, (4.0, 3.9)),
    ("S124", "listened_by_outcome", None, (3.7, 3.3)),
    ("S124", "helped_by_outcome", None, (3.5, 2.9)),
    ("S124", "knows_what_to_do_by_outcome", None, (3.8, 3.7)),
)

# Of the dependent client no week-13 number was published, so S102 has two of the three types.
_PATHS = (
    ("S102", "iu_in_balance_week_13_by_type", "lindehaven", {"independent": 92, "vulnerable": 60}),
    ("S102", "iu_in_balance_week_13_by_type", None, {"independent": 67, "vulnerable": 37}),
)

TARGETS: tuple[Target, ...] = tuple(
    Target(code, measure, municipality, cell, value)
    for code, measure, municipality, values in _PUBLISHED
    for cell, value in zip(FIGURES[measure].cells, values, strict=True)
) + tuple(
    Target(code, measure, municipality, cell, value)
    for code, measure, municipality, values in _PATHS
    for cell, value in values.items()
)

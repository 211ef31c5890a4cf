"""Chapter 4: what clients reach, and how long it takes (S109-S114, D2)."""

from ..endings import SUCCESSES
from ..text import Term, Text
from .model import (
    REFERENCE_DATE,
    SETTLEMENT_DAYS,
    SEVENTEEN_WEEKS_IN_DAYS,
    SINCE_INTAKE,
    SINCE_REQUEST,
    THIRTEEN_WEEKS_IN_DAYS,
    Indicator,
    Measure,
)
from .support import SUPPORT
from .windows import by_week, reached_within, success

# Whole weeks from intake to the end of stabilisation; seventeen weeks are four months.
STABILISATION_TIME = (
    Term("0-8", Text("0 tot en met 8 weken", "0 to 8 weeks")),
    Term("9-17", Text("9 tot en met 17 weken", "9 to 17 weeks")),
    Term("18-26", Text("18 tot en met 26 weken", "18 to 26 weeks")),
    Term("27-39", Text("27 tot en met 39 weken", "27 to 39 weeks")),
    Term("over-39", Text("Langer dan 39 weken", "Over 39 weeks")),
)
# The last whole week of each class but the open one.
STABILISATION_ENDS = (8, 17, 26, 39)

RESULTS: tuple[Indicator, ...] = (
    reached_within(
        "iu_in_view", THIRTEEN_WEEKS_IN_DAYS, section="results.overview", sources=("S109",)
    ),
    by_week("iu_in_view", section="results.overview", sources=("S112",)),
    reached_within(
        "debts_in_view", THIRTEEN_WEEKS_IN_DAYS, section="results.overview", sources=("S110",)
    ),
    by_week("debts_in_view", section="results.overview", sources=("S112",)),
    reached_within(
        "iu_in_balance", THIRTEEN_WEEKS_IN_DAYS, section="results.overview", sources=("S111",)
    ),
    by_week("iu_in_balance", section="results.overview", sources=("S102", "S112")),
    success(section="results.outflow", clock=REFERENCE_DATE, sources=("S113",)),
    Indicator(
        id="success_reasons",
        title=Text("Welk succesvol einde", "Which successful ending"),
        chapter="results",
        section="results.outflow",
        kind="distribution",
        unit="percent",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("success_kind"),
        method=Text(
            "Van alle cliënten met een succesvol einde: het deel dat gereed is voor een "
            "schuldregeling en het deel met schuldrust. Wie beide heeft, telt bij wat het eerst "
            "kwam.",
            "Of all clients with a successful ending: the share that is ready for a settlement and "
            "the share with debt rest. Clients with both count under what came first.",
        ),
        phrase=Text("soort succesvol einde", "kind of successful ending"),
        categories=SUCCESSES,
        sources=("S114",),
    ),
    reached_within(
        "success", SEVENTEEN_WEEKS_IN_DAYS, section="results.time", sources=("S106", "D2")
    ),
    by_week("success", section="results.time", weeks=39, point=17, sources=("S106", "D2")),
    Indicator(
        id="stabilisation_time",
        title=Text("Tijd in stabilisatie", "Time in stabilisation"),
        chapter="results",
        section="results.time",
        kind="distribution",
        unit="percent",
        direction=None,
        clock=SINCE_INTAKE,
        moment="reference_date",
        measure=Measure("stabilisation_time"),
        method=Text(
            "Van alle cliënten die de stabilisatie hebben afgerond: hoeveel weken er waren tussen "
            "de intake en dat einde. Wie nog bezig is, telt niet mee. Daardoor lijkt de tijd "
            "korter dan zij is. De lijn per week hierboven telt wie nog bezig is wel mee.",
            "Of all clients who completed stabilisation: how many weeks passed between the intake "
            "and that end. Clients who are still under way do not count, so the time looks shorter "
            "than it is. The line by week above does count them.",
        ),
        phrase=Text(
            "van wie klaar is, was dat binnen vier maanden",
            "of those who completed stabilisation did so within four months",
        ),
        categories=STABILISATION_TIME,
        headline=("0-8", "9-17"),
        chart="stacked",
        sources=("S106",),
    ),
    Indicator(
        id="settlement_within_120",
        title=Text(
            "Akkoord op de schuldregeling binnen 120 dagen",
            "Settlement agreed within 120 days",
        ),
        chapter="results",
        section="results.time",
        kind="proportion",
        unit="percent",
        direction="higher",
        clock=SINCE_REQUEST,
        moment="window",
        measure=Measure("settled_within"),
        method=Text(
            "Van alle cliënten voor wie een schuldregeling is gevraagd, ten minste 120 dagen voor "
            "de peildatum: het deel met een akkoord binnen 120 dagen na die aanvraag.",
            "Of all clients for whom a settlement was requested at least 120 days before the "
            "reference date: the share with an agreement within 120 days of that request.",
        ),
        phrase=Text("heeft binnen 120 dagen een akkoord", "have an agreement within 120 days"),
        window_days=SETTLEMENT_DAYS,
        sources=("D2",),
    ),
    *SUPPORT,
)

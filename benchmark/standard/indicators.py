"""Every published figure as one declaration: what is counted, over whom, by which clock.

Adding an indicator is adding one declaration here; pages, the report, contributions and the API
read the rest from it. Source: requirements A8 (the S numbers) and A12 (the resolutions).
"""

from dataclasses import dataclass

from .clients import CLIENT_TYPES
from .endings import DROP_OUT_REASONS
from .questionnaire import by_code as item_by_code
from .steps import DROP_OUT_STEPS, EXPERIENCE_STEPS
from .text import Term, Text

CHAPTERS = (
    Term("experience", Text("Beleving door het proces", "Experience through the process")),
    Term("inflow", Text("Instroom", "Inflow")),
    Term("screening", Text("Intake en screening", "Intake and screening")),
    Term("results", Text("Resultaten en uitstroom", "Results and outflow")),
    Term("drop_out", Text("Uitval", "Drop-out")),
)
KINDS = ("proportion", "mean", "distribution", "curve")
BREAKDOWNS = ("none", "step", "client_type")
UNITS = ("percent", "scale_1_5")
MOMENTS = ("baseline", "all", "by_step", "reference_date", "window")

# The cell of a figure that is not broken down.
ALL = Term("all", Text("Alle cliënten", "All clients"))

SIXTY_DAYS = 60
# Three months is thirteen weeks everywhere.
THIRTEEN_WEEKS_IN_DAYS = 91
MEASURING_POINT_WEEK = 13

DIRECTIONS = {
    "higher": Text("hoger is beter", "higher is better"),
    "lower": Text("lager is beter", "lower is better"),
}
SINCE_INTAKE = Text("vanaf de datum van de intake", "from the date of the intake")
DATE_OF_ANSWER = Text(
    "de stap op de dag van het antwoord", "the step on the day the answer was given"
)
REFERENCE_DATE = Text("stand op de peildatum", "as on the reference date")
FIRST_ANSWER = Text("de eerste vragenlijst", "the first questionnaire")


@dataclass(frozen=True)
class Measure:
    """What the computing code counts.

    `code` picks the count; the other fields are its parameters, empty where they do not apply:

    - `step_mean`: per client the mean of the answers to `item` given in the step (S88-S90)
    - `answers`: answers to `item`, per option (S84-S86)
    - `reached_within`: `milestone` reached within the indicator's `window_days` (S101, S109, S110)
    - `time_to`: weeks until `milestone`, drop-out competing (S112)
    - `drop_out`: stopped or referred by the reference date, of everybody enrolled (S98, S121)
    - `drop_out_in_step`: dropped out in the step, of everybody who ever was in it (S118)
    - `drop_out_reason`: published reason, of everybody who dropped out (S119)
    - `success`: a success milestone by the reference date, of everybody enrolled (S113)
    """

    code: str
    item: str = ""
    milestone: str = ""


MEASURES = (
    "step_mean",
    "answers",
    "reached_within",
    "time_to",
    "drop_out",
    "drop_out_in_step",
    "drop_out_reason",
    "success",
)


@dataclass(frozen=True)
class Indicator:
    """One figure of the standard. It yields one statistic of `kind` per cell of its breakdown.

    `categories` are the rows of a distribution and `headline` the codes its finding adds up (the
    top two of a scale). `phrase` completes the finding's sentence: what a share of clients has or
    did ("82% ..."), or the noun that is highest or lowest somewhere. `weeks` and `measuring_point`
    belong to curves. A published cell needs a base of `publication_floor` clients; the other rules
    stand in benchmark/disclosure.py. A change in what is counted is a new `version`.
    """

    id: str
    version: int
    title: Text
    chapter: str
    kind: str
    breakdown: str
    cells: tuple[Term, ...]
    unit: str
    direction: str | None
    clock: Text
    moment: str
    measure: Measure
    method: Text
    phrase: Text
    window_days: int | None = None
    weeks: int | None = None
    measuring_point: int | None = None
    categories: tuple[Term, ...] = ()
    headline: tuple[str, ...] = ()
    publication_floor: int = 30

    @property
    def direction_text(self) -> Text | None:
        """In words whether more is better; None where neither is."""
        return DIRECTIONS.get(self.direction)

    def cell(self, code: str) -> Term:
        """The cell with this code; KeyError when the breakdown has none."""
        for term in self.cells:
            if term.code == code:
                return term
        raise KeyError(code)


def _experience_by_step(item_code: str, phrase: Text) -> Indicator:
    item = item_by_code(item_code)
    return Indicator(
        id=f"{item_code}_by_step",
        version=1,
        title=Text(f"{item.label.nl} per stap", f"{item.label.en} by step"),
        chapter="experience",
        kind="mean",
        breakdown="step",
        cells=EXPERIENCE_STEPS,
        unit="scale_1_5",
        direction="higher" if item.higher_is_better else "lower",
        clock=DATE_OF_ANSWER,
        moment="by_step",
        measure=Measure("step_mean", item=item_code),
        method=Text(
            f"Cliënten beantwoorden de vraag “{item.question.nl}” met een cijfer van 1 (heel "
            "weinig) tot 5 (heel veel). Per cliënt nemen we het gemiddelde van de antwoorden in "
            "een stap. Daarna nemen we het gemiddelde van alle cliënten in die stap. Zo telt elke "
            "cliënt even zwaar. Welke stap het is, bepalen we op de dag van het antwoord.",
            f"Clients answer the question “{item.question.en}” with a number from 1 (very little) "
            "to 5 (very much). For each client we take the mean of the answers within a step. Then "
            "we take the mean over all clients in that step. So every client weighs the same. "
            "The step is the one the client was in on the day of the answer.",
        ),
        phrase=phrase,
    )


def _answers(item_code: str, moment: str, phrase: Text) -> Indicator:
    item = item_by_code(item_code)
    baseline = moment == "baseline"
    return Indicator(
        id=f"{item_code}_{'at_start' if baseline else 'all_answers'}",
        version=1,
        title=Text(
            f"{item.label.nl} {'bij de start' if baseline else 'in het hele proces'}",
            f"{item.label.en} {'at the start' if baseline else 'throughout the process'}",
        ),
        chapter="experience",
        kind="distribution",
        breakdown="none",
        cells=(ALL,),
        unit="percent",
        direction="higher" if item.higher_is_better else "lower",
        clock=FIRST_ANSWER if baseline else DATE_OF_ANSWER,
        moment=moment,
        measure=Measure("answers", item=item_code),
        method=Text(
            f"Hoe cliënten de vraag “{item.question.nl}” beantwoorden. "
            + (
                "We tellen van elke cliënt het eerste antwoord."
                if baseline
                else "We tellen alle antwoorden van alle cliënten, in alle stappen samen."
            ),
            f"How clients answer the question “{item.question.en}”. "
            + (
                "We count each client's first answer."
                if baseline
                else "We count all answers of all clients, over all steps together."
            ),
        ),
        phrase=phrase,
        categories=item.options,
        headline=("4", "5"),
    )


def _reached_within(
    milestone: str, name: Text, days: int, cells: tuple[Term, ...] = (ALL,)
) -> Indicator:
    by_type = cells is CLIENT_TYPES
    within = (
        Text("binnen 13 weken", "within 13 weeks")
        if days == THIRTEEN_WEEKS_IN_DAYS
        else Text(f"binnen {days} dagen", f"within {days} days")
    )
    return Indicator(
        id=f"{milestone}_within_{days}" + ("_by_type" if by_type else ""),
        version=1,
        title=Text(
            f"{_upper(name.nl)} {within.nl}" + (", per klanttype" if by_type else ""),
            f"{name.en} {within.en}" + (", by client type" if by_type else ""),
        ),
        chapter="results",
        kind="proportion",
        breakdown="client_type" if by_type else "none",
        cells=cells,
        unit="percent",
        direction="higher",
        clock=SINCE_INTAKE,
        moment="window",
        measure=Measure("reached_within", milestone=milestone),
        method=Text(
            f"Het deel van de cliënten met {name.nl} {within.nl} na de intake ({days} dagen). We "
            f"tellen alle cliënten van wie de intake op de peildatum ten minste {days} dagen "
            "geleden is. Wie eerder stopte, telt mee als niet gehaald.",
            f"The share of clients with {_lower(name.en)} {within.en} of the intake ({days} days). "
            f"We count every client whose intake was at least {days} days before the reference "
            "date. Clients who stopped earlier count as not reached.",
        ),
        phrase=Text(
            f"het deel met {name.nl} {within.nl}", f"the share with {_lower(name.en)} {within.en}"
        )
        if by_type
        else Text(f"heeft {within.nl} {name.nl}", f"have {_lower(name.en)} {within.en}"),
        window_days=days,
    )


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]


IU_IN_VIEW = Text("I/U in beeld", "Income and expenditure in view")
DEBTS_IN_VIEW = Text("schulden in beeld", "Debts in view")
IU_IN_BALANCE = Text("I/U in balans", "Income and expenditure in balance")

INDICATORS: tuple[Indicator, ...] = (
    _experience_by_step("stress", Text("stress", "stress")),
    _experience_by_step("unrest", Text("onrust", "unrest")),
    _experience_by_step("belief", Text("geloof in een oplossing", "belief in a solution")),
    _answers(
        "influence",
        "baseline",
        Text(
            "zegt dat geldproblemen veel of heel veel invloed op hun leven hebben",
            "say that money problems affect their life a lot or very much",
        ),
    ),
    _answers(
        "unrest",
        "baseline",
        Text(
            "voelt bij de start veel of heel veel onrust",
            "feel much or very much unrest at the start",
        ),
    ),
    _answers(
        "stress",
        "all",
        Text("ervaart veel of heel veel stress", "feel much or very much stress"),
    ),
    _reached_within("iu_in_view", IU_IN_VIEW, THIRTEEN_WEEKS_IN_DAYS),
    Indicator(
        id="iu_in_view_by_week",
        version=1,
        title=Text("I/U in beeld per week", "Income and expenditure in view by week"),
        chapter="results",
        kind="curve",
        breakdown="none",
        cells=(ALL,),
        unit="percent",
        direction="higher",
        clock=SINCE_INTAKE,
        moment="window",
        measure=Measure("time_to", milestone="iu_in_view"),
        method=Text(
            "Het deel van de cliënten dat na elke week vanaf de intake I/U in beeld heeft. Wie nog "
            "bezig is, telt mee zolang we die cliënt kunnen volgen. Wie stopt, haalt het resultaat "
            "niet meer en blijft meetellen (methode: Aalen-Johansen). Als we iedereen lang genoeg "
            "volgen, is de lijn bij week 13 gelijk aan het deel binnen 13 weken.",
            "The share of clients with income and expenditure in view after each week since the "
            "intake. Clients who are still under way count for as long as we can follow them. "
            "Clients who drop out will not reach the result and keep counting (method: "
            "Aalen-Johansen). When everybody is followed long enough, the line at week 13 equals "
            "the share within 13 weeks.",
        ),
        phrase=Text(
            "heeft na 13 weken I/U in beeld", "have income and expenditure in view after 13 weeks"
        ),
        weeks=26,
        measuring_point=MEASURING_POINT_WEEK,
    ),
    _reached_within("debts_in_view", DEBTS_IN_VIEW, THIRTEEN_WEEKS_IN_DAYS),
    _reached_within("iu_in_balance", IU_IN_BALANCE, SIXTY_DAYS, CLIENT_TYPES),
    _reached_within("iu_in_balance", IU_IN_BALANCE, THIRTEEN_WEEKS_IN_DAYS, CLIENT_TYPES),
    Indicator(
        id="success",
        version=1,
        title=Text("Succesvol einde", "Successful ending"),
        chapter="results",
        kind="proportion",
        breakdown="none",
        cells=(ALL,),
        unit="percent",
        direction="higher",
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("success"),
        method=Text(
            "Het deel van alle cliënten dat op de peildatum gereed is voor een schuldregeling of "
            "schuldrust heeft. Cliënten die nog bezig zijn, tellen mee in het totaal.",
            "The share of all clients who are ready for a settlement or have debt rest on the "
            "reference date. Clients who are still under way count in the total.",
        ),
        phrase=Text("haalt een succesvol einde", "reach a successful ending"),
    ),
    Indicator(
        id="drop_out",
        version=1,
        title=Text("Uitval", "Drop-out"),
        chapter="drop_out",
        kind="proportion",
        breakdown="none",
        cells=(ALL,),
        unit="percent",
        direction="lower",
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("drop_out"),
        method=Text(
            "Het deel van alle cliënten dat op de peildatum is gestopt of doorverwezen. Cliënten "
            "die nog bezig zijn, tellen mee in het totaal.",
            "The share of all clients who have stopped or were referred by the reference date. "
            "Clients who are still under way count in the total.",
        ),
        phrase=Text("is gestopt of doorverwezen", "have stopped or were referred"),
    ),
    Indicator(
        id="drop_out_by_step",
        version=1,
        title=Text("Uitval per stap", "Drop-out by step"),
        chapter="drop_out",
        kind="proportion",
        breakdown="step",
        cells=DROP_OUT_STEPS,
        unit="percent",
        direction="lower",
        clock=REFERENCE_DATE,
        moment="by_step",
        measure=Measure("drop_out_in_step"),
        method=Text(
            "Van alle cliënten die ooit in een stap waren: het deel dat in die stap is gestopt of "
            "doorverwezen. De stap is die waarin de cliënt op dat moment was.",
            "Of all clients who ever were in a step: the share that stopped or was referred in "
            "that step. The step is the one the client was in at that moment.",
        ),
        phrase=Text("de uitval", "drop-out"),
    ),
    Indicator(
        id="drop_out_reasons",
        version=1,
        title=Text("Reden van uitval", "Reason for dropping out"),
        chapter="drop_out",
        kind="distribution",
        breakdown="none",
        cells=(ALL,),
        unit="percent",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("drop_out_reason"),
        method=Text(
            "Waarom cliënten stoppen of zijn doorverwezen, in de woorden van de hulpverlener. Elke "
            "cliënt telt één keer, met de belangrijkste reden.",
            "Why clients stop or are referred, as the caseworker recorded it. Each client counts "
            "once, with the main reason.",
        ),
        phrase=Text("reden van uitval", "reason for dropping out"),
        categories=DROP_OUT_REASONS,
    ),
)


def by_id(id: str) -> Indicator:
    """The indicator with this id; KeyError when it is not in the standard."""
    for indicator in INDICATORS:
        if indicator.id == id:
            return indicator
    raise KeyError(id)

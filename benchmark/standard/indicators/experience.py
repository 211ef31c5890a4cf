"""Chapter 1: how clients experience the process (S84-S93, S105, S117)."""

from ..clients import CLIENT_TYPES
from ..questionnaire import APPROACH, FEELING_GROUPS
from ..questionnaire import by_code as item_by_code
from ..steps import EXPERIENCE_STEPS, PHASES
from ..text import Text
from .model import (
    DATE_OF_ANSWER,
    FIRST_ANSWER,
    Indicator,
    Measure,
    pairs,
)

NOUNS = {
    "stress": Text("stress", "stress"),
    "unrest": Text("onrust", "unrest"),
    "belief": Text("geloof in een oplossing", "belief in a solution"),
    "listened": Text("het gevoel dat er geluisterd wordt", "the feeling of being listened to"),
    "helped": Text("het gevoel goed geholpen te worden", "the feeling of being helped well"),
    "knows_what_to_do": Text("weten wat je moet doen", "knowing what to do"),
}
SCALE_ENDS = {
    True: Text("1 (heel weinig) tot 5 (heel veel)", "1 (very little) to 5 (very much)"),
    False: Text("1 (helemaal niet) tot 5 (heel goed)", "1 (not at all) to 5 (very well)"),
}
CLIENT_THEN_CELL = Text(
    "Per cliënt nemen we het gemiddelde van de antwoorden {place}. Daarna nemen we het gemiddelde "
    "van alle cliënten {place}. Zo telt elke cliënt even zwaar.",
    "For each client we take the mean of the answers {place}. Then we take the mean over all "
    "clients {place}. So every client weighs the same.",
)
NOTHING = Text("", "")
STEP_OF_DAY = Text(
    " Welke stap het is, bepalen we op de dag van het antwoord.",
    " The step is the one the client was in on the day of the answer.",
)


def asked(item, place: Text) -> Text:
    """How a mean answer is taken."""
    ends = SCALE_ENDS[item.code not in APPROACH]
    return Text(
        f"Cliënten beantwoorden de vraag “{item.question.nl}” met een cijfer van {ends.nl}. "
        + CLIENT_THEN_CELL.nl.format(place=place.nl),
        f"Clients answer the question “{item.question.en}” with a number from {ends.en}. "
        + CLIENT_THEN_CELL.en.format(place=place.en),
    )


def mean_answer(
    item_code: str,
    id: str,
    title: Text,
    place: Text,
    *,
    section: str,
    note: Text = NOTHING,
    phrase: Text | None = None,
    **fields,
) -> Indicator:
    """The mean of an item over clients, within the cells of a breakdown."""
    item = item_by_code(item_code)
    method = asked(item, place)
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="mean",
        unit="scale_1_5",
        direction="higher" if item.higher_is_better else "lower",
        measure=Measure("mean_answer", item=item_code, variant=fields.pop("variant", "")),
        method=Text(method.nl + note.nl, method.en + note.en),
        phrase=phrase or NOUNS[item_code],
        **fields,
    )


def _by_step(item_code: str) -> Indicator:
    item = item_by_code(item_code)
    return mean_answer(
        item_code,
        f"{item_code}_by_step",
        Text(f"{item.label.nl} per stap", f"{item.label.en} by step"),
        Text("in een stap", "within a step"),
        section="experience.approach" if item_code in APPROACH else "experience.course",
        note=STEP_OF_DAY,
        breakdowns=("step",),
        cells=EXPERIENCE_STEPS,
        clock=DATE_OF_ANSWER,
        moment="by_step",
        chart="lines",
        sources={
            "stress": ("S88", "S89", "S91", "S92"),
            "unrest": ("S88", "S90", "S91", "S92"),
            "belief": ("S88",),
        }.get(item_code, ("S31",)),
    )


def _by_phase(item_code: str) -> Indicator:
    item = item_by_code(item_code)
    return mean_answer(
        item_code,
        f"{item_code}_by_phase",
        Text(f"{item.label.nl} per fase", f"{item.label.en} by phase"),
        Text("in een fase", "within a phase"),
        section="experience.approach",
        note=Text(
            " Er zijn drie fasen: intake, overzicht en optimalisatie, en uitstroom. De dag van het "
            "antwoord bepaalt de fase.",
            " There are three phases: intake, overview and optimisation, and outflow. The day of "
            "the answer decides the phase.",
        ),
        breakdowns=("phase",),
        cells=PHASES,
        clock=DATE_OF_ANSWER,
        moment="by_step",
        chart="lines",
        sources=("S117",),
    )


def _by_type(item_code: str) -> Indicator:
    item = item_by_code(item_code)
    return mean_answer(
        item_code,
        f"{item_code}_by_type_and_step",
        Text(
            f"{item.label.nl} per stap, per klanttype", f"{item.label.en} by step, by client type"
        ),
        Text("in een stap", "within a step"),
        section="experience.types",
        note=STEP_OF_DAY,
        breakdowns=("client_type", "step"),
        cells=pairs(CLIENT_TYPES, EXPERIENCE_STEPS),
        clock=DATE_OF_ANSWER,
        moment="by_step",
        chart="panels",
        sources=("S105",),
    )


def _change(item_code: str) -> Indicator:
    item = item_by_code(item_code)
    return Indicator(
        id=f"{item_code}_change_after_step",
        title=Text(
            f"{item.label.nl}: verandering na een stap", f"{item.label.en}: change after a step"
        ),
        chapter="experience",
        section="experience.course",
        kind="mean",
        breakdowns=("step",),
        cells=EXPERIENCE_STEPS[:-1],
        unit="scale_change",
        direction="lower",
        clock=DATE_OF_ANSWER,
        moment="by_step",
        measure=Measure("change_after_step", item=item_code),
        method=Text(
            "Van elke cliënt die in een stap en in de volgende stap antwoordde, nemen we het "
            f"verschil tussen die twee gemiddelden van {NOUNS[item_code].nl}. Daarna nemen we het "
            "gemiddelde over cliënten. Een plus betekent: meer na de stap. We spreken van een piek "
            "vanaf 0,3 punt, als de marge nul niet bevat.",
            "For each client who answered in a step and in the next one we take the difference "
            f"between those two means of {NOUNS[item_code].en}. Then we take the mean over "
            "clients. A plus means: more after the step. We call it a peak from 0.3 points, when "
            "the margin does not contain zero.",
        ),
        phrase=NOUNS[item_code],
        chart="changes",
        sources=("S93",),
    )


def answers(
    item_code: str, id: str, title: Text, *, section: str, moment: str, phrase: Text, **fields
) -> Indicator:
    """How answers to an item divide over its options."""
    item = item_by_code(item_code)
    counted = {
        "baseline": Text(
            "We tellen van elke cliënt het antwoord in de eerste vragenlijst.",
            "We count each client's answer in the first questionnaire.",
        ),
        "all": Text(
            "We tellen alle antwoorden van alle cliënten, in alle stappen samen.",
            "We count all answers of all clients, over all steps together.",
        ),
        "by_step": Text(
            "We tellen alle antwoorden. De stap is die op de dag van het antwoord.",
            "We count all answers. The step is the one on the day of the answer.",
        ),
    }[moment]
    extra = fields.pop("note", NOTHING)
    direction = {True: "higher", False: "lower", None: None}[item.higher_is_better]
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="distribution",
        unit="percent",
        direction=direction,
        clock=FIRST_ANSWER if moment == "baseline" else DATE_OF_ANSWER,
        moment=moment,
        measure=Measure("answers", item=item_code, variant=fields.pop("variant", "")),
        method=Text(
            f"Hoe cliënten de vraag “{item.question.nl}” beantwoorden. {counted.nl}{extra.nl}",
            f"How clients answer the question “{item.question.en}”. {counted.en}{extra.en}",
        ),
        phrase=phrase,
        categories=fields.pop("categories", item.options),
        **fields,
    )


def _top_two(item_code: str, moment: str, phrase: Text, source: str, section: str) -> Indicator:
    item = item_by_code(item_code)
    baseline = moment == "baseline"
    return answers(
        item_code,
        f"{item_code}_{'at_start' if baseline else 'all_answers'}",
        Text(
            f"{item.label.nl} {'bij de start' if baseline else 'in het hele proces'}",
            f"{item.label.en} {'at the start' if baseline else 'throughout the process'}",
        ),
        section=section,
        moment=moment,
        phrase=phrase,
        headline=("4", "5"),
        chart="stacked",
        sources=(source,),
    )


GROUPS_NOTE = Text(
    " Moedeloos, bang, bedroefd en boos zijn negatief. Hoopvol, opgelucht en blij zijn positief.",
    " Despondent, afraid, sad and angry are negative. Hopeful, relieved and happy are positive.",
)

EXPERIENCE: tuple[Indicator, ...] = (
    *(_by_step(code) for code in ("stress", "unrest", "belief")),
    _change("stress"),
    _change("unrest"),
    answers(
        "feeling",
        "feeling_by_step",
        Text("Gevoel per stap", "Feeling by step"),
        section="experience.course",
        moment="by_step",
        phrase=Text("een negatief gevoel", "a negative feeling"),
        note=GROUPS_NOTE,
        variant="groups",
        categories=FEELING_GROUPS,
        headline=("negative",),
        breakdowns=("step",),
        cells=EXPERIENCE_STEPS,
        chart="groups",
        sources=("S87",),
    ),
    *(_by_phase(code) for code in APPROACH),
    *(_by_step(code) for code in APPROACH),
    _top_two(
        "influence",
        "baseline",
        Text(
            "zegt dat geldproblemen veel of heel veel invloed op hun leven hebben",
            "say that money problems affect their life a lot or very much",
        ),
        "S84",
        "experience.whole",
    ),
    _top_two(
        "unrest",
        "baseline",
        Text(
            "voelt bij de start veel of heel veel onrust",
            "feel much or very much unrest at the start",
        ),
        "S85",
        "experience.whole",
    ),
    _top_two(
        "stress",
        "all",
        Text("ervaart veel of heel veel stress", "feel much or very much stress"),
        "S86",
        "experience.whole",
    ),
    answers(
        "feeling",
        "feeling_at_start",
        Text("Gevoel bij de start", "Feeling at the start"),
        section="experience.whole",
        moment="baseline",
        phrase=Text("gevoel bij de start", "feeling at the start"),
        chart="bars",
        sources=("S87",),
    ),
    answers(
        "feeling",
        "feeling_groups_at_start",
        Text("Gevoel bij de start, in drie groepen", "Feeling at the start, in three groups"),
        section="experience.whole",
        moment="baseline",
        phrase=Text(
            "heeft bij de start een positief gevoel", "have a positive feeling at the start"
        ),
        note=GROUPS_NOTE,
        variant="groups",
        categories=FEELING_GROUPS,
        headline=("positive",),
        chart="stacked",
        sources=("S87",),
    ),
    *(_by_type(code) for code in ("stress", "unrest", "belief")),
)

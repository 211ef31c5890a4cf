"""Numerator and denominator of every figure in words: what is counted, of whom.

Both follow from the measure and its parameters, so a new indicator has them without a line here; a
new measure needs one entry in `_WAYS`. Read after each other they say the whole:
"{numerator}, gedeeld door {denominator}".
"""

from collections.abc import Callable

from ..deployments import CATEGORIES
from ..questionnaire import by_code as item_by_code
from ..text import Text
from .model import Indicator, lowered
from .windows import RESULTS

# In words after "de cliënten van wie": what is registered of a client.
REGISTERED = {
    "client_type": Text("het klanttype", "the client type"),
    "inflow": Text("de manier van instroom", "the way in"),
    "debt_duration": Text("de duur van de schulden", "the duration of debts"),
    "hindrance": Text("de belemmering door andere problemen", "the hindrance by other problems"),
    "self_direction": Text("de zelfregie", "self-direction"),
    "problem_severity": Text("de zwaarte van de problemen", "the severity of problems"),
    "competence": Text("de bekwaamheid", "competence"),
    "attitude": Text("de motivatie", "motivation"),
    "social_norm": Text("de sociale norm", "the social norm"),
}
# Where in the process answers count: at the start, or in the step or phase that the cell is.
AT_START = Text(" in de eerste vragenlijst", " in the first questionnaire")
WITHIN = {
    "step": Text(" op een dag in deze stap", " on a day in this step"),
    "phase": Text(" op een dag in deze fase", " on a day in this phase"),
}
DROPPED_OUT = Text(
    "cliënten die op de peildatum zijn gestopt of doorverwezen",
    "clients who have stopped or were referred by the reference date",
)
ENROLLED = Text(
    "alle cliënten die op de peildatum zijn aangemeld",
    "all clients enrolled by the reference date",
)
DROP_OUT_VARIANTS = {
    "": DROPPED_OUT,
    "from_90_days": DROPPED_OUT,
    "stopped": Text(
        "cliënten die op de peildatum zijn gestopt",
        "clients who have stopped by the reference date",
    ),
    "avoidable": Text(
        "cliënten die op de peildatum zijn gestopt of doorverwezen, zonder wie verhuisde of "
        "overleed",
        "clients who have stopped or were referred by the reference date, without those who moved "
        "or died",
    ),
}
Pair = tuple[Text, Text]


def numerator(indicator: Indicator) -> Text:
    """What is counted or added up; KeyError for a measure without words."""
    return _WAYS[indicator.measure.code](indicator)[0]


def denominator(indicator: Indicator) -> Text:
    """What it is divided by, within the cell; KeyError for a measure without words."""
    return _WAYS[indicator.measure.code](indicator)[1]


def _result(indicator: Indicator) -> Text:
    name = RESULTS[indicator.measure.milestone]
    return Text(name.nl, lowered(name.en))


def _followed(indicator: Indicator) -> Text:
    return Text(
        f"cliënten van wie de intake op de peildatum ten minste {indicator.window_days} dagen "
        "geleden is",
        f"clients whose intake was at least {indicator.window_days} days before the reference date",
    )


def _moment(indicator: Indicator) -> Text:
    if indicator.moment == "baseline":
        return AT_START
    return next((WITHIN[name] for name in indicator.breakdowns if name in WITHIN), Text("", ""))


def _mean_answer(indicator: Indicator) -> Pair:
    item, moment = item_by_code(indicator.measure.item), _moment(indicator)
    return (
        Text(
            "de som van het gemiddelde antwoord van elke cliënt op de vraag "
            f"“{item.question.nl}”{moment.nl}",
            f"the sum of each client's mean answer to the question “{item.question.en}”{moment.en}",
        ),
        Text(
            f"cliënten die deze vraag ten minste één keer beantwoordden{moment.nl}",
            f"clients who answered this question at least once{moment.en}",
        ),
    )


def _change(indicator: Indicator) -> Pair:
    item = item_by_code(indicator.measure.item)
    return (
        Text(
            "de som, over cliënten, van het gemiddelde antwoord in de volgende stap min dat in "
            f"deze stap op de vraag “{item.question.nl}”",
            "the sum, over clients, of the mean answer in the next step minus that in this step "
            f"to the question “{item.question.en}”",
        ),
        Text(
            "cliënten die deze vraag in beide stappen beantwoordden",
            "clients who answered this question in both steps",
        ),
    )


def _answers(indicator: Indicator) -> Pair:
    item, moment = item_by_code(indicator.measure.item), _moment(indicator)
    chosen = (
        Text("een gevoel uit deze groep", "a feeling from this group")
        if indicator.measure.variant == "groups"
        else Text("dit antwoord", "this option")
    )
    return (
        Text(
            f"hoe vaak {chosen.nl} is gekozen bij de vraag “{item.question.nl}”{moment.nl}",
            f"how often {chosen.en} was chosen for the question “{item.question.en}”{moment.en}",
        ),
        Text(
            f"alle antwoorden op deze vraag{moment.nl}", f"all answers to this question{moment.en}"
        ),
    )


def _registered(indicator: Indicator) -> Pair:
    about = REGISTERED[indicator.measure.attribute]
    return (
        Text(
            f"cliënten bij wie {about.nl} in deze klasse valt",
            f"clients for whom {about.en} falls in this class",
        ),
        Text(f"cliënten van wie {about.nl} bekend is", f"clients of whom {about.en} is known"),
    )


def _reached_within(indicator: Indicator) -> Pair:
    name, days = _result(indicator), indicator.window_days
    return (
        Text(
            f"cliënten met {name.nl} binnen {days} dagen na de intake",
            f"clients with {name.en} within {days} days of the intake",
        ),
        _followed(indicator),
    )


def _settled_within(indicator: Indicator) -> Pair:
    days = indicator.window_days
    return (
        Text(
            f"cliënten met een akkoord binnen {days} dagen na de aanvraag van de schuldregeling",
            f"clients with an agreement within {days} days of the request for a settlement",
        ),
        Text(
            f"cliënten van wie de aanvraag op de peildatum ten minste {days} dagen geleden is",
            f"clients whose request was at least {days} days before the reference date",
        ),
    )


def _time_to(indicator: Indicator) -> Pair:
    name = _result(indicator)
    return (
        Text(
            f"per week de cliënten die dan {name.nl} halen; wie stopt, haalt het niet meer",
            f"by week the clients who then reach {name.en}; those who stop no longer can",
        ),
        Text(
            "cliënten die aan het begin van die week nog te volgen zijn (Aalen-Johansen)",
            "clients who can still be followed at the start of that week (Aalen-Johansen)",
        ),
    )


def _success(_: Indicator) -> Pair:
    return (
        Text(
            "cliënten die op of voor de peildatum gereed zijn voor schuldregeling of schuldrust "
            "hebben",
            "clients who are ready for a settlement or have debt rest by the reference date",
        ),
        ENROLLED,
    )


def _success_kind(_: Indicator) -> Pair:
    return (
        Text("cliënten met dit resultaat als eerste", "clients with this result as the first"),
        Text(
            "cliënten die op of voor de peildatum een succesvol resultaat haalden",
            "clients who reached a success by the reference date",
        ),
    )


def _stabilisation_time(indicator: Indicator) -> Pair:
    return (
        Text(
            "cliënten bij wie het aantal weken van de intake tot het succes in deze klasse valt",
            "clients for whom the number of weeks from intake to success falls in this class",
        ),
        _success_kind(indicator)[1],
    )


def _drop_out(indicator: Indicator) -> Pair:
    variant = indicator.measure.variant
    whole = ENROLLED
    if variant == "from_90_days":
        days = indicator.window_days
        whole = Text(
            f"{ENROLLED.nl} en {days} dagen of langer meedoen",
            f"{ENROLLED.en} and have been enrolled for {days} days or more",
        )
    return DROP_OUT_VARIANTS[variant], whole


def _drop_out_in_step(_: Indicator) -> Pair:
    return (
        Text(
            "cliënten die in deze stap stopten of werden doorverwezen",
            "clients who stopped or were referred in this step",
        ),
        Text("cliënten die ooit in deze stap waren", "clients who ever were in this step"),
    )


def _drop_out_reason(_: Indicator) -> Pair:
    return (
        Text(f"{DROPPED_OUT.nl}, om deze reden", f"{DROPPED_OUT.en}, for this reason"),
        DROPPED_OUT,
    )


def _drop_out_moment(_: Indicator) -> Pair:
    return (
        Text(f"{DROPPED_OUT.nl}, in deze stap", f"{DROPPED_OUT.en}, in this step"),
        DROPPED_OUT,
    )


def _entered(_: Indicator) -> Pair:
    return (
        Text("cliënten die ooit in deze stap waren", "clients who ever were in this step"),
        ENROLLED,
    )


def _deployed(_: Indicator) -> Pair:
    return (
        Text(
            "cliënten die deze hulp op of voor de peildatum ten minste één keer kregen",
            "clients who got this help at least once by the reference date",
        ),
        Text("alle cliënten", "all clients"),
    )


def _deployments(_: Indicator) -> Pair:
    return (
        Text(
            "de som, over cliënten, van het aantal soorten hulp op of voor de peildatum",
            "the sum, over clients, of the number of kinds of help by the reference date",
        ),
        Text("alle cliënten, ook zonder hulp", "all clients, also those without help"),
    )


def _intensity(_: Indicator) -> Pair:
    return (
        Text(
            "de som van de gemiddelde intensiteit van de hulp van elke cliënt (laag 1, midden 2, "
            "hoog 3)",
            "the sum of each client's mean intensity of help (low 1, medium 2, high 3)",
        ),
        Text(
            "cliënten met hulp waarvan de intensiteit bekend is",
            "clients with help of which the intensity is known",
        ),
    )


def _mode(_: Indicator) -> Pair:
    return (
        Text("ingezette hulp die zo wordt gegeven", "deployments given in this way"),
        Text(
            "alle ingezette hulp waarvan bekend is wie die geeft",
            "all deployments of which it is known who gives them",
        ),
    )


def _adjusted(indicator: Indicator) -> Pair:
    kind = next(t.label for t in CATEGORIES if t.code == indicator.measure.category)
    reached, followed = _reached_within(indicator)[0], _followed(indicator)
    return (
        Text(
            f"{reached.nl}, met en zonder {lowered(kind.nl)}; bij gelijke cliënten gewogen naar "
            "klanttype, duur van de schulden en zwaarte van de problemen",
            f"{reached.en}, with and without {lowered(kind.en)}; for similar clients weighted by "
            "client type, duration of debts and severity of problems",
        ),
        Text(
            f"{followed.nl} en van wie deze drie kenmerken bekend zijn",
            f"{followed.en} and of whom these three are known",
        ),
    )


_WAYS: dict[str, Callable[[Indicator], Pair]] = {
    "mean_answer": _mean_answer,
    "change_after_step": _change,
    "answers": _answers,
    "registered": _registered,
    "reached_within": _reached_within,
    "settled_within": _settled_within,
    "time_to": _time_to,
    "success": _success,
    "success_kind": _success_kind,
    "stabilisation_time": _stabilisation_time,
    "drop_out": _drop_out,
    "drop_out_in_step": _drop_out_in_step,
    "drop_out_reason": _drop_out_reason,
    "drop_out_moment": _drop_out_moment,
    "entered": _entered,
    "deployed": _deployed,
    "deployments": _deployments,
    "intensity": _intensity,
    "mode": _mode,
    "adjusted": _adjusted,
}

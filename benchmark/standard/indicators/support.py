"""Help that is put in: how often, how much, by whom, and what goes together with it.

S67, S107, S108, S115 and S116. What goes together is not an effect, and every text says so.
"""

from ..clients import CLIENT_TYPES, DEBT_DURATION, PROBLEM_SEVERITY
from ..deployments import BANDS_OF_HELP, CATEGORIES, MODES, WITH_OR_WITHOUT
from ..text import Term, Text
from .model import (
    ALL,
    REFERENCE_DATE,
    SINCE_INTAKE,
    THIRTEEN_WEEKS_IN_DAYS,
    Indicator,
    Measure,
    lowered,
    raised,
)
from .windows import RESULTS, reached_within, within

ASSOCIATION = Text(
    " Met hulp betekent: de hulp begon binnen die termijn en voor het resultaat. "
    "Dit is samenhang, geen bewijs van effect: wie hulp krijgt, verschilt ook op andere punten.",
    " With help means: the help began within that window and before the result. "
    "This is an association, not proof of an effect: those who get help differ in other ways too.",
)


def deployed(*, id: str, title: Text, section: str, breakdowns, cells, **fields) -> Indicator:
    """The share of clients with at least one deployment of a category."""
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="proportion",
        breakdowns=breakdowns,
        cells=cells,
        unit="percent",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("deployed"),
        method=Text(
            "Het deel van de cliënten dat deze hulp op of voor de peildatum ten minste één keer "
            "kreeg. Administratieve hulp is bijvoorbeeld hulp met DigiD of met de post. Juridische "
            "hulp is de inzet van een sociaal raadslid.",
            "The share of clients who got this help at least once by the reference date. "
            "Administrative help is help with DigiD or the post, for example. Legal help is the "
            "deployment of a social counsel.",
        ),
        phrase=Text("de inzet van hulp", "the use of help"),
        **fields,
    )


def deployments(
    *, id: str, title: Text, section: str, breakdowns=(), cells=(ALL,), **fields
) -> Indicator:
    """How many of the five kinds of help a client gets."""
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="mean",
        breakdowns=breakdowns,
        cells=cells,
        unit="count",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("deployments"),
        method=Text(
            "Hoeveel van de vijf soorten hulp een cliënt op of voor de peildatum kreeg, gemiddeld "
            "over alle cliënten. Wie geen hulp kreeg, telt als nul.",
            "How many of the five kinds of help a client got by the reference date, the mean over "
            "all clients. Clients without help count as zero.",
        ),
        phrase=Text("het aantal soorten hulp", "the number of kinds of help"),
        **fields,
    )


def intensity(*, id: str, title: Text, section: str, breakdowns, cells, **fields) -> Indicator:
    """The mean intensity of help over clients who get it."""
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="mean",
        breakdowns=breakdowns,
        cells=cells,
        unit="score_1_3",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("intensity"),
        method=Text(
            "De intensiteit van de hulp: laag is 1, midden is 2, hoog is 3. Per cliënt nemen we "
            "het gemiddelde van de hulp waarvan de intensiteit bekend is, daarna het gemiddelde "
            "over cliënten.",
            "The intensity of help: low is 1, medium is 2, high is 3. For each client we take the "
            "mean over the help of which the intensity is known, then the mean over clients.",
        ),
        phrase=Text("de intensiteit van de hulp", "the intensity of help"),
        **fields,
    )


def _with_help(milestone: str, category: str, label: Text) -> Indicator:
    name, window = RESULTS[milestone], within(THIRTEEN_WEEKS_IN_DAYS)
    return reached_within(
        milestone,
        THIRTEEN_WEEKS_IN_DAYS,
        id=f"{milestone}_by_{category}_help",
        title=Text(
            f"{raised(name.nl)} {window.nl}, met en zonder {label.nl}",
            f"{name.en} {window.en}, with and without {label.en}",
        ),
        section="results.association",
        breakdowns=("help",),
        cells=WITH_OR_WITHOUT,
        category=category,
        note=ASSOCIATION,
        sources=("S115",),
    )


def _by_intensity(milestone: str, category: str, label: Text) -> Indicator:
    name, window = RESULTS[milestone], within(THIRTEEN_WEEKS_IN_DAYS)
    return reached_within(
        milestone,
        THIRTEEN_WEEKS_IN_DAYS,
        id=f"{milestone}_by_{category}_intensity",
        title=Text(
            f"{raised(name.nl)} {window.nl}, naar intensiteit van {label.nl}",
            f"{name.en} {window.en}, by intensity of {label.en}",
        ),
        section="results.association",
        breakdowns=("intensity",),
        cells=BANDS_OF_HELP,
        category=category,
        note=Text(
            " Bij meer hulp van deze soort telt de hoogste intensiteit. Wie alleen hulp "
            f"zonder bekende intensiteit kreeg, telt hier niet mee.{ASSOCIATION.nl}",
            " With more help of this kind the highest intensity counts. Clients with only "
            f"help of unknown intensity do not count here.{ASSOCIATION.en}",
        ),
        sources=("S116",),
    )


def _adjusted(milestone: str, category: str, label: Text) -> Indicator:
    name, window = RESULTS[milestone], within(THIRTEEN_WEEKS_IN_DAYS)
    return Indicator(
        id=f"{milestone}_by_{category}_help_adjusted",
        title=Text(
            f"{raised(name.nl)} en {label.nl}, bij gelijke cliënten",
            f"{name.en} and {label.en}, for similar clients",
        ),
        chapter="results",
        section="results.association",
        kind="distribution",
        unit="percent",
        direction="higher",
        clock=SINCE_INTAKE,
        moment="window",
        measure=Measure("adjusted", milestone=milestone, category=category),
        method=Text(
            f"Het deel met {name.nl} {window.nl}, met en zonder {label.nl}, alsof beide groepen "
            "hetzelfde klanttype, dezelfde duur van schulden en dezelfde zwaarte van problemen "
            "hadden (directe standaardisatie). Wie alleen in één van de twee groepen voorkomt, "
            f"valt buiten de vergelijking.{ASSOCIATION.nl}",
            f"The share with {lowered(name.en)} {window.en}, with and without {label.en}, as if "
            "both groups had the same client types, duration of debts and severity of problems "
            "(direct standardisation). Clients whose like is found in one of the groups only are "
            f"left out.{ASSOCIATION.en}",
        ),
        phrase=Text(
            f"het deel met {name.nl} {window.nl}", f"the share with {lowered(name.en)} {window.en}"
        ),
        categories=STRATA,
        window_days=THIRTEEN_WEEKS_IN_DAYS,
        chart="adjusted",
        sources=("S115",),
    )


def strata() -> tuple[Term, ...]:
    """Every stratum, arm and outcome as a category: "with.yes.independent.0-1.single"."""
    return tuple(
        Term(
            ".".join((arm.code, outcome, one.code, two.code, three.code)),
            Text(
                f"{arm.label.nl}, {words.nl}: {one.label.nl}, {two.label.nl}, {three.label.nl}",
                f"{arm.label.en}, {words.en}: {one.label.en}, {two.label.en}, {three.label.en}",
            ),
        )
        for one in CLIENT_TYPES
        for two in DEBT_DURATION
        for three in PROBLEM_SEVERITY
        for arm in WITH_OR_WITHOUT
        for outcome, words in (
            ("yes", Text("gehaald", "reached")),
            ("no", Text("niet gehaald", "not reached")),
        )
    )


STRATA = strata()
ADMINISTRATIVE = Text("administratieve hulp", "administrative help")
LEGAL = Text("juridische hulp", "legal help")

SUPPORT: tuple[Indicator, ...] = (
    deployed(
        id="deployed_by_category",
        title=Text("Welke hulp er is ingezet", "Which help was deployed"),
        section="results.help",
        breakdowns=("category",),
        cells=CATEGORIES,
        sources=("S64", "S108"),
    ),
    deployments(
        id="deployments_per_client",
        title=Text("Aantal soorten hulp per cliënt", "Number of kinds of help per client"),
        section="results.help",
        sources=("S64", "S116"),
    ),
    intensity(
        id="intensity_by_category",
        title=Text("Intensiteit van de hulp", "Intensity of help"),
        section="results.help",
        breakdowns=("category",),
        cells=CATEGORIES,
        sources=("S67", "S116"),
    ),
    Indicator(
        id="modes_by_category",
        title=Text("Wie de hulp geeft", "Who gives the help"),
        chapter="results",
        section="results.help",
        kind="distribution",
        breakdowns=("category",),
        cells=CATEGORIES,
        unit="percent",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("mode"),
        method=Text(
            "Door wie de hulp wordt gegeven. We tellen alle hulp waarvan dit bekend is; een cliënt "
            "kan meer hulp van een soort krijgen.",
            "By whom the help is given. We count all help of which this is known; a client can get "
            "more than one of a kind.",
        ),
        phrase=Text("hulp door de hulpverlener zelf", "help by the caseworker in person"),
        categories=MODES,
        headline=("caseworker",),
        chart="groups",
        sources=("S67",),
    ),
    _with_help("iu_in_view", "administrative", ADMINISTRATIVE),
    _adjusted("iu_in_view", "administrative", ADMINISTRATIVE),
    _with_help("iu_in_balance", "legal", LEGAL),
    _adjusted("iu_in_balance", "legal", LEGAL),
    _by_intensity("iu_in_balance", "legal", LEGAL),
)

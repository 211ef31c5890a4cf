"""What remains between the publication of 2021 and what the product computes, with its reason.

Two kinds: choices where the publication leaves room (requirements A8, A12 and the docstring of
monitor/demo/targets.py), written here in both languages; and the figures that were drawn without a
printed number, which follow from `indicator.sources` and the list of targets.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from benchmark.standard.indicators import INDICATORS, Indicator
from benchmark.standard.text import Text
from monitor.demo.targets import TARGETS

# Every figure of the publication's results (requirements A8).
CODES = tuple(f"S{number}" for number in range(84, 127))
# The same number printed a second time, and where it is compared.
PRINTED_BEFORE = {"S121": "S98"}


@dataclass(frozen=True)
class Choice:
    """Where the publication leaves room: of which figures, what was chosen, and why."""

    codes: tuple[str, ...]
    reason: Text

    @property
    def label(self) -> str:
        """The figures as one text: "S94, S96"."""
        return ", ".join(self.codes)


@dataclass(frozen=True)
class Unnumbered:
    """A figure without a printed number, and what computes it."""

    code: str
    indicators: tuple[Indicator, ...]


CHOICES: tuple[Choice, ...] = (
    Choice(
        ("S84", "S85", "S86"),
        Text(
            "Invloed en onrust gaan over de eerste vragenlijst, stress over alle antwoorden. "
            "Alleen zo komen 82%, 72% en 42% terug.",
            "Influence and unrest are about the first questionnaire, stress about all answers. "
            "Only this gives 82%, 72% and 42%.",
        ),
    ),
    Choice(
        ("S87",),
        Text(
            "Het gevoel is geteld bij de start: één antwoord per cliënt. Wat overblijft tot 100% "
            "(13) is “iets anders”. Opgelucht (13) en blij (14) kunnen in de bron verwisseld zijn.",
            "The feeling is counted at the start: one answer per client. What is left to reach "
            "100% (13) is “something else”. Relieved (13) and happy (14) may be swapped in the "
            "source.",
        ),
    ),
    Choice(
        ("S92", "S94", "S96", "S97", "S98", "S99"),
        Text(
            "De bron noemt geen naam. Deze cijfers horen bij één gemeente: stress 3,5 en onrust "
            "3,3 bij de start staan in S92 en in S97. In de demo is dat Oosterduin.",
            "The source gives no name. These figures belong to one municipality: stress 3.5 and "
            "unrest 3.3 at the start are in both S92 and S97. In the demo this is Oosterduin.",
        ),
    ),
    Choice(
        ("S94", "S99", "S119"),
        Text(
            "Bij duur van de schulden en bij niet op komen dagen noemt de tekst 47% en de grafiek "
            "48%. Wij vergelijken met de grafiek. Zelf ronden we één keer af, op het laatst, "
            "zodat tekst en grafiek niet kunnen verschillen.",
            "For duration of debts and for not showing up the text says 47% and the chart 48%. We "
            "compare with the chart. We round once, at the end, so that text and chart cannot "
            "differ.",
        ),
    ),
    Choice(
        ("S96",),
        Text(
            "De bron zegt niet welk cijfer van wie is. De tekst noemt de gemeente hoger, dus 49% "
            "is de gemeente en 38% het gemiddelde.",
            "The source does not say whose number is whose. The text calls the municipality "
            "higher, so 49% is the municipality and 38% the average.",
        ),
    ),
    Choice(
        ("S99", "S119"),
        Text(
            "De gepubliceerde redenen tellen op tot 99%. Van 300 cliënten stoppen er in de demo "
            "52: 25, 22, 3 en 2 blijven elk binnen een punt van 48, 42, 6 en 3. Een tijdelijke "
            "pauze is bij ons geen einde, en is dus altijd 0.",
            "The published reasons add up to 99%. Of 300 clients 52 stop in the demo: 25, 22, 3 "
            "and 2 each stay within a point of 48, 42, 6 and 3. A temporary pause is no ending "
            "with us, and so is always 0.",
        ),
    ),
    Choice(
        ("S98", "S121"),
        Text(
            "De bron noemt 17% twee keer: voor iedereen, en voor wie 90 dagen of langer meedoet. "
            "We vergelijken met iedereen. Het andere cijfer is er ook, als eigen indicator.",
            "The source gives 17% twice: of everybody, and of who takes part for 90 days or "
            "longer. We compare with everybody. The other figure is there too, as an indicator "
            "of its own.",
        ),
    ),
    Choice(
        ("S102",),
        Text(
            "De lijn per behandelpad is van de gemeente zelf: elke gemeente noemt haar paden "
            "anders, dus dit cijfer verlaat de gemeente niet. In Lindehaven heeft elk klanttype "
            "een eigen pad. Daarom is het pad hier het klanttype. Voor de afhankelijke cliënt is "
            "bij week 13 geen cijfer gepubliceerd.",
            "The line by treatment path is the municipality's own: each municipality names its "
            "paths differently, so this figure does not leave the municipality. In Lindehaven "
            "each client type has its own path. So here the path is the client type. For the "
            "dependent client no number was published at week 13.",
        ),
    ),
    Choice(
        ("S101", "S102", "S103", "S113"),
        Text(
            "De bron gebruikt drie verschillende tellingen: 60 dagen, 13 weken en het einde van "
            "het onderzoek. De cijfers per type en het totaal passen alleen samen bij één "
            "verdeling over de klanttypen. De demo heeft die verdeling.",
            "The source uses three counts: 60 days, 13 weeks and the end of the study. The numbers "
            "by type and the total fit together only with one mix of client types. The demo has "
            "that mix.",
        ),
    ),
    Choice(
        ("S109", "S110"),
        Text(
            "Drie maanden is overal dertien weken: 91 dagen na de intake.",
            "Three months is thirteen weeks everywhere: 91 days after the intake.",
        ),
    ),
    Choice(
        ("S117",),
        Text(
            "De bron zegt niet welke lijn van wie is. Volgens de tekst daalt de gemeente en stijgt "
            "het gemiddelde. De dalende lijn is dus Waterveen.",
            "The source does not say whose line is whose. According to the text the municipality "
            "falls and the average rises. So the falling line is Waterveen.",
        ),
    ),
    Choice(
        ("S118",),
        Text(
            "De volgorde is 7, 1, 2, 4 en 11: de tekst legt de tweede piek aan het einde. Voor de "
            "intake zelf is geen cijfer gepubliceerd. Met 17% in totaal is daar ruimte voor één "
            "cliënt van de 300.",
            "The order is 7, 1, 2, 4 and 11: the text puts the second peak at the end. For the "
            "intake itself no number was published. With 17% in total there is room for one "
            "client of the 300.",
        ),
    ),
    Choice(
        ("S124",),
        Text(
            "Van twee paren is de volgorde niet gepubliceerd. Wij lezen 3,7 en 3,3 als geluisterd, "
            "3,5 en 2,9 als geholpen.",
            "Of two pairs the order was not published. We read 3.7 and 3.3 as listened to, 3.5 "
            "and 2.9 as helped.",
        ),
    ),
)


def compared() -> frozenset[str]:
    """The codes with a printed number that a target holds."""
    return frozenset(target.code for target in TARGETS)


def unnumbered(indicators: Iterable[Indicator] = INDICATORS) -> list[Unnumbered]:
    """The figures without a printed number, in order, each with the indicators made after it."""
    indicators = list(indicators)
    return [
        Unnumbered(code, tuple(i for i in indicators if code in i.sources))
        for code in CODES
        if code not in compared() and code not in PRINTED_BEFORE
    ]

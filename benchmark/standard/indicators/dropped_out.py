"""How many dropped out and why, for every chapter that asks it (S98, S99, S118-S121, S126)."""

from ..endings import DROP_OUT_REASONS
from ..text import Text
from .model import REFERENCE_DATE, Indicator, Measure

TOTAL = Text(
    "Cliënten die nog bezig zijn, tellen mee in het totaal.",
    "Clients who are still under way count in the total.",
)
BROAD = Text(
    "Het deel van alle cliënten dat op de peildatum is gestopt of doorverwezen.",
    "The share of all clients who have stopped or were referred by the reference date.",
)


def dropped_out(
    id: str, title: Text, *, section: str, counted: Text = BROAD, variant: str = "", **fields
) -> Indicator:
    """The share that dropped out; `counted` says who in words where a variant counts others."""
    phrase = (
        Text("de uitval", "drop-out")
        if fields.get("breakdowns")
        else fields.pop(
            "phrase", Text("is gestopt of doorverwezen", "have stopped or were referred")
        )
    )
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="proportion",
        unit="percent",
        direction="lower",
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("drop_out", variant=variant),
        method=Text(f"{counted.nl} {TOTAL.nl}", f"{counted.en} {TOTAL.en}"),
        phrase=phrase,
        **fields,
    )


def reasons(id: str, title: Text, *, section: str, **fields) -> Indicator:
    """How those who dropped out divide over the published reasons."""
    return Indicator(
        id=id,
        title=title,
        chapter=section.split(".")[0],
        section=section,
        kind="distribution",
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
        categories=DROP_OUT_REASONS,
        **fields,
    )

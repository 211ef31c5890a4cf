"""Results since the intake: the share within a window and the curve by week, for any breakdown."""

from ..text import Term, Text
from .model import (
    ALL,
    MEASURING_POINT_WEEK,
    SINCE_INTAKE,
    Indicator,
    Measure,
    lowered,
    raised,
)

RESULTS = {
    "iu_in_view": Text("I/U in beeld", "Income and expenditure in view"),
    "debts_in_view": Text("schulden in beeld", "Debts in view"),
    "iu_in_balance": Text("I/U in balans", "Income and expenditure in balance"),
    "success": Text("stabilisatie klaar", "Stabilisation completed"),
}
PER = {
    (): Text("", ""),
    ("client_type",): Text(", per klanttype", ", by client type"),
    ("path",): Text(", per behandelpad", ", by treatment path"),
    ("inflow",): Text(", naar instroom", ", by inflow"),
    ("help",): Text(", met en zonder hulp", ", with and without help"),
    ("intensity",): Text(", naar intensiteit van de hulp", ", by intensity of the help"),
}
IDS = {(): "", ("client_type",): "_by_type", ("path",): "_by_path", ("inflow",): "_by_inflow"}
# Full weeks that a number of days stands for, in words.
WEEKS = {91: 13, 119: 17}


def within(days: int) -> Text:
    """ "binnen 13 weken"."""
    if days in WEEKS:
        return Text(f"binnen {WEEKS[days]} weken", f"within {WEEKS[days]} weeks")
    return Text(f"binnen {days} dagen", f"within {days} days")


def reached(milestone: str, when: Text) -> Text:
    """What a share of clients did by then: "heeft binnen 13 weken I/U in beeld"."""
    if milestone == "success":
        return Text(
            f"is {when.nl} klaar met stabilisatie", f"have completed stabilisation {when.en}"
        )
    name = RESULTS[milestone]
    return Text(f"heeft {when.nl} {name.nl}", f"have {lowered(name.en)} {when.en}")


def reached_within(
    milestone: str,
    days: int,
    *,
    section: str,
    breakdowns: tuple[str, ...] = (),
    cells: tuple[Term, ...] = (ALL,),
    id: str = "",
    title: Text | None = None,
    category: str = "",
    **fields,
) -> Indicator:
    """The share with a result within so many days of the intake."""
    name, window, per = RESULTS[milestone], within(days), PER[breakdowns]
    extra = fields.pop("note", Text("", ""))
    phrase = (
        Text(
            f"het deel met {name.nl} {window.nl}", f"the share with {lowered(name.en)} {window.en}"
        )
        if breakdowns
        else reached(milestone, window)
    )
    return Indicator(
        id=id or f"{milestone}_within_{days}{IDS[breakdowns]}",
        title=title
        or Text(f"{raised(name.nl)} {window.nl}{per.nl}", f"{name.en} {window.en}{per.en}"),
        chapter=section.split(".")[0],
        section=section,
        kind="proportion",
        breakdowns=breakdowns,
        cells=cells,
        unit="percent",
        direction="higher",
        clock=SINCE_INTAKE,
        moment="window",
        measure=Measure("reached_within", milestone=milestone, category=category),
        method=Text(
            f"Het deel van de cliënten met {name.nl} {window.nl} na de intake ({days} dagen). We "
            f"tellen alle cliënten van wie de intake op de peildatum ten minste {days} dagen "
            f"geleden is. Wie eerder stopte, telt mee als niet gehaald.{extra.nl}",
            f"The share of clients with {lowered(name.en)} {window.en} of the intake "
            f"({days} days). We count every client whose intake was at least {days} days before "
            f"the reference date. Clients who stopped earlier count as not reached.{extra.en}",
        ),
        phrase=phrase,
        window_days=days,
        **fields,
    )


def by_week(
    milestone: str,
    *,
    section: str,
    breakdowns: tuple[str, ...] = (),
    cells: tuple[Term, ...] = (ALL,),
    weeks: int = 26,
    point: int = MEASURING_POINT_WEEK,
    **fields,
) -> Indicator:
    """The cumulative share with a result after each week, with the measuring point."""
    name, per = RESULTS[milestone], PER[breakdowns]
    phrase = (
        Text(
            f"het deel met {name.nl} na {point} weken",
            f"the share with {lowered(name.en)} after {point} weeks",
        )
        if breakdowns
        else reached(milestone, Text(f"na {point} weken", f"after {point} weeks"))
    )
    return Indicator(
        id=f"{milestone}_by_week{IDS[breakdowns]}",
        title=Text(f"{raised(name.nl)} per week{per.nl}", f"{name.en} by week{per.en}"),
        chapter=section.split(".")[0],
        section=section,
        kind="curve",
        breakdowns=breakdowns,
        cells=cells,
        unit="percent",
        direction="higher",
        clock=SINCE_INTAKE,
        moment="window",
        measure=Measure("time_to", milestone=milestone),
        method=Text(
            f"Het deel van de cliënten dat na elke week vanaf de intake {name.nl} heeft. Wie nog "
            "bezig is, telt mee zolang we die cliënt kunnen volgen. Wie stopt, haalt het resultaat "
            "niet meer en blijft meetellen (methode: Aalen-Johansen). Als we iedereen lang genoeg "
            f"volgen, is de lijn bij week {point} gelijk aan het deel binnen {point} weken. Anders "
            "verschillen zij iets: het deel binnen een termijn telt alleen wie lang genoeg geleden "
            "begon, de lijn telt iedereen.",
            f"The share of clients with {lowered(name.en)} after each week since the "
            "intake. Clients who are still under way count for as long as we can follow them. "
            "Clients who drop out will not reach the result and keep counting (method: "
            f"Aalen-Johansen). When everybody is followed long enough, the line at week {point} "
            f"equals the share within {point} weeks. Otherwise they differ a little: the share "
            "within a window counts only those who started long enough ago, the line counts "
            "everybody.",
        ),
        phrase=phrase,
        weeks=weeks,
        measuring_point=point,
        chart="curves" if breakdowns else "curve",
        **fields,
    )


def success(
    *,
    section: str,
    id: str = "success",
    title: Text | None = None,
    breakdowns: tuple[str, ...] = (),
    cells: tuple[Term, ...] = (ALL,),
    **fields,
) -> Indicator:
    """The share with a success by the reference date."""
    per = PER.get(breakdowns, Text("", ""))
    return Indicator(
        id=id,
        title=title or Text(f"Succesvol einde{per.nl}", f"Successful ending{per.en}"),
        chapter=section.split(".")[0],
        section=section,
        kind="proportion",
        breakdowns=breakdowns,
        cells=cells,
        unit="percent",
        direction="higher",
        clock=fields.pop("clock"),
        moment="reference_date",
        measure=Measure("success"),
        method=Text(
            "Het deel van alle cliënten dat op de peildatum gereed is voor een schuldregeling of "
            "schuldrust heeft. Cliënten die nog bezig zijn, tellen mee in het totaal.",
            "The share of all clients who are ready for a settlement or have debt rest on the "
            "reference date. Clients who are still under way count in the total.",
        ),
        phrase=Text("het deel met een succesvol einde", "the share with a successful ending")
        if breakdowns
        else Text("haalt een succesvol einde", "reach a successful ending"),
        **fields,
    )

"""Chapter 2: who comes in, and how they start (S94-S97, S98 and S99 by inflow)."""

from ..clients import DEBT_DURATION, HINDRANCE, INFLOW, SELF_DIRECTION
from ..endings import DROP_OUT_REASONS
from ..questionnaire import by_code as item_by_code
from ..text import Term, Text
from .experience import NOUNS, mean_answer
from .model import FIRST_ANSWER, REFERENCE_DATE, Indicator, Measure

# How the two ways in differ is what the chapter asks; a referral stands beside them.
BY_INFLOW = {"breakdowns": ("inflow",), "cells": INFLOW}
PER = Text(", naar instroom", ", by inflow")


def registered(
    attribute: str,
    id: str,
    title: Text,
    about: Text,
    phrase: Text,
    categories: tuple[Term, ...],
    *,
    section: str,
    **fields,
) -> Indicator:
    """How a registered characteristic divides over its classes."""
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
        measure=Measure("registered", attribute=attribute),
        method=Text(
            f"Hoe cliënten verdeeld zijn naar {about.nl}. We tellen de cliënten van wie dit bekend "
            "is.",
            f"How clients divide by {about.en}. We count the clients of whom this is known.",
        ),
        phrase=phrase,
        categories=categories,
        **fields,
    )


def _start(attribute, title, about, phrase, noun, categories, headline, source):
    common = {"section": "inflow.who", "headline": headline, "sources": (source,)}
    yield registered(
        attribute, attribute, title, about, phrase, categories, chart="stacked", **common
    )
    yield registered(
        attribute,
        f"{attribute}_by_inflow",
        Text(title.nl + PER.nl, title.en + PER.en),
        about,
        noun,
        categories,
        chart="groups",
        **common | {"section": "inflow.early"} | BY_INFLOW,
    )


def _mean_at_start(item_code: str, by_inflow: bool) -> Indicator:
    item = item_by_code(item_code)
    per = PER if by_inflow else Text("", "")
    return mean_answer(
        item_code,
        f"mean_{item_code}_at_start" + ("_by_inflow" if by_inflow else ""),
        Text(
            f"{item.label.nl} bij de start, gemiddeld{per.nl}",
            f"{item.label.en} at the start, mean{per.en}",
        ),
        Text("in de eerste vragenlijst", "in the first questionnaire"),
        section="inflow.early" if by_inflow else "inflow.start",
        clock=FIRST_ANSWER,
        moment="baseline",
        phrase=Text(f"{NOUNS[item_code].nl} bij de start", f"{NOUNS[item_code].en} at the start"),
        sources=("S97",),
        **BY_INFLOW if by_inflow else {},
    )


STARTS = (
    (
        "debt_duration",
        Text("Duur van de schulden", "Duration of debts"),
        Text("hoe lang zij al schulden hebben", "how long they have had debts"),
        Text("heeft minder dan twee jaar schulden", "have had debts for under two years"),
        Text(
            "het deel met korter dan twee jaar schulden", "the share with debts for under 2 years"
        ),
        DEBT_DURATION,
        ("0-1",),
        "S94",
    ),
    (
        "hindrance",
        Text("Belemmering door andere problemen", "Hindrance by other problems"),
        Text("hoeveel last zij hebben van andere problemen", "how much other problems hinder them"),
        Text("heeft veel last van andere problemen", "are hindered strongly by other problems"),
        Text(
            "het deel met veel last van andere problemen",
            "the share hindered strongly by other problems",
        ),
        HINDRANCE,
        ("high",),
        "S95",
    ),
    (
        "self_direction",
        Text("Zelfregie", "Self-direction"),
        Text("hoeveel zij zelf kunnen regelen", "how much they can arrange themselves"),
        Text("heeft veel zelfregie", "have a high degree of self-direction"),
        Text("het deel met veel zelfregie", "the share with a high degree of self-direction"),
        SELF_DIRECTION,
        ("high",),
        "S96",
    ),
)

_PLAIN, _PER_INFLOW = zip(*(tuple(_start(*start)) for start in STARTS), strict=True)

INFLOW_INDICATORS: tuple[Indicator, ...] = (
    registered(
        "inflow",
        "inflow",
        Text("Hoe cliënten binnenkomen", "How clients come in"),
        Text("de manier waarop zij binnenkomen", "the way they come in"),
        Text("manier van instroom", "way in"),
        INFLOW,
        section="inflow.who",
        sources=("S51",),
    ),
    *_PLAIN,
    *(_mean_at_start(code, False) for code in ("stress", "unrest", "belief")),
    *_PER_INFLOW,
    *(_mean_at_start(code, True) for code in ("stress", "unrest", "belief")),
    Indicator(
        id="drop_out_by_inflow",
        title=Text("Uitval, naar instroom", "Drop-out, by inflow"),
        chapter="inflow",
        section="inflow.early",
        kind="proportion",
        unit="percent",
        direction="lower",
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("drop_out"),
        method=Text(
            "Het deel van de cliënten dat op de peildatum is gestopt of doorverwezen. Cliënten die "
            "nog bezig zijn, tellen mee in het totaal.",
            "The share of clients who have stopped or were referred by the reference date. Clients "
            "who are still under way count in the total.",
        ),
        phrase=Text("de uitval", "drop-out"),
        sources=("S98",),
        **BY_INFLOW,
    ),
    Indicator(
        id="drop_out_reasons_by_inflow",
        title=Text("Reden van uitval, naar instroom", "Reason for dropping out, by inflow"),
        chapter="inflow",
        section="inflow.early",
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
        phrase=Text("no show als reden van uitval", "no show as the reason for dropping out"),
        categories=DROP_OUT_REASONS,
        headline=("no_show",),
        chart="groups",
        sources=("S99",),
        **BY_INFLOW,
    ),
)

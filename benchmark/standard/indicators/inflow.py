"""Chapter 2: who comes in, and how they start (S94-S97, S98 and S99 by inflow)."""

from ..clients import DEBT_DURATION, HINDRANCE, INFLOW, SELF_DIRECTION
from ..questionnaire import by_code as item_by_code
from ..text import Text
from .dropped_out import dropped_out, reasons
from .experience import NOUNS, mean_answer
from .model import FIRST_ANSWER, Indicator
from .registered import registered

# How the two ways in differ is what the chapter asks; a referral stands beside them.
BY_INFLOW = {"breakdowns": ("inflow",), "cells": INFLOW}
PER = Text(", naar instroom", ", by inflow")


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
    dropped_out(
        "drop_out_by_inflow",
        Text("Uitval, naar instroom", "Drop-out, by inflow"),
        section="inflow.early",
        sources=("S98",),
        **BY_INFLOW,
    ),
    reasons(
        "drop_out_reasons_by_inflow",
        Text("Reden van uitval, naar instroom", "Reason for dropping out, by inflow"),
        section="inflow.early",
        phrase=Text("no show als reden van uitval", "no show as the reason for dropping out"),
        headline=("no_show",),
        chart="groups",
        sources=("S99",),
        **BY_INFLOW,
    ),
)

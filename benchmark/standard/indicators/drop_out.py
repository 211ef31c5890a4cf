"""Chapter 5: who drops out, where, why, and how they experienced it (S98-S100, S118-S126)."""

from ..clients import BANDS, CLIENT_TYPES, PROBLEM_SEVERITY
from ..endings import OUTCOMES
from ..questionnaire import by_code as item_by_code
from ..steps import DROP_OUT_STEPS
from ..text import Text
from .dropped_out import dropped_out, reasons
from .experience import NOUNS, mean_answer
from .model import DATE_OF_ANSWER, NINETY_DAYS, REFERENCE_DATE, Indicator, Measure
from .registered import registered

BY_OUTCOME = {"breakdowns": ("outcome",), "cells": OUTCOMES}


def _by_outcome(item_code: str) -> Indicator:
    item = item_by_code(item_code)
    return mean_answer(
        item_code,
        f"{item_code}_by_outcome",
        Text(f"{item.label.nl}, naar uitkomst", f"{item.label.en}, by outcome"),
        Text("in het hele traject", "over the whole trajectory"),
        section="drop_out.felt",
        note=Text(
            " Cliënten die nog bezig zijn, tellen niet mee.",
            " Clients who are still under way do not count.",
        ),
        clock=DATE_OF_ANSWER,
        moment="all",
        sources=("S123",) if item_code in ("stress", "unrest", "belief") else ("S124",),
        **BY_OUTCOME,
    )


def _who(attribute: str, title: Text, about: Text, phrase: Text, categories, headline, source):
    return registered(
        attribute,
        f"{attribute}_by_outcome",
        Text(f"{title.nl}, naar uitkomst", f"{title.en}, by outcome"),
        about,
        phrase,
        categories,
        section="drop_out.who",
        headline=headline,
        chart="groups",
        sources=(source,),
        **BY_OUTCOME,
    )


DROP_OUT: tuple[Indicator, ...] = (
    dropped_out(
        "drop_out",
        Text("Uitval", "Drop-out"),
        section="drop_out.how_many",
        sources=("S98", "S121"),
    ),
    dropped_out(
        "drop_out_after_90_days",
        Text("Uitval van wie 90 dagen of langer meedoet", "Drop-out after 90 days or more"),
        section="drop_out.how_many",
        counted=Text(
            "Van de cliënten die op de peildatum 90 dagen of langer meedoen: het deel dat is "
            "gestopt of doorverwezen. Zo zijn gemeenten te vergelijken die later begonnen.",
            "Of the clients who had been enrolled for 90 days or more on the reference date: the "
            "share that has stopped or was referred. This makes municipalities comparable that "
            "started later.",
        ),
        variant="from_90_days",
        window_days=NINETY_DAYS,
        within="drop_out",
        sources=("S98",),
    ),
    dropped_out(
        "drop_out_stopped",
        Text("Uitval zonder doorverwijzing", "Drop-out without referrals"),
        section="drop_out.how_many",
        counted=Text(
            "Het deel van alle cliënten dat op de peildatum is gestopt. Wie is doorverwezen, telt "
            "niet als gestopt: een doorverwijzing kan goed zijn.",
            "The share of all clients who have stopped by the reference date. Clients who were "
            "referred do not count as stopped: a referral can be a good thing.",
        ),
        variant="stopped",
        phrase=Text("is gestopt zonder doorverwijzing", "have stopped without a referral"),
        sources=("S73",),
    ),
    dropped_out(
        "drop_out_avoidable",
        Text("Uitval die te beïnvloeden is", "Drop-out that can be influenced"),
        section="drop_out.how_many",
        counted=Text(
            "Het deel van alle cliënten dat op de peildatum is gestopt of doorverwezen, zonder wie "
            "verhuisde of overleed.",
            "The share of all clients who have stopped or were referred by the reference date, "
            "without those who moved or died.",
        ),
        variant="avoidable",
        phrase=Text(
            "is gestopt of doorverwezen, zonder verhuizing of overlijden",
            "have stopped or were referred, without moving or dying",
        ),
        sources=("S74",),
    ),
    Indicator(
        id="steps_entered",
        title=Text("Hoe ver cliënten komen", "How far clients get"),
        chapter="drop_out",
        section="drop_out.how_many",
        kind="proportion",
        breakdowns=("step",),
        cells=DROP_OUT_STEPS,
        unit="percent",
        direction="higher",
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("entered"),
        method=Text(
            "Het deel van alle cliënten dat op de peildatum in een stap is geweest. Wie een stap "
            "oversloeg, telt voor die stap niet mee. Cliënten die nog bezig zijn, kunnen de "
            "volgende stap nog halen.",
            "The share of all clients who have been in a step by the reference date. Clients who "
            "skipped a step do not count for it. Clients who are still under way can still reach "
            "the next step.",
        ),
        phrase=Text("het deel dat in een stap is geweest", "the share that has been in a step"),
        chart="funnel",
        companion="drop_out_by_step",
        sources=("S118",),
    ),
    Indicator(
        id="drop_out_by_step",
        title=Text("Uitval per stap", "Drop-out by step"),
        chapter="drop_out",
        section="drop_out.how_many",
        kind="proportion",
        breakdowns=("step",),
        cells=DROP_OUT_STEPS,
        unit="percent",
        direction="lower",
        clock=REFERENCE_DATE,
        moment="by_step",
        measure=Measure("drop_out_in_step"),
        method=Text(
            "Van alle cliënten die ooit in een stap waren: het deel dat in die stap is gestopt of "
            "doorverwezen. De stap is die waarin de cliënt op dat moment was. Wie stopte na een "
            "succesvol einde, telt hier niet.",
            "Of all clients who ever were in a step: the share that stopped or was referred in "
            "that step. The step is the one the client was in at that moment. Clients who stopped "
            "after a successful ending do not count here.",
        ),
        phrase=Text("de uitval", "drop-out"),
        sources=("S118",),
    ),
    Indicator(
        id="drop_out_moment",
        title=Text("In welke stap cliënten stoppen", "In which step clients stop"),
        chapter="drop_out",
        section="drop_out.how_many",
        kind="distribution",
        unit="percent",
        direction=None,
        clock=REFERENCE_DATE,
        moment="reference_date",
        measure=Measure("drop_out_moment"),
        method=Text(
            "Van alle cliënten die zijn gestopt of doorverwezen: de stap waarin zij toen waren. "
            "Wie stopte na een succesvol einde, telt hier niet.",
            "Of all clients who stopped or were referred: the step they were in at that moment. "
            "Clients who stopped after a successful ending do not count here.",
        ),
        phrase=Text("stap waarin cliënten stoppen", "step in which clients stop"),
        categories=DROP_OUT_STEPS,
        sources=("S100",),
    ),
    reasons(
        "drop_out_reasons",
        Text("Reden van uitval", "Reason for dropping out"),
        section="drop_out.why",
        phrase=Text("reden van uitval", "reason for dropping out"),
        sources=("S99", "S119"),
    ),
    reasons(
        "drop_out_reasons_by_step",
        Text("Reden van uitval per stap", "Reason for dropping out by step"),
        section="drop_out.why",
        phrase=Text("no show als reden van uitval", "no show as the reason for dropping out"),
        breakdowns=("step",),
        cells=DROP_OUT_STEPS,
        headline=("no_show",),
        chart="heat",
        sources=("S120",),
    ),
    dropped_out(
        "drop_out_by_type",
        Text("Uitval, per klanttype", "Drop-out, by client type"),
        section="drop_out.who",
        breakdowns=("client_type",),
        cells=CLIENT_TYPES,
        sources=("S126",),
    ),
    dropped_out(
        "drop_out_by_path",
        Text("Uitval, per behandelpad", "Drop-out, by treatment path"),
        section="drop_out.who",
        breakdowns=("path",),
        cells=(),
        own_only=True,
        sources=("S126",),
    ),
    _who(
        "problem_severity",
        Text("Zwaarte van de problemen", "Severity of problems"),
        Text("hoe zwaar hun problemen zijn", "how severe their problems are"),
        Text("het deel met meerdere problemen", "the share with multiple problems"),
        PROBLEM_SEVERITY,
        ("multi",),
        "S122",
    ),
    _who(
        "competence",
        Text("Bekwaamheid", "Competence"),
        Text("bekwaamheid", "competence"),
        Text("het deel met bekwaamheid onder gemiddeld", "the share with competence below average"),
        BANDS,
        ("below",),
        "S125",
    ),
    _who(
        "attitude",
        Text("Motivatie", "Motivation"),
        Text("motivatie", "motivation"),
        Text("het deel met motivatie onder gemiddeld", "the share with motivation below average"),
        BANDS,
        ("below",),
        "S125",
    ),
    _who(
        "social_norm",
        Text("Sociale norm", "Social norm"),
        Text("sociale norm", "social norm"),
        Text(
            "het deel met sociale norm onder gemiddeld", "the share with social norm below average"
        ),
        BANDS,
        ("below",),
        "S125",
    ),
    *(_by_outcome(code) for code in NOUNS),
)

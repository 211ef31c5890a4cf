"""Chapter 3: client types and paths, and what they reach (S101-S107, R73)."""

from ..clients import CLIENT_TYPES, PROBLEM_SEVERITY, TREATMENT_MODELS
from ..deployments import CATEGORIES
from ..text import Text
from .model import (
    REFERENCE_DATE,
    SIXTY_DAYS,
    THIRTEEN_WEEKS_IN_DAYS,
    Indicator,
    pairs,
)
from .registered import registered
from .support import deployed, deployments, intensity
from .windows import by_week, reached_within, success

BY_TYPE = {"breakdowns": ("client_type",), "cells": CLIENT_TYPES}
# A municipality gives its paths their own names: they divide its own figures only.
BY_PATH = {
    "breakdowns": ("path",),
    "cells": (),
    "own_only": True,
    "section": "screening.paths",
}

SCREENING: tuple[Indicator, ...] = (
    registered(
        "client_type",
        "client_types",
        Text("Klanttypen", "Client types"),
        Text("klanttype", "client type"),
        Text("klanttype", "client type"),
        CLIENT_TYPES,
        section="screening.types",
        sources=("S52", "S53", "S54"),
    ),
    registered(
        "problem_severity",
        "problem_severity",
        Text("Zwaarte van de problemen", "Severity of problems"),
        Text("hoe zwaar hun problemen zijn", "how severe their problems are"),
        Text("heeft meerdere problemen tegelijk", "have multiple problems at once"),
        PROBLEM_SEVERITY,
        section="screening.types",
        headline=("multi",),
        chart="stacked",
        sources=("S36",),
    ),
    reached_within(
        "iu_in_balance", SIXTY_DAYS, section="screening.speed", sources=("S101",), **BY_TYPE
    ),
    reached_within(
        "iu_in_balance",
        THIRTEEN_WEEKS_IN_DAYS,
        section="screening.speed",
        sources=("S101", "S102"),
        **BY_TYPE,
    ),
    by_week("iu_in_balance", section="screening.speed", sources=("S102",), **BY_TYPE),
    reached_within(
        "iu_in_view",
        THIRTEEN_WEEKS_IN_DAYS,
        section="screening.speed",
        sources=("S54",),
        **BY_TYPE,
    ),
    reached_within(
        "debts_in_view",
        THIRTEEN_WEEKS_IN_DAYS,
        section="screening.speed",
        sources=("S54",),
        **BY_TYPE,
    ),
    success(
        id="success_by_type",
        section="screening.result",
        clock=REFERENCE_DATE,
        sources=("S103", "S104"),
        **BY_TYPE,
    ),
    success(
        id="success_by_type_and_model",
        title=Text(
            "Succesvol einde, per klanttype en behandelmodel",
            "Successful ending, by client type and treatment model",
        ),
        section="screening.result",
        clock=REFERENCE_DATE,
        breakdowns=("client_type", "model"),
        cells=pairs(CLIENT_TYPES, TREATMENT_MODELS),
        chart="heat",
        sources=("S57",),
    ),
    deployments(
        id="deployments_by_type",
        title=Text("Aantal soorten hulp, per klanttype", "Number of kinds of help, by client type"),
        section="screening.help",
        sources=("S107",),
        **BY_TYPE,
    ),
    intensity(
        id="intensity_by_type",
        title=Text("Intensiteit van de hulp, per klanttype", "Intensity of help, by client type"),
        section="screening.help",
        sources=("S107",),
        **BY_TYPE,
    ),
    deployed(
        id="deployed_by_type_and_category",
        title=Text("Welke hulp, per klanttype", "Which help, by client type"),
        section="screening.help",
        breakdowns=("client_type", "category"),
        cells=pairs(CLIENT_TYPES, CATEGORIES),
        chart="heat",
        sources=("S107",),
    ),
    by_week("iu_in_balance", sources=("S102",), **BY_PATH),
    reached_within("iu_in_balance", THIRTEEN_WEEKS_IN_DAYS, sources=("S102",), **BY_PATH),
    success(id="success_by_path", clock=REFERENCE_DATE, sources=("S104",), **BY_PATH),
)

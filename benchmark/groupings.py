"""The fixed groups of municipalities that are published beside the country (DESIGN, rule 5; R94).

By treatment model and by size, declared here and the same for everybody: nobody makes a group of
its own. See docs/decisions/0008-groups-of-municipalities.md.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from .standard.clients import TREATMENT_MODELS
from .standard.text import Text

# Clients in the cohort of the edition from which a municipality is medium-sized, and large. Fixed
# numbers: a border that lies between the municipalities that take part would tell of their sizes.
MEDIUM, LARGE = 50, 200


@dataclass(frozen=True)
class Grouping:
    """A fixed group: its code in releases and the ledger, and how it is called.

    `label` names the group, `others` the group without the reader's municipality, `everybody` the
    group with it, `too_few` says that nothing of the group can be published.
    """

    code: str
    label: Text
    others: Text
    everybody: Text
    too_few: Text


def _grouping(code: str, nl: str, en: str, too_few: Text) -> Grouping:
    return Grouping(
        code,
        Text(f"Gemeenten {nl}", f"Municipalities {en}"),
        Text(f"Andere gemeenten {nl}", f"Other municipalities {en}"),
        Text(f"Alle gemeenten {nl}", f"All municipalities {en}"),
        too_few,
    )


_MODEL_NAMES = {
    "financial": ("met het financieel model", "with the financial model"),
    "parallel": ("met het parallelmodel", "with the parallel model"),
    "life_domains": ("met het leefgebiedenmodel", "with the life domains model"),
}
_FEW_WITH_MODEL = Text(
    "Nog te weinig gemeenten met dit behandelmodel",
    "Not enough municipalities with this treatment model yet",
)
_FEW_OF_SIZE = Text(
    "Nog te weinig gemeenten van deze omvang", "Not enough municipalities of this size yet"
)
MODELS = tuple(
    _grouping(f"model:{term.code}", *_MODEL_NAMES[term.code], _FEW_WITH_MODEL)
    for term in TREATMENT_MODELS
)
SIZES = tuple(
    _grouping(f"size:{code}", "van dezelfde omvang", "of the same size", _FEW_OF_SIZE)
    for code in ("small", "medium", "large")
)
# In the order in which they are published: what is out limits what can follow.
GROUPINGS = (*MODELS, *SIZES)


def by_code(code: str) -> Grouping:
    """The grouping of that code; KeyError."""
    return {grouping.code: grouping for grouping in GROUPINGS}[code]


def of_size(clients: int) -> Grouping:
    """The group of municipalities with about as many clients in their cohort."""
    small, medium, large = SIZES
    return large if clients >= LARGE else medium if clients >= MEDIUM else small


def members_of(
    cohort_sizes: Mapping[str, int], models: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Grouping code -> who is in it, of all that deliver; `models` has each one's treatment model.

    Who has no model, or one that is not of the standard, is in no group of models.
    """
    groups: dict[str, set[str]] = {grouping.code: set() for grouping in GROUPINGS}
    for name, clients in cohort_sizes.items():
        groups[of_size(clients).code].add(name)
        if (code := f"model:{models.get(name, '')}") in groups:
            groups[code].add(name)
    return {code: frozenset(names) for code, names in groups.items()}

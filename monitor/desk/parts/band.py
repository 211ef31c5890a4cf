"""The expected band: what people of this type usually answer in this step (M-13, R64).

Of published values alone, in words and with how many people they are of. It is something to talk
about: nobody is held to it and nothing is decided by it.

A release holds the mean and the spread of clients' own means (requirements A8). "Usually" is the
middle half: the mean and 0.6745 standard deviations to either side, as for a normal spread,
rounded to whole answers and kept within the scale.
"""

from dataclasses import dataclass
from math import sqrt

from django.utils.translation import gettext as _

from benchmark import lookup
from benchmark.disclosure import round_people
from benchmark.standard.indicators import by_id
from benchmark.standard.questionnaire import by_code
from benchmark.standard.steps import Step
from benchmark.statistics import Mean
from monitor.insights.editions import editions_of
from tenants.models import Municipality

ITEMS = ("stress", "unrest", "belief")
MIDDLE_HALF = 0.6745
LOOKED_BACK = 3  # editions


@dataclass(frozen=True)
class Expected:
    """`rows` are sentences, one per item; empty while too little is published. `of_type` tells
    whether they are of this client type or of everybody in the step."""

    rows: list[str]
    of_type: bool
    edition: str


def expected(municipality: Municipality, client_type: str, step: Step) -> Expected:
    """From the newest edition that has something published of this step, of the type where there
    is one; a query per edition and item."""
    for edition in editions_of(municipality)[:LOOKED_BACK]:
        release = lookup.latest(edition)
        if release is None:
            continue
        for suffix, cell in _cells(client_type, step):
            found = {
                item: lookup.released(release.slug, by_id(f"{item}_{suffix}")).get(cell)
                for item in ITEMS
            }
            rows = [in_words(item, mean) for item, mean in found.items() if mean]
            if rows:
                return Expected(rows, suffix != "by_step", str(edition))
    return Expected([], False, "")


def _cells(client_type: str, step: Step):
    if client_type:
        yield "by_type_and_step", f"{client_type}.{step.experience}"
    yield "by_step", step.experience


def band(mean: Mean) -> tuple[int, int]:
    """The whole answers from 1 to 5 within which the middle half of the people lie."""
    half = MIDDLE_HALF * sqrt(mean.variance or 0)
    low, high = round(mean.value - half), round(mean.value + half)
    return max(1, low), min(5, high)


def in_words(item: str, mean: Mean) -> str:
    """One item in a sentence with its n, rounded as it is published."""
    low, high = band(mean)
    values = {
        "item": str(by_code(item).label),
        "low": low,
        "high": high,
        "n": round_people(mean.people),
    }
    if low == high:
        return _("%(item)s: meestal een %(low)d (n = %(n)d).") % values
    if high - low == 1:
        return _("%(item)s: meestal een %(low)d of een %(high)d (n = %(n)d).") % values
    return _("%(item)s: meestal tussen %(low)d en %(high)d (n = %(n)d).") % values

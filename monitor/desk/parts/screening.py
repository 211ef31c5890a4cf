"""Results of a screening in words (R16)."""

from benchmark.standard.text import label
from monitor.caseload.screening.models import ScreeningResult
from monitor.caseload.screening.terms import FILLED_IN, MODULES


def screenings_of(found: list[ScreeningResult], people: dict, names: dict) -> list[dict]:
    """Newest first; `names` is client key -> first name where there are two."""
    return [
        {
            "pk": result.pk,
            "on": result.on,
            "who": names.get(result.client_id, ""),
            "filled_in": label(FILLED_IN, result.filled_in),
            "profile": result.profile,
            "modules": ", ".join(label(MODULES, code) for code in result.modules),
            "by": people.get(result.recorded_by, ""),
        }
        for result in found
    ]

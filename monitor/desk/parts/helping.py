"""Help in words: what was put in, and what was taken away as a mistake."""

from benchmark.standard import deployments as terms
from benchmark.standard.text import label


def deployments_of(found) -> list[dict]:
    """What was put in, in order of its start."""
    return [
        {
            "pk": d.pk,
            "category": label(terms.CATEGORIES, d.category),
            "service": d.service,
            "details": ", ".join(
                text
                for text in (
                    label(terms.INTENSITY, d.intensity),
                    label(terms.MODES, d.mode).lower(),
                )
                if text
            ),
            "started_on": d.started_on,
            "ended_on": d.ended_on,
        }
        for d in found
    ]


def removed_of(found, people: dict) -> list[dict]:
    """What was taken away, with the reason and who did."""
    return [
        {
            "category": label(terms.CATEGORIES, r.category),
            "service": r.service,
            "started_on": r.started_on,
            "removed_at": r.removed_at,
            "reason": r.reason,
            "by": people.get(r.removed_by, ""),
        }
        for r in found
    ]

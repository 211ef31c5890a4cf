"""What this municipality hands over of an edition: computed here, shown here, handed over here."""

from dataclasses import dataclass

from benchmark import contributions
from benchmark.models import Contribution
from benchmark.statistics import Statistic
from tenants.models import Edition, Municipality

from .compute import compute_all
from .frames import Cohort, fetch


@dataclass(frozen=True)
class Offer:
    """What would be handed over now, and how many clients it is about."""

    computed: dict[str, dict[str, Statistic]]
    cohort_size: int

    @classmethod
    def of(cls, edition: Edition) -> "Offer":
        """Over those who did not say no to counting in the average."""
        frames = fetch(Cohort.of(edition, for_benchmark=True))
        return cls(compute_all(frames), frames.clients)


def preview_for(municipality: Municipality, edition: Edition) -> list[Contribution]:
    """The rows that handing over now would leave; empty when the cohort is too small."""
    offer = Offer.of(edition)
    return contributions.preview(edition, municipality, offer.computed, offer.cohort_size)


def hand_over_for(municipality: Municipality, edition: Edition) -> int:
    """Compute and hand over; how many figures this municipality has handed over now.

    Runs inside the municipality's world.
    """
    offer = Offer.of(edition)
    return contributions.hand_over(
        edition=edition,
        municipality=municipality,
        computed=offer.computed,
        cohort_size=offer.cohort_size,
    )

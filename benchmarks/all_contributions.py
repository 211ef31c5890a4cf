"""All pooled indicators of one large municipality, beside the same numbers in plain SQL by hand."""

import subprocess
import sys
from pathlib import Path

from . import large, plain
from .measure import Line, medians

MEGABYTES = 300


def run(world):
    """Two lines: time, and memory of a process that does nothing else."""
    from django_tenants.utils import tenant_context

    from monitor.insights.contribution import Offer
    from monitor.insights.frames import Cohort

    municipality = large.municipality(world)
    cohort = Cohort.of(world.edition, for_benchmark=True)
    with tenant_context(municipality):
        wrong = plain.differences(plain.rows(cohort), Offer.of(world.edition).computed)
        if wrong:
            raise SystemExit("\n".join(["Plain SQL counts otherwise:", *wrong]))
        mine, least = medians(lambda: Offer.of(world.edition), lambda: plain.rows(cohort), rounds=5)
    yield Line(f"contributions: {large.TRAJECTORIES:,} trajectories / plain SQL", mine, least, "3")
    yield Line("contributions: memory, MB above start", _memory(world), MEGABYTES, "1")


def _memory(world) -> float:
    """What a process of its own needs above what Django itself takes, at its peak."""
    said = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "benchmarks.memory", world.socket, large.SLUG, world.edition.slug],
        cwd=Path(__file__).resolve().parents[1],
        capture_output=True,
        check=True,
        text=True,
    )
    return float(said.stdout)

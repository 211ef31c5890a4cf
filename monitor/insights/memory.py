"""What was computed is kept until the data behind it change.

A stamp says where the data stand: the newest change of every table that figures are made of, and
what was published and handed over last. One query gives it, and a result is kept under it. A
transaction that began earlier and ends later can leave the stamp as it was; therefore nothing is
kept longer than a few minutes. The cache is the municipality's own: keys bear its schema.
"""

import pickle
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TypeVar

from django.core.cache import caches
from django.db import connection
from django.utils import timezone

from monitor.caseload.models import (
    Client,
    Deployment,
    Ending,
    Milestone,
    Participation,
    Trajectory,
    TrajectoryClient,
)
from monitor.caseload.models.labels import OwnLabel
from monitor.surveys.models import Answer, NonResponse, Wave

SECONDS = 300
FAST = 1
TABLES = (
    Client,
    Trajectory,
    TrajectoryClient,
    Participation,
    Milestone,
    Ending,
    Deployment,
    Wave,
    Answer,
    NonResponse,
    OwnLabel,
)
T = TypeVar("T")


@dataclass(frozen=True)
class Memory:
    """The municipality's cache as the data stand now."""

    stamp: str

    @classmethod
    def now(cls) -> "Memory":
        """One query."""
        with connection.cursor() as cursor:
            cursor.execute(_STAMP, [connection.tenant.pk])
            found = cursor.fetchone()
        # Figures of an edition that has not ended move with the day.
        return cls(f"{timezone.localdate():%Y%m%d}-" + "-".join(str(part) for part in found))

    def get(self, key: tuple, make: Callable[[], T]) -> T:
        """What is kept under `key`, made when it is not there."""
        name = f"insights:{sha256(repr((key, self.stamp)).encode()).hexdigest()}"
        kept = caches["tenant"].get(name)
        if kept is not None:
            return pickle.loads(zlib.decompress(kept))  # noqa: S301 - what we put there ourselves
        made = make()
        # Drawings are text that packs to a tenth.
        packed = zlib.compress(pickle.dumps(made, pickle.HIGHEST_PROTOCOL), FAST)
        caches["tenant"].set(name, packed, SECONDS)
        return made


def _newest(model) -> str:
    event = model.pgh_event_model._meta
    return f"(SELECT max(pgh_id) FROM {event.db_table})"  # noqa: S608 - names of our own tables


_STAMP = f"""SELECT {", ".join(_newest(model) for model in TABLES)},
    (SELECT max(id) FROM benchmark_release),
    (SELECT max(computed_at) FROM benchmark_contribution WHERE municipality_id = %s),
    (SELECT max(id) FROM tenants_edition)"""  # noqa: S608 - no value of anybody's in it

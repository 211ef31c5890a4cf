"""Where somebody stands in a questionnaire, read and written in one statement each.

Sixteen requests make one survey, so this is the busiest road of the product: plain SQL, where the
ORM would take three statements in a transaction and most of the time of a request
(docs/performance.md). All statements run in the municipality's schema, under its role, and each may
be run twice (tenants/database/prepared.py).
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.db import connection
from django.utils import timezone

from .models import WaveStatus

READ = """
SELECT w.status, w.closes_at, w.kind, w.questionnaire_version, w.assisted, w.submitted_at,
       c.language,
       (SELECT json_object_agg(a.item, coalesce(a.value::text, a.choice))
          FROM surveys_answer a WHERE a.wave_id = w.id)
  FROM surveys_wave w JOIN caseload_client c ON c.id = w.client_id
 WHERE w.id = %(wave)s
"""
# The wave is held while the answer is written, so that an ending and an answer cannot cross; two
# taps at once leave one answer. No row comes back when it is no longer open.
HELD = """
WITH held AS (
  SELECT id, started_at FROM surveys_wave
   WHERE id = %(wave)s AND status = 'open' AND closes_at > %(now)s FOR UPDATE
), begun AS (
  UPDATE surveys_wave SET started_at = %(now)s, assisted = assisted OR %(assisted)s
   WHERE id IN (SELECT id FROM held)
     AND (started_at IS NULL OR (%(assisted)s AND NOT assisted))
)
"""
KEEP = (
    HELD
    + """
INSERT INTO surveys_answer (id, wave_id, item, value, choice, answered_at)
SELECT %(id)s, held.id, %(item)s::text, %(value)s::smallint, %(choice)s::text, %(now)s FROM held
ON CONFLICT (wave_id, item) DO UPDATE SET value = excluded.value, choice = excluded.choice,
       answered_at = excluded.answered_at
RETURNING 1
"""
)
# The same for a wave that is known to have begun: nothing about it changes.
KEEP_ON = """
INSERT INTO surveys_answer (id, wave_id, item, value, choice, answered_at)
SELECT %(id)s, id, %(item)s::text, %(value)s::smallint, %(choice)s::text, %(now)s FROM surveys_wave
 WHERE id = %(wave)s AND status = 'open' AND closes_at > %(now)s FOR NO KEY UPDATE
ON CONFLICT (wave_id, item) DO UPDATE SET value = excluded.value, choice = excluded.choice,
       answered_at = excluded.answered_at
RETURNING 1
"""
LEAVE_OUT = (
    HELD  # noqa: S608 - a constant
    + """
, gone AS (
  DELETE FROM surveys_answer WHERE item = %(item)s::text AND wave_id IN (SELECT id FROM held)
)
SELECT 1 FROM held
"""
)
# The end: the same with the last answer, the messages that wait, and a note of what follows. The
# trajectory is held first, as every act does, so that an ending and an answer stand in line.
FINISH = """
WITH place AS MATERIALIZED (
  SELECT id FROM caseload_trajectory
   WHERE id = (SELECT trajectory_id FROM surveys_wave WHERE id = %(wave)s) FOR NO KEY UPDATE
), held AS MATERIALIZED (
  SELECT id FROM surveys_wave
   WHERE id = %(wave)s AND status = 'open' AND closes_at > %(now)s
     AND EXISTS (SELECT 1 FROM place) FOR UPDATE
), given AS (
  INSERT INTO surveys_answer (id, wave_id, item, value, choice, answered_at)
  SELECT %(id)s, held.id, %(item)s::text, %(value)s::smallint, %(choice)s::text, %(now)s FROM held
   WHERE %(choice)s::text IS NOT NULL
  ON CONFLICT (wave_id, item) DO UPDATE SET value = excluded.value, choice = excluded.choice,
         answered_at = excluded.answered_at
), left_out AS (
  DELETE FROM surveys_answer
   WHERE item = %(item)s::text AND wave_id IN (SELECT id FROM held) AND %(choice)s::text IS NULL
), done AS (
  UPDATE surveys_wave SET status = 'submitted', submitted_at = %(now)s,
         started_at = coalesce(started_at, %(began)s::timestamptz),
         assisted = assisted OR %(assisted)s
   WHERE id IN (SELECT id FROM held)
), quiet AS (
  UPDATE surveys_invitation SET status = 'cancelled', failure = 'answered'
   WHERE wave_id IN (SELECT id FROM held) AND status = 'pending'
)
INSERT INTO surveys_followup (id, wave_id, since)
SELECT %(follow_up)s, held.id, %(now)s FROM held
ON CONFLICT (wave_id) DO UPDATE SET since = excluded.since
RETURNING 1
"""


@dataclass(slots=True)
class Standing:
    """A wave as far as its questions need it. `given` is item code -> the option chosen."""

    wave_id: UUID
    status: str
    closes_at: datetime | None
    kind: str
    questionnaire_version: int
    assisted: bool
    submitted_at: datetime | None
    language: str
    given: dict[str, str]

    @property
    def is_answerable(self) -> bool:
        """Whether the client can answer now."""
        return (
            self.status == WaveStatus.OPEN
            and self.closes_at is not None
            and self.closes_at > timezone.now()
        )


def read(wave_id: UUID) -> Standing | None:
    """The standing of this wave in the current municipality; None when there is no such wave."""
    row = connection.first_row(READ, {"wave": wave_id})
    if row is None:
        return None
    return Standing(wave_id, *row[:-1], given=row[-1] or {})


def keep(
    wave_id: UUID,
    *,
    item: str,
    value: int | None,
    choice: str,
    assisted: bool,
    begun: bool = False,
) -> bool:
    """Store one answer in place of an earlier one; False when the wave is not open (any more).
    `begun`: this was done before with the same `assisted`, so the wave itself stays as it is."""
    statement = KEEP_ON if begun else KEEP
    return _write(statement, wave_id, item, assisted, id=uuid4(), value=value, choice=choice)


def leave_out(wave_id: UUID, *, item: str, assisted: bool) -> bool:
    """Take the answer to one question away; False when the wave is not open (any more)."""
    return _write(LEAVE_OUT, wave_id, item, assisted)


def finish(
    wave_id: UUID,
    *,
    item: str = "",
    value: int | None = None,
    choice: str | None = None,
    assisted: bool = False,
) -> bool:
    """Store the answer to the last question (`choice` None: it was left out) and submit the wave;
    False when it is not open (any more)."""
    began = timezone.now() if item else None
    more = {"id": uuid4(), "follow_up": uuid4(), "value": value, "choice": choice, "began": began}
    return _write(FINISH, wave_id, item, assisted, **more)


def _write(statement: str, wave_id: UUID, item: str, assisted: bool, **more) -> bool:
    said = more | {"wave": wave_id, "item": item, "assisted": assisted, "now": timezone.now()}
    return connection.first_row(statement, said) is not None

"""Whether somebody may be asked, and whether a message may leave, at this very moment (R39).

Said once, as an expression over the tables `wave`, `client` and `ending` (the trajectory's, when
there is one): used for a portion of waves that open, and within the statement that claims a
message. Parameters: now, today, since (the start of the period of the message limit), limit,
available (channels).
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import connection

from .. import protocol
from ..models import Wave

# The latest word holds (caseload.participation).
_SAID = """(
    SELECT {what} FROM caseload_participation AS said WHERE said.client_id = client.id
    ORDER BY said.recorded_at DESC, said.id DESC LIMIT 1)"""

ASKING = f"""CASE
    WHEN wave.kind IN ('end', 'aftercare') AND ending.id IS NULL THEN 'reopened'
    WHEN wave.kind IN ('end', 'aftercare') AND ending.status <> 'success' THEN 'ended'
    WHEN wave.kind NOT IN ('end', 'aftercare') AND ending.id IS NOT NULL THEN 'ended'
    WHEN wave.kind NOT IN ('end', 'aftercare') AND EXISTS (
        SELECT FROM caseload_pause AS pause
        WHERE pause.trajectory_id = wave.trajectory_id AND pause.from_date <= %(today)s
          AND (pause.until IS NULL OR pause.until >= %(today)s)) THEN 'paused'
    WHEN {_SAID.format(what="said.monitor")} IS NOT TRUE THEN 'no_participation'
    WHEN wave.kind = 'aftercare' AND {_SAID.format(what="said.aftercare")} IS NOT TRUE
        THEN 'no_aftercare'
    WHEN wave.kind = 'moment' AND wave.occasion = 'before' AND EXISTS (
        SELECT FROM caseload_milestone AS milestone
        WHERE milestone.trajectory_id = wave.trajectory_id AND milestone.revoked_at IS NULL
          AND milestone.kind = 'debts_in_view') THEN 'moment_passed'
    ELSE '' END"""  # noqa: S608 - nothing but the constants above

# Before a wave opens: an extra one does not come on top of one that waits for an answer.
OPENING = f"""CASE
    WHEN wave.kind IN ('aftercare', 'moment') AND EXISTS (
        SELECT FROM surveys_wave AS other
        WHERE other.client_id = wave.client_id AND other.id <> wave.id AND other.status = 'open')
        THEN 'other_open'
    ELSE {ASKING} END"""  # noqa: S608

# Over `asked` as well: ASKING under the name `obstacle`.
LEAVING = """CASE
    WHEN wave.submitted_at IS NOT NULL THEN 'answered'
    WHEN wave.status = 'cancelled' THEN wave.cancelled_reason
    WHEN wave.status <> 'open' OR wave.closes_at <= %(now)s THEN 'closed'
    WHEN asked.obstacle <> '' THEN asked.obstacle
    WHEN client.contact_blocked <> '' THEN client.contact_blocked
    WHEN NOT invitation.channel = ANY(%(available)s) THEN 'channel_not_available'
    WHEN CASE invitation.channel WHEN 'email' THEN client.email_sealed
         ELSE client.phone_sealed END IS NULL THEN 'no_address'
    WHEN (SELECT count(*) FROM surveys_invitation AS had
          JOIN surveys_wave AS of ON of.id = had.wave_id
          WHERE of.client_id = client.id AND had.id <> invitation.id
            AND (had.sent_at > %(since)s
                 OR had.status IN ('sending', 'uncertain') AND had.claimed_at > %(since)s)
         ) >= %(limit)s THEN 'message_limit'
    ELSE '' END"""

_WAVES = """
    SELECT wave.id, {expression} FROM surveys_wave AS wave
    JOIN caseload_client AS client ON client.id = wave.client_id
    LEFT JOIN caseload_ending AS ending ON ending.trajectory_id = wave.trajectory_id
    WHERE wave.id = ANY(%(waves)s)"""  # noqa: S608


def obstacles_to_opening(waves: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    """Why these waves may not open at this moment, "" for those that may; one query."""
    return _obstacles(OPENING, waves, now)


def obstacle_to_asking(wave: Wave, now: datetime) -> str:
    """Why this wave's client may not be asked at this moment; "" when they may (R39)."""
    return _obstacles(ASKING, [wave.pk], now)[wave.pk]


def _obstacles(expression: str, waves: Iterable[UUID], now: datetime) -> dict[UUID, str]:
    with connection.cursor() as cursor:
        cursor.execute(
            _WAVES.format(expression=expression),
            {"waves": list(waves), "today": protocol.day_of(now)},
        )
        return dict(cursor.fetchall())


def limit_since(now: datetime) -> datetime:
    """The start of the period in which messages to somebody are counted."""
    return now - timedelta(days=protocol.MESSAGE_LIMIT_DAYS)

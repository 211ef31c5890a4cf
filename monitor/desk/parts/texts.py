"""What clients wrote to their caseworker, for who it is addressed to."""

from django.utils import timezone

from monitor.caseload.models import Trajectory
from monitor.desk.worklist.listing import in_reach_of
from monitor.surveys.free_texts import reading
from tenants.models import Role

SHOWN = 5


def may_read(membership, trajectory: Trajectory) -> bool:
    """The caseworker of the trajectory, and who leads the team; so the client was told."""
    if trajectory.caseworker_id is not None and trajectory.caseworker_id == membership.account_id:
        return True
    if membership.role != Role.TEAM_LEAD:
        return False
    return in_reach_of(membership, ended_too=True).filter(pk=trajectory.pk).exists()


def texts_of(request, trajectory: Trajectory, *, count: int, several: bool) -> dict:
    """For the client page: `rows` (on, by, text) of the newest texts, all of them with ?teksten=,
    and how many there are (`count`, known already). Somebody else sees that number alone. What is
    shown is written down as read."""
    found = reading.to_caseworker(trajectory)
    texts = []
    if count and may_read(request.membership, trajectory):
        texts = list(found if "teksten" in request.GET else found[:SHOWN])
        reading.note_reading(request, texts)
    return {
        "count": count,
        "rows": [
            {
                "on": timezone.localdate(text.said_at),
                "by": text.client.first_name if several else "",
                "text": text.text,
            }
            for text in texts
        ],
        "more": count - len(texts) if texts else 0,
    }

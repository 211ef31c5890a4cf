"""Acts that hand trajectories over to a colleague, to a team, or to both (R22)."""

from collections.abc import Sequence
from uuid import UUID

from django.db import connection
from django.utils.translation import gettext as _

from benchmark.standard.text import Text
from tenants.access import CASELOAD
from tenants.models import Membership

from .acts import Refused, act, check_values
from .models import Trajectory, Transfer

CONSENT_VERSION = "2026-1"
# What a client is told before the trajectory goes to somebody else; rows point at its version.
CONSENT = {
    CONSENT_VERSION: (
        Text(
            "Vertel de cliënt wie het overneemt en vanaf wanneer.",
            "Tell the client who takes over and from when.",
        ),
        Text(
            "Vertel dat de collega alles ziet van dit traject: resultaten, hulp, contacten en "
            "antwoorden. Vraag of dat goed is.",
            "Tell them that the colleague sees all of this trajectory: results, help, contacts "
            "and answers. Ask whether that is all right.",
        ),
    )
}


def colleagues() -> list[Membership]:
    """Who may have a caseload in this municipality, by name; one query."""
    found = Membership.objects.active_in(connection.tenant).filter(role__in=CASELOAD)
    return sorted(
        found.select_related("account"), key=lambda member: member.account.get_full_name().lower()
    )


def hand_over(
    *,
    by,
    trajectories: Sequence[Trajectory],
    caseworker_id: UUID | None = None,
    team: str | None = None,
    client_agrees: bool | None = None,
) -> list[Transfer]:
    """Give trajectories to a colleague (`caseworker_id`), a team, or both; None leaves that as it
    is. All of them or none; those that are there already are passed over.

    Refused without a receiver, without trajectories, and to somebody without a caseload here.
    """
    if not trajectories:
        raise Refused("trajectories", _("Kies minstens één cliënt."))
    if caseworker_id is None and team is None:
        raise Refused("caseworker_id", _("Kies een collega of een team."))
    if caseworker_id is not None and caseworker_id not in {m.account_id for m in colleagues()}:
        raise Refused("caseworker_id", _("Deze collega heeft in jullie gemeente geen cliënten."))
    made = []
    with act(by):
        chosen = (
            Trajectory.objects.select_for_update(no_key=True)
            .filter(pk__in=[trajectory.pk for trajectory in trajectories])
            .order_by("pk")
        )
        for current in chosen:
            before = (current.caseworker_id, current.team)
            if caseworker_id is not None:
                current.caseworker_id = caseworker_id
            if team is not None:
                current.team = team.strip()
            if before == (current.caseworker_id, current.team):
                continue
            check_values(current, "team")
            current.save(update_fields=["caseworker_id", "team"])
            made.append(
                Transfer(
                    trajectory=current,
                    from_caseworker_id=before[0],
                    from_team=before[1],
                    to_caseworker_id=current.caseworker_id,
                    to_team=current.team,
                    client_agrees=client_agrees,
                    consent_version=CONSENT_VERSION,
                    recorded_by=getattr(by, "pk", None),
                )
            )
        return Transfer.objects.bulk_create(made)

"""A delivery file of this municipality for a period, by the crosswalk.

All trajectories that overlap the period are in it, with what was so at its end. Who the clients are
is not: the monitor does not know. `omschrijving` holds the municipality's own trajectory number, by
which it adds them on its own side (requirements D3).
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime

from django.conf import settings
from django.db.models import Prefetch, Q

from monitor.caseload.models import Milestone, Trajectory
from tenants.models import Municipality

from .crosswalk import CATEGORY_OF, GUIDANCE_FOR, exit_of
from .ledger import Finding, Ledger
from .sifting import sift
from .standard import MUNICIPALITY_CODE

SUPPLIER = "Klantmonitor"


class NotSound(Exception):
    """A delivery that is not as the standard says; `findings` are its faults by path and code."""

    def __init__(self, findings: Iterable[Finding]):
        self.findings = list(findings)
        super().__init__(", ".join(f"{f.path}: {f.code}" for f in self.findings[:20]))


@dataclass(frozen=True)
class Period:
    """The days a delivery is about, both included."""

    starts_on: date
    ends_on: date

    def __contains__(self, day: date | None) -> bool:
        """Whether this was so by the end of the period."""
        return day is not None and day <= self.ends_on


def trajectories_in(period: Period):
    """The trajectories that overlap the period, with all that a delivery says of them, in a fixed
    number of queries."""
    standing = Milestone.objects.filter(revoked_at__isnull=True)
    return (
        Trajectory.objects.filter(intake_date__lte=period.ends_on)
        .filter(Q(ending__isnull=True) | Q(ending__ended_on__gte=period.starts_on))
        .select_related("ending")
        .prefetch_related(
            "places", "deployments", Prefetch("milestones", queryset=standing, to_attr="standing")
        )
        .order_by("external_id")
    )


def export(
    municipality: Municipality, period: Period, trajectories: Iterable[Trajectory], at: datetime
) -> dict:
    """The delivery file. Raises NotSound rather than hand out what the standard does not allow."""
    organisation = {"(Statutaire) Naam": municipality.name}
    if municipality.gemeentecode:
        organisation["gemeentecode"] = municipality.gemeentecode
    if municipality.sender_address:
        person = {"email": municipality.sender_address}
        if municipality.sender_name:
            person["naam"] = municipality.sender_name
        organisation["contactpersonen"] = [person]
    document = {
        "startdatumLevering": period.starts_on.isoformat(),
        "einddatumLevering": period.ends_on.isoformat(),
        "aanleverdatumEnTijd": at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "codeGegevensleverancier": f"{SUPPLIER} {settings.SPECTACULAR_SETTINGS['VERSION']}",
        "leveringen": [
            {
                "teller": 1,
                "aanleverende_organisatie": organisation,
                "schuldhulptrajecten": [
                    trajectory_of(each, period, municipality) for each in trajectories
                ],
            }
        ],
    }
    if faults := faults_of(document):
        raise NotSound(faults)
    return document


def dumps(document: dict) -> str:
    """The file's text."""
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def faults_of(document: dict) -> list[Finding]:
    """What in this document is not as the standard says."""
    ledger = Ledger()
    for _trajectory in sift(document, ledger):
        pass
    return [*ledger.missing, *ledger.findings]


def code_of(trajectory: Trajectory, municipality: Municipality) -> str:
    """The responsible municipality: the trajectory's own, else this one; "" when neither is one."""
    code = trajectory.gemeentecode or municipality.gemeentecode
    return code if re.fullmatch(MUNICIPALITY_CODE, code) else ""


def guidance_of(deployment) -> str:
    """The DDAS name of this help; "" for help that the standard has no name for."""
    if CATEGORY_OF.get(deployment.service) == deployment.category:
        return deployment.service
    return GUIDANCE_FOR.get(deployment.category, "")


def trajectory_of(trajectory: Trajectory, period: Period, municipality: Municipality) -> dict:
    """One trajectory as the standard writes it: what is not known is left out, never null."""
    reached = {m.kind: m.reached_on for m in trajectory.standing if m.reached_on in period}
    stabilised = reached.get("ready_for_settlement") or reached.get("debt_rest")
    intake_done, agreed = reached.get("intake_done"), reached.get("settlement_agreed")
    ending = getattr(trajectory, "ending", None)
    if ending is not None and ending.ended_on not in period:
        ending = None
    contact = trajectory.first_contact if trajectory.first_contact in period else None
    return _without_gaps(
        {
            "gemeentecode": code_of(trajectory, municipality) or None,
            "omschrijving": f"Traject {trajectory.external_id}",
            "startdatum": trajectory.intake_date,
            "einddatum": ending and ending.ended_on,
            "toekenningsdatum": agreed,
            "aanmelding": {"startdatum": contact},
            "intake": {"startdatum": trajectory.intake_date, "einddatum": intake_done},
            "planVanAanpak": {"datumAfronding": intake_done},
            "stabilisatie": {"startdatum": intake_done, "einddatum": stabilised},
            "begeleiding": [
                {
                    "soort": guidance_of(each),
                    "startdatum": each.started_on,
                    "einddatum": each.ended_on if each.ended_on in period else None,
                }
                for each in trajectory.deployments.all()
                if guidance_of(each) and each.started_on in period
            ],
            "schuldregeling": {
                "datum": reached.get("settlement_requested"),
                "toegekend": agreed,
            },
            "uitstroom": ending
            and {"datum": ending.ended_on, "reden": exit_of(ending.status, ending.reason)},
        }
    ) | {"client": [{} for _place in trajectory.places.all()] or [{}]}


def _without_gaps(value):
    """Days as text, and nothing that is empty: the standard has no null."""
    if isinstance(value, dict):
        kept = {name: _without_gaps(inner) for name, inner in value.items()}
        return {name: inner for name, inner in kept.items() if inner not in (None, {}, [])}
    if isinstance(value, list):
        return [_without_gaps(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value

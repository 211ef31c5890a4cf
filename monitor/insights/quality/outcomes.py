"""Checks on an ending and a success milestone that say different things (requirements A8)."""

from django.db.models import Exists, F, Min, OuterRef, Q
from django.utils.translation import gettext as _

from benchmark.standard.endings import DROP_OUT, REASONS, STATUSES
from benchmark.standard.milestones import MILESTONES, SUCCESS
from benchmark.standard.text import Text, label
from monitor.caseload.models import Ending, Milestone

from .check import Check, day, findings

_REASONS_WITH_RESULT = [term.code for term in MILESTONES]


def _standing(**lookups):
    return Exists(
        Milestone.objects.filter(
            trajectory=OuterRef("trajectory"), revoked_at__isnull=True, **lookups
        )
    )


def _endings(trajectories):
    return Ending.objects.filter(trajectory__in=trajectories)


def _success_without_milestone(trajectories, today):
    rows = _endings(trajectories).filter(~_standing(kind__in=SUCCESS), status="success")
    return findings(rows, reason=F("reason"), ended=F("ended_on"))


def _drop_out_with_success(trajectories, today):
    reached = Min(
        "trajectory__milestones__reached_on",
        filter=Q(
            trajectory__milestones__kind__in=SUCCESS,
            trajectory__milestones__revoked_at__isnull=True,
        ),
    )
    rows = _endings(trajectories).filter(status__in=DROP_OUT).annotate(reached=reached)
    return findings(
        rows.filter(reached__isnull=False),
        status=F("status"),
        reason=F("reason"),
        ended=F("ended_on"),
        reached=F("reached"),
    )


def _reason_without_its_milestone(trajectories, today):
    rows = _endings(trajectories).filter(
        _standing(kind__in=SUCCESS),
        ~_standing(kind=OuterRef("reason")),
        status="success",
        reason__in=_REASONS_WITH_RESULT,
    )
    return findings(rows, reason=F("reason"), ended=F("ended_on"))


def _say_success(facts):
    return _("Afgesloten op %(ended)s: %(reason)s. Geen resultaat dat een succes is.") % {
        "ended": day(facts["ended"]),
        "reason": label(REASONS, facts["reason"]),
    }


def _say_drop_out(facts):
    how = label(STATUSES, facts["status"])
    if facts["reason"]:
        how = f"{how}, {label(REASONS, facts['reason'])}"
    return _("Succes behaald op %(reached)s, afgesloten op %(ended)s: %(how)s.") % {
        "reached": day(facts["reached"]),
        "ended": day(facts["ended"]),
        "how": how,
    }


def _say_reason(facts):
    return _("Afgesloten op %(ended)s met “%(reason)s”, maar dat resultaat staat er niet.") % {
        "ended": day(facts["ended"]),
        "reason": label(REASONS, facts["reason"]),
    }


CHECKS = (
    Check(
        "success_without_milestone",
        "wrong",
        Text("Succes zonder resultaat", "Success without a result"),
        Text(
            "We tellen een succes aan het resultaat. Dit traject telt nu niet als succes.",
            "We count a success by its result. This trajectory does not count as a success now.",
        ),
        Text(
            "Vink “Gereed voor schuldregeling” of “Schuldrust” aan, of kies een ander einde.",
            "Tick “Ready for settlement” or “Debt rest”, or choose another ending.",
        ),
        _success_without_milestone,
        _say_success,
        part="resultaten",
    ),
    Check(
        "drop_out_with_success",
        "wrong",
        Text("Uitval na een succes", "Drop-out after a success"),
        Text(
            "Dit traject telt als succes en ook als uitval.",
            "This trajectory counts as a success and as a drop-out as well.",
        ),
        Text(
            "Heropen het traject en sluit het als succes af, of haal het resultaat weg.",
            "Reopen the trajectory and close it as a success, or take the result away.",
        ),
        _drop_out_with_success,
        _say_drop_out,
        part="einde",
    ),
    Check(
        "reason_without_its_milestone",
        "wrong",
        Text("Reden past niet bij het resultaat", "Reason does not fit the result"),
        Text(
            "De reden noemt een ander succes dan het resultaat dat is aangevinkt.",
            "The reason names another success than the result that was ticked.",
        ),
        Text(
            "Vink het resultaat van de reden aan, of heropen het traject en kies de goede reden.",
            "Tick the result of the reason, or reopen the trajectory and choose the right reason.",
        ),
        _reason_without_its_milestone,
        _say_reason,
        part="resultaten",
    ),
)

"""Checks on dates that cannot be, or that are out of order."""

from django.db.models import Case, F, IntegerField, OuterRef, Q, Subquery, Value, When
from django.utils.translation import gettext as _

from benchmark.standard.deployments import CATEGORIES
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.steps import STEPS
from benchmark.standard.text import Text, label
from monitor.caseload.models import Deployment, Ending, Milestone
from monitor.caseload.steps import SETTLEMENT

from .check import Check, day, findings

# The order in which the steps are closed; the two kinds of success close the same one, and the
# settlement comes after.
_ORDER = {kind: number for number, step in enumerate(STEPS) for kind in step.closed_by}
_ORDER |= {kind: len(STEPS) + number for number, kind in enumerate(SETTLEMENT)}


def _standing(trajectories):
    return Milestone.objects.filter(revoked_at__isnull=True, trajectory__in=trajectories)


def _milestone_before_intake(trajectories, today):
    early = _standing(trajectories).filter(reached_on__lt=F("trajectory__intake_date"))
    return findings(early, kind=F("kind"), on=F("reached_on"), intake=F("trajectory__intake_date"))


def _milestone_after_ending(trajectories, today):
    # A settlement is agreed after the trajectory that made somebody ready for it.
    late = _standing(trajectories).exclude(kind__in=SETTLEMENT)
    late = late.filter(reached_on__gt=F("trajectory__ending__ended_on"))
    return findings(
        late, kind=F("kind"), on=F("reached_on"), ended=F("trajectory__ending__ended_on")
    )


def _milestones_out_of_order(trajectories, today):
    place = Case(
        *(When(kind=kind, then=Value(number)) for kind, number in _ORDER.items()),
        output_field=IntegerField(),
    )
    earlier_step = (
        Milestone.objects.annotate(place=place)
        .filter(
            trajectory=OuterRef("trajectory"),
            revoked_at__isnull=True,
            place__lt=OuterRef("place"),
            reached_on__gt=OuterRef("reached_on"),
        )
        .order_by("-place")
    )
    rows = (
        _standing(trajectories)
        .annotate(place=place)
        .annotate(
            other=Subquery(earlier_step.values("kind")[:1]),
            other_on=Subquery(earlier_step.values("reached_on")[:1]),
        )
        .filter(other__isnull=False)
    )
    return findings(
        rows, kind=F("kind"), on=F("reached_on"), other=F("other"), other_on=F("other_on")
    )


def _deployment_after_ending(trajectories, today):
    late = Deployment.objects.filter(
        trajectory__in=trajectories, started_on__gt=F("trajectory__ending__ended_on")
    )
    return _with_ending(late)


def _deployment_open_after_ending(trajectories, today):
    ended = F("trajectory__ending__ended_on")
    open_still = Deployment.objects.filter(
        Q(ended_on__isnull=True) | Q(ended_on__gt=ended),
        trajectory__in=trajectories,
        started_on__lte=ended,
    )
    return _with_ending(open_still)


def _with_ending(deployments):
    return findings(
        deployments,
        category=F("category"),
        start=F("started_on"),
        stop=F("ended_on"),
        ended=F("trajectory__ending__ended_on"),
    )


def _ending_before_intake(trajectories, today):
    rows = Ending.objects.filter(
        trajectory__in=trajectories, ended_on__lt=F("trajectory__intake_date")
    )
    return findings(rows, ended=F("ended_on"), intake=F("trajectory__intake_date"))


def _result(code: str) -> str:
    return label(MILESTONES, code)


def _say_before_intake(facts):
    return _("%(result)s op %(day)s, intake op %(intake)s.") % {
        "result": _result(facts["kind"]),
        "day": day(facts["on"]),
        "intake": day(facts["intake"]),
    }


def _say_after_ending(facts):
    return _("%(result)s op %(day)s, afgesloten op %(ended)s.") % {
        "result": _result(facts["kind"]),
        "day": day(facts["on"]),
        "ended": day(facts["ended"]),
    }


def _say_order(facts):
    return _("%(result)s op %(day)s, maar %(other)s pas op %(other_day)s.") % {
        "result": _result(facts["kind"]),
        "day": day(facts["on"]),
        "other": _result(facts["other"]),
        "other_day": day(facts["other_on"]),
    }


def _say_deployment(facts):
    words = {
        "help": label(CATEGORIES, facts["category"]),
        "start": day(facts["start"]),
        "ended": day(facts["ended"]),
    }
    if facts["stop"] is None:
        return _("%(help)s vanaf %(start)s loopt nog, afgesloten op %(ended)s.") % words
    words["stop"] = day(facts["stop"])
    return _("%(help)s van %(start)s tot %(stop)s, afgesloten op %(ended)s.") % words


def _say_ending(facts):
    return _("Afgesloten op %(ended)s, intake op %(intake)s.") % {
        "ended": day(facts["ended"]),
        "intake": day(facts["intake"]),
    }


CHECKS = (
    Check(
        "ending_before_intake",
        "wrong",
        Text("Afgesloten voor de intake", "Closed before the intake"),
        Text(
            "De tijd loopt vanaf de intake. Zo komt er een tijd onder nul uit.",
            "Time runs from the intake. Like this it comes out below zero.",
        ),
        Text(
            "Pas de intakedatum aan, of heropen het traject en sluit het opnieuw af.",
            "Correct the date of the intake, or reopen the trajectory and close it again.",
        ),
        _ending_before_intake,
        _say_ending,
        part="einde",
    ),
    Check(
        "milestone_after_ending",
        "wrong",
        Text("Resultaat na het einde", "Result after the end"),
        Text(
            "Het resultaat telt mee, maar het traject was al afgesloten.",
            "The result counts, but the trajectory was closed already.",
        ),
        Text(
            "Kijk welke van de twee datums klopt en pas de andere aan.",
            "See which of the two dates is right and correct the other one.",
        ),
        _milestone_after_ending,
        _say_after_ending,
        part="resultaten",
    ),
    Check(
        "deployment_after_ending",
        "wrong",
        Text("Hulp begonnen na het einde", "Help started after the end"),
        Text(
            "Hulp na het einde hoort niet bij dit traject en vertekent wat er is ingezet.",
            "Help after the end does not belong to this trajectory and distorts what was put in.",
        ),
        Text(
            "Loopt het traject nog? Heropen het dan. Zo niet, heropen het en sluit het op de goede "
            "dag af.",
            "Is the trajectory still running? Then reopen it. If not, reopen it and close it on "
            "the right day.",
        ),
        _deployment_after_ending,
        _say_deployment,
        part="hulp",
    ),
    Check(
        "deployment_open_after_ending",
        "look",
        Text("Hulp loopt door na het einde", "Help goes on after the end"),
        Text(
            "Zo lijkt de hulp langer te duren dan het traject.",
            "Like this the help seems to last longer than the trajectory.",
        ),
        Text(
            "Vul in wanneer de hulp is gestopt. Gaat ze echt door? Dan hoef je niets te doen.",
            "Enter when the help stopped. Does it really go on? Then there is nothing to do.",
        ),
        _deployment_open_after_ending,
        _say_deployment,
        part="hulp",
    ),
    Check(
        "milestone_before_intake",
        "look",
        Text("Resultaat voor de intake", "Result before the intake"),
        Text(
            "We tellen het op de dag van de intake. Dat kan kloppen, bijvoorbeeld als de cliënt "
            "al een overzicht van schulden had.",
            "We count it on the day of the intake. That can be right, for instance when the client "
            "had an overview of debts already.",
        ),
        Text(
            "Klopt de datum van het resultaat niet? Pas die aan. Of pas de intakedatum aan.",
            "Is the date of the result not right? Correct it. Or correct the date of the intake.",
        ),
        _milestone_before_intake,
        _say_before_intake,
        part="resultaten",
    ),
    Check(
        "milestones_out_of_order",
        "look",
        Text("Resultaten in een andere volgorde", "Results in another order"),
        Text(
            "De stap van een cliënt volgt uit het verste resultaat. Een late stap met een te "
            "vroege datum zet de antwoorden bij de verkeerde stap.",
            "A client's step follows from the furthest result. A late step with too early a date "
            "puts the answers in the wrong step.",
        ),
        Text(
            "Kijk of de datums kloppen. Ging het echt in deze volgorde? Dan hoef je niets te doen.",
            "See whether the dates are right. Did it really go in this order? Then there is "
            "nothing to do.",
        ),
        _milestones_out_of_order,
        _say_order,
        part="resultaten",
    ),
)

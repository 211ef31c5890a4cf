"""Checks on what is missing, on silence, and on what stands outside its trajectory."""

from datetime import timedelta

from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Greatest, TruncDate
from django.utils import timezone
from django.utils.translation import gettext as _

from benchmark.standard.text import Text
from monitor.caseload.models import Deployment, Milestone, Pause, TrajectoryClient
from monitor.surveys.models import Answer, Wave, WaveKind

from .check import Check, day, findings

SILENT_DAYS = 180
# A pause that is not ended within half a year counts as dropping out; a person decides.
PAUSE_DAYS = 183
# The closing questionnaire is asked after the end and stays open for ten days; answers that were
# read in do not say whether they were that one.
AFTER_END_DAYS = 30


def _missing(field, empty):
    def find(trajectories, today):
        rows = trajectories.filter(**{field: empty})
        return findings(rows, prefix="", intake=F("intake_date"))

    return find


def _say_missing(facts):
    return _("Niet ingevuld. Intake op %(intake)s.") % {"intake": day(facts["intake"])}


def _silent(trajectories, today):
    since = today - timedelta(days=SILENT_DAYS)
    answered = _with_day(Wave.objects.filter(Exists(Answer.objects.filter(wave=OuterRef("pk")))))
    standing = Milestone.objects.filter(revoked_at__isnull=True)
    signs = (
        (standing, "reached_on"),
        (Deployment.objects, "started_on"),
        (Deployment.objects.filter(ended_on__isnull=False), "ended_on"),
        (answered, "on"),
    )
    rows = trajectories.running().filter(intake_date__lt=since)
    for source, moment in signs:
        # One set for all, made once: asking per trajectory takes seconds in a large municipality.
        lately = source.filter(**{f"{moment}__gte": since}).values("trajectory")
        rows = rows.exclude(pk__in=lately)
    last = Greatest(F("intake_date"), *(_last(source, moment) for source, moment in signs))
    return findings(rows, prefix="", last=last)


def _last(source, moment):
    """The last day of such a row of a trajectory; the intake when there is none."""
    rows = source.filter(trajectory=OuterRef("pk")).order_by(f"-{moment}")
    return Coalesce(Subquery(rows.values(moment)[:1]), F("intake_date"))


def _with_day(waves):
    """Questionnaires with the day `on` of their answers: handed in, or of the last answer."""
    last = Answer.objects.filter(wave=OuterRef("pk")).order_by("-answered_at")
    moment = Coalesce("submitted_at", Subquery(last.values("answered_at")[:1]))
    return waves.annotate(on=TruncDate(moment, tzinfo=timezone.get_default_timezone()))


def _say_silent(facts):
    return _("Laatste teken op %(day)s.") % {"day": day(facts["last"])}


def _answers_outside(trajectories, today):
    given = Answer.objects.filter(wave=OuterRef("pk"))
    too_late = Q(on__gt=F("trajectory__ending__ended_on") + timedelta(days=AFTER_END_DAYS))
    rows = _with_day(Wave.objects.filter(Exists(given), trajectory__in=trajectories)).filter(
        Q(on__lt=F("trajectory__intake_date"))
        | too_late & ~Q(kind__in=(WaveKind.END, WaveKind.AFTERCARE))
    )
    return findings(
        rows,
        on=F("on"),
        intake=F("trajectory__intake_date"),
        ended=F("trajectory__ending__ended_on"),
    )


def _say_answers(facts):
    if facts["on"] < facts["intake"]:
        return _("Antwoorden van %(day)s, intake op %(intake)s.") % {
            "day": day(facts["on"]),
            "intake": day(facts["intake"]),
        }
    return _("Antwoorden van %(day)s, afgesloten op %(ended)s.") % {
        "day": day(facts["on"]),
        "ended": day(facts["ended"]),
    }


def _running_twice(trajectories, today):
    running = TrajectoryClient.objects.filter(trajectory__ending__isnull=True)
    twice = running.values("client").annotate(n=Count("pk")).filter(n__gt=1).values("client")
    other = (
        running.filter(client__places__trajectory=OuterRef("pk"))
        .exclude(trajectory=OuterRef("pk"))
        .order_by("trajectory__external_id")
    )
    rows = trajectories.filter(pk__in=running.filter(client__in=twice).values("trajectory"))
    return findings(rows, prefix="", other=Subquery(other.values("trajectory__external_id")[:1]))


def _say_twice(facts):
    return _("Traject %(other)s van dezelfde cliënt loopt ook.") % {"other": facts["other"]}


def _long_pause(trajectories, today):
    since = today - timedelta(days=PAUSE_DAYS)
    running = trajectories.running()
    rows = Pause.objects.filter(
        Q(until__isnull=True) | Q(until__gte=today), from_date__lt=since, trajectory__in=running
    )
    return findings(rows, since=F("from_date"))


def _say_pause(facts):
    return _("Pauze sinds %(day)s.") % {"day": day(facts["since"])}


def _missing_check(code, field, nl, en, why, repair=None, empty=""):
    return Check(
        code,
        "missing",
        Text(f"{nl} ontbreekt", f"{en} is missing"),
        why,
        repair
        or Text(
            "Vul het in bij de kenmerken van het traject.",
            "Fill it in among the characteristics of the trajectory.",
        ),
        _missing(field, empty),
        _say_missing,
        view="desk:characteristics",
    )


CHECKS = (
    Check(
        "running_twice",
        "wrong",
        Text("Twee lopende trajecten van één cliënt", "Two running trajectories of one client"),
        Text(
            "De cliënt telt dubbel en krijgt twee keer een vragenlijst.",
            "The client counts double and gets the questionnaire twice.",
        ),
        Text(
            "Sluit het traject af dat niet meer loopt.",
            "Close the trajectory that is no longer running.",
        ),
        _running_twice,
        _say_twice,
        part="einde",
    ),
    Check(
        "answers_outside",
        "wrong",
        Text("Antwoorden buiten het traject", "Answers outside the trajectory"),
        Text(
            f"Antwoorden van voor de intake, of meer dan {AFTER_END_DAYS} dagen na het einde, "
            "komen bij de verkeerde stap terecht.",
            f"Answers from before the intake, or more than {AFTER_END_DAYS} days after the end, "
            "end up in the wrong step.",
        ),
        Text(
            "Kijk of de intakedatum en het einde kloppen. Zijn de antwoorden ingelezen? "
            "Controleer dan het bestand.",
            "See whether the intake and the end are right. Were the answers read in? Then check "
            "the file.",
        ),
        _answers_outside,
        _say_answers,
        part="antwoorden",
    ),
    _missing_check(
        "no_client_type",
        "client_type",
        "Klanttype",
        "Client type",
        Text(
            "Zonder klanttype telt de cliënt niet mee in de cijfers per klanttype.",
            "Without a type the client does not count in the figures by client type.",
        ),
    ),
    _missing_check(
        "no_problem_severity",
        "problem_severity",
        "Zwaarte van achterliggende problemen",
        "Severity of underlying problems",
        Text(
            "Hiermee vergelijken we groepen die op elkaar lijken.",
            "With this we compare groups that are alike.",
        ),
    ),
    _missing_check(
        "no_debt_duration",
        "debt_duration",
        "Duur van de schulden",
        "Duration of the debts",
        Text(
            "Zonder de duur zie je niet hoe vroeg mensen bij je komen.",
            "Without the duration you do not see how early people come to you.",
        ),
    ),
    _missing_check(
        "no_inflow",
        "inflow",
        "Instroom",
        "Inflow",
        Text(
            "Zonder instroom vergelijk je vroegsignalering niet met eigen initiatief.",
            "Without the inflow you cannot compare early warning with own initiative.",
        ),
    ),
    _missing_check(
        "no_caseworker",
        "caseworker_id",
        "Hulpverlener",
        "Caseworker",
        Text(
            "Niemand ziet deze cliënt tussen zijn eigen cliënten.",
            "Nobody sees this client among their own clients.",
        ),
        Text(
            "Zet de hulpverlener in je eigen systeem bij dit traject en lees het opnieuw in.",
            "Name the caseworker of this trajectory in your own system and read it in again.",
        ),
        empty=None,
    ),
    Check(
        "silent",
        "look",
        Text(f"Al {SILENT_DAYS} dagen stil", f"Silent for {SILENT_DAYS} days"),
        Text(
            "Het traject loopt, maar er is geen resultaat, antwoord of hulp bij gekomen. "
            "Is het gestopt, dan telt het ten onrechte niet als uitval.",
            "The trajectory is running, but no result, answer or help was added. If it stopped, it "
            "wrongly does not count as a drop-out.",
        ),
        Text(
            "Sluit het traject af als het is gestopt. Loopt het nog? Vink aan wat er is behaald.",
            "Close the trajectory if it stopped. Is it still running? Tick what was reached.",
        ),
        _silent,
        _say_silent,
        part="einde",
    ),
    Check(
        "long_pause",
        "look",
        Text("Pauze van meer dan zes maanden", "Pause of over six months"),
        Text(
            "Na zes maanden is een pauze meestal uitval. Het traject telt nu als lopend.",
            "After six months a pause mostly is a drop-out. The trajectory now counts as running.",
        ),
        Text(
            "Beëindig de pauze, of sluit het traject af.",
            "End the pause, or close the trajectory.",
        ),
        _long_pause,
        _say_pause,
    ),
)

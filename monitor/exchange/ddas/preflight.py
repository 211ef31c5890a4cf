"""What a delivery will lack, and where to repair it, before the CBS says so (M-25)."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from monitor.caseload.models import Trajectory
from tenants.models import Municipality

from .exporting import Period, code_of, guidance_of

BLOCKING, LOOK = "blocking", "look"


@dataclass(frozen=True)
class Check:
    """Something a delivery can lack: what it is, why it matters, and what to do."""

    code: str
    severity: str
    title: str
    repair: str
    lacks: Callable[[Trajectory, Municipality, Period], bool]


@dataclass
class Result:
    """A check and the trajectories it finds."""

    check: Check
    trajectories: list[Trajectory] = field(default_factory=list)


def _reached(trajectory: Trajectory) -> dict:
    return {milestone.kind: milestone.reached_on for milestone in trajectory.standing}


def _ending(trajectory: Trajectory):
    return getattr(trajectory, "ending", None)


def _no_intake_done(trajectory, _municipality, _period) -> bool:
    reached = _reached(trajectory)
    return bool(reached) and "intake_done" not in reached


def _asked_after_agreed(trajectory, _municipality, _period) -> bool:
    reached = _reached(trajectory)
    asked, agreed = reached.get("settlement_requested"), reached.get("settlement_agreed")
    return agreed is not None and (asked is None or asked > agreed)


def _contact_after_intake(trajectory, _municipality, _period) -> bool:
    contact = trajectory.first_contact
    return contact is not None and contact > trajectory.intake_date


def _help_runs_on(trajectory, _municipality, _period) -> bool:
    ending = _ending(trajectory)
    return ending is not None and any(
        each.ended_on is None or each.ended_on > ending.ended_on
        for each in trajectory.deployments.all()
    )


def _moved_or_deceased(trajectory, _municipality, period) -> bool:
    ending = _ending(trajectory)
    return ending is not None and ending.reason == "moved_or_deceased" and ending.ended_on in period


CHECKS: tuple[Check, ...] = (
    Check(
        "no_code",
        BLOCKING,
        _("De gemeentecode ontbreekt of klopt niet"),
        _("Zonder gemeentecode is de levering ongeldig. Vul hem in, bijvoorbeeld GM0363."),
        lambda trajectory, municipality, _period: not code_of(trajectory, municipality),
    ),
    Check(
        "no_first_contact",
        LOOK,
        _("Het eerste contact ontbreekt"),
        _("De aanmelding blijft leeg in de levering. Vul de datum van het eerste contact in."),
        lambda trajectory, _municipality, _period: trajectory.first_contact is None,
    ),
    Check(
        "contact_after_intake",
        LOOK,
        _("Het eerste contact ligt na de intake"),
        _("De aanmelding begint dan na het traject. Controleer de twee datums."),
        _contact_after_intake,
    ),
    Check(
        "no_intake_done",
        LOOK,
        _("Er zijn resultaten, maar de intake is niet klaar"),
        _("Plan van aanpak en stabilisatie blijven leeg. Vink Intake klaar aan met de datum."),
        _no_intake_done,
    ),
    Check(
        "asked_after_agreed",
        LOOK,
        _("Er is een akkoord zonder eerdere aanvraag"),
        _("Vink Schuldregeling gevraagd aan met een datum voor het akkoord."),
        _asked_after_agreed,
    ),
    Check(
        "help_runs_on",
        LOOK,
        _("Hulp loopt door na het einde van het traject"),
        _("Zet een einddatum bij deze hulp, als ze is gestopt."),
        _help_runs_on,
    ),
    Check(
        "help_without_name",
        LOOK,
        _("Hulp waarvoor de standaard geen naam heeft"),
        _("Die hulp gaat niet mee. Je hoeft niets te doen, tenzij het een andere soort hulp is."),
        lambda trajectory, _municipality, _period: any(
            not guidance_of(each) for each in trajectory.deployments.all()
        ),
    ),
    Check(
        "moved_or_deceased",
        LOOK,
        _("Verhuisd of overleden"),
        _("De levering zegt Overig. Weet je welke van de twee het is? Pas het bestand dan aan."),
        _moved_or_deceased,
    ),
)

# What the monitor does not know of anybody, and a delivery asks.
NEVER_HERE = (
    _("Wie de cliënt is (BSN, of geboortedatum en adres). Vul dit aan op trajectnummer."),
    _("De schulden, de schuldeisers en het totale schuldbedrag."),
    _("De oplossing, het vrij te laten bedrag en de nazorg."),
    _("Crisisinterventies, moratoria, voorlopige voorzieningen en dwangakkoorden."),
    _("Het KvK-nummer en de postcode van je organisatie."),
)


def preflight(
    municipality: Municipality, period: Period, trajectories: Sequence[Trajectory]
) -> list[Result]:
    """The checks that find something; `trajectories` as `exporting.trajectories_in` gives them."""
    results = [
        Result(check, [t for t in trajectories if check.lacks(t, municipality, period)])
        for check in CHECKS
    ]
    return [result for result in results if result.trajectories]


def is_blocked(results: Sequence[Result]) -> bool:
    """Whether a delivery cannot be made before something is repaired."""
    return any(result.check.severity == BLOCKING for result in results)

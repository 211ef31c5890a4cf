"""The steps of the help as a client reads them: where you are, what happens, what you can do."""

from dataclasses import dataclass

from django.db.models import BooleanField, ExpressionWrapper, Q
from django.utils import timezone

from benchmark.standard.milestones import SUCCESS
from benchmark.standard.text import Text
from monitor.caseload import labels
from monitor.caseload.models import Client, Trajectory
from monitor.caseload.steps import step_in_progress

# Step code -> (what happens in it, what somebody can do themselves).
EXPLAINED: dict[str, tuple[Text, Text]] = {
    "intake": (
        Text(
            "Je maakt kennis met je hulpverlener. Samen bekijken jullie wat er speelt en wat je "
            "nodig hebt.",
            "You get to know your caseworker. Together you look at what is going on and what you "
            "need.",
        ),
        Text(
            "Vertel wat voor jou belangrijk is. Vraag gerust als je iets niet begrijpt.",
            "Say what matters to you. Feel free to ask when something is not clear.",
        ),
    ),
    "iu_in_view": (
        Text(
            "We zetten op een rij hoeveel geld er elke maand binnenkomt en hoeveel eruit gaat.",
            "We list how much money comes in every month and how much goes out.",
        ),
        Text(
            "Verzamel je loonstroken en rekeningen. Mis je iets? Zeg het, dan zoeken we samen.",
            "Collect your payslips and bills. Is something missing? Say so, and we look together.",
        ),
    ),
    "debts_in_view": (
        Text(
            "We maken een lijst van alles wat je nog moet betalen. Dat kan spannend zijn. Je hoeft "
            "het niet alleen te doen.",
            "We list everything you still have to pay. That can be tense. You do not have to do "
            "it alone.",
        ),
        Text(
            "Bewaar al je post, ook als je hem niet opent. Neem alles mee naar het gesprek.",
            "Keep all your post, even if you do not open it. Bring all of it to the conversation.",
        ),
    ),
    "iu_in_balance": (
        Text(
            "We zorgen dat je elke maand genoeg hebt voor je vaste kosten en om van te leven.",
            "We make sure you have enough every month for your fixed costs and to live on.",
        ),
        Text(
            "Zeg het meteen als je inkomen of je kosten veranderen.",
            "Say so at once when your income or your costs change.",
        ),
    ),
    "life_domains": (
        Text(
            "We kijken wat je nog meer in de weg zit, zoals je gezondheid, je huis of je werk. "
            "Daar zoeken we hulp bij.",
            "We look at what else stands in your way, such as your health, your home or your "
            "work. We find help with that.",
        ),
        Text(
            "Zeg gerust wat zwaar is. Ook als het niet over geld gaat.",
            "Do say what is hard. Also when it is not about money.",
        ),
    ),
    "ready": (
        Text(
            "Je geldzaken zijn op orde. We maken alles klaar voor een oplossing voor wat je nog "
            "moet betalen.",
            "Your money matters are in order. We get everything ready for a solution for what you "
            "still have to pay.",
        ),
        Text(
            "Maak geen nieuwe schulden. Lukt dat niet? Bel dan je hulpverlener.",
            "Do not make new debts. If that does not work out, call your caseworker.",
        ),
    ),
    "outflow": (
        Text(
            "Je hebt de stappen gezet. Je hulpverlener bespreekt met je hoe het verdergaat.",
            "You have taken the steps. Your caseworker talks with you about what comes next.",
        ),
        Text(
            "Vraag wie je kunt bellen als het later toch lastig wordt.",
            "Ask whom you can call if things get hard later.",
        ),
    ),
}


@dataclass(frozen=True)
class Place:
    """Where somebody is: their step, what it is, what they can do, and the step after it ("" for
    none). `reached` are (day, what) of their results, oldest first."""

    name: str
    happens: str
    you_can: str
    next_name: str
    next_happens: str
    reached: list
    has_ended: bool
    is_success: bool


def trajectory_of(client: Client) -> Trajectory | None:
    """The help that counts for this client now: what runs, else what ran last. One query."""
    has_ended = ExpressionWrapper(Q(ending__isnull=False), output_field=BooleanField())
    found = client.trajectories.select_related("ending").annotate(has_ended=has_ended)
    return found.order_by("has_ended", "-intake_date", "-created_at").first()


def place_of(trajectory: Trajectory) -> Place:
    """In two queries: the results, and what the municipality calls things."""
    today, names = timezone.localdate(), labels.current()
    standing = trajectory.milestones.filter(revoked_at__isnull=True)
    reached = {m.kind: m.reached_on for m in standing.order_by("reached_on")}
    step = names.shown_step(step_in_progress(reached, today))
    steps = names.shown_steps()
    position = steps.index(step)
    after = steps[position + 1] if position + 1 < len(steps) else None
    happens, you_can = EXPLAINED[step.code]
    ending = getattr(trajectory, "ending", None)
    return Place(
        name=names.step(step.code),
        happens=str(happens),
        you_can=str(you_can),
        next_name=names.step(after.code) if after else "",
        next_happens=str(EXPLAINED[after.code][0]) if after else "",
        reached=[(day, names.milestone(kind)) for kind, day in reached.items()],
        has_ended=ending is not None,
        is_success=any(kind in reached for kind in SUCCESS),
    )

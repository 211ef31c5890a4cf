"""The shapes of trajectories and what belongs to them, in and out."""

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from rest_framework import serializers

from benchmark.standard import clients as standard
from benchmark.standard import deployments as deployment_terms
from benchmark.standard import endings as ending_terms
from benchmark.standard.indicators import KINDS
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.questionnaire import ITEM_CODES
from benchmark.standard.steps import STEP_CODES
from monitor.caseload.models import Deployment, Ending, Milestone, Trajectory
from monitor.caseload.steps import step_in_progress
from monitor.surveys.models import WaveKind

from .fields import Body, Day, Key, String, Text
from .models import Event
from .paging import LARGEST, USUAL

CODED = {
    "inflow": standard.INFLOW,
    "client_type": standard.CLIENT_TYPES,
    "problem_severity": standard.PROBLEM_SEVERITY,
    "debt_duration": standard.DEBT_DURATION,
    "hindrance": standard.HINDRANCE,
    "self_direction": standard.SELF_DIRECTION,
    "competence": standard.BANDS,
    "attitude": standard.BANDS,
    "social_norm": standard.BANDS,
}


def _codes(terms) -> list[tuple[str, str]]:
    return [(term.code, term.code) for term in terms]


# Names of enumerations in the OpenAPI document (settings.SPECTACULAR_SETTINGS).
MILESTONE_KINDS = _codes(MILESTONES)
INDICATOR_KINDS = [(kind, kind) for kind in KINDS]
LEVELS = _codes(standard.SELF_DIRECTION)
BANDS = _codes(standard.BANDS)
EVENTS = [(event, event) for event in Event.values]


def code_of(terms, **options) -> serializers.ChoiceField:
    """One of the codes of these terms."""
    return serializers.ChoiceField([term.code for term in terms], **options)


def _optional(terms) -> serializers.ChoiceField:
    return code_of(terms, required=False, allow_blank=True)


# --- Out ----------------------------------------------------------------------------------------


class MilestoneShape(serializers.ModelSerializer):
    """A result. `revoked_at` is empty while it stands; the reason of a revocation stays inside."""

    kind = code_of(MILESTONES)

    class Meta:
        model = Milestone
        fields = ("id", "kind", "reached_on", "recorded_at", "revoked_at")


class DeploymentShape(serializers.ModelSerializer):
    """Help that was put in."""

    category = code_of(deployment_terms.CATEGORIES)
    intensity = code_of(deployment_terms.INTENSITY, allow_blank=True)
    mode = code_of(deployment_terms.MODES, allow_blank=True)

    class Meta:
        model = Deployment
        fields = ("id", "category", "service", "intensity", "mode", "started_on", "ended_on")


class EndingShape(serializers.ModelSerializer):
    """How a trajectory ended."""

    status = code_of(ending_terms.STATUSES)
    reason = code_of(ending_terms.REASONS, allow_blank=True)

    class Meta:
        model = Ending
        fields = ("status", "reason", "ended_on", "recorded_at")


class PlaceShape(serializers.Serializer):
    """Whose trajectory it is: a key, and 1 or 2. No name and no address."""

    id = serializers.UUIDField(source="client_id")
    position = serializers.IntegerField()


class TrajectoryShape(serializers.ModelSerializer):
    """A trajectory with its results, help and ending; `step` is derived from the results."""

    inflow = code_of(standard.INFLOW, allow_blank=True)
    client_type = code_of(standard.CLIENT_TYPES, allow_blank=True)
    problem_severity = code_of(standard.PROBLEM_SEVERITY, allow_blank=True)
    debt_duration = code_of(standard.DEBT_DURATION, allow_blank=True)
    hindrance = code_of(standard.HINDRANCE, allow_blank=True)
    self_direction = code_of(standard.SELF_DIRECTION, allow_blank=True)
    competence = code_of(standard.BANDS, allow_blank=True)
    attitude = code_of(standard.BANDS, allow_blank=True)
    social_norm = code_of(standard.BANDS, allow_blank=True)
    step = serializers.SerializerMethodField()
    clients = PlaceShape(many=True, source="places")
    milestones = MilestoneShape(many=True, source="standing")
    deployments = DeploymentShape(many=True)
    ending = serializers.SerializerMethodField()

    class Meta:
        model = Trajectory
        fields = (
            "id",
            "external_id",
            "intake_date",
            "first_contact",
            "enrolled_on",
            "gemeentecode",
            "team",
            "caseworker_id",
            "path",
            *CODED,
            "step",
            "clients",
            "milestones",
            "deployments",
            "ending",
            "created_at",
        )

    def get_step(self, trajectory) -> str:
        """The step in progress today."""
        reached = {milestone.kind: milestone.reached_on for milestone in trajectory.standing}
        return step_in_progress(reached, timezone.localdate())

    def get_ending(self, trajectory) -> EndingShape(allow_null=True):
        """The ending; null while it runs."""
        ending = getattr(trajectory, "ending", None)
        return None if ending is None else EndingShape(ending).data


class TrajectoriesShape(serializers.Serializer):
    """A page of trajectories."""

    trajectories = TrajectoryShape(many=True)


class MilestonesShape(serializers.Serializer):
    """The results that stand."""

    milestones = MilestoneShape(many=True)


class DeploymentsShape(serializers.Serializer):
    """The help that was put in."""

    deployments = DeploymentShape(many=True)


class AnswerShape(serializers.Serializer):
    """One answer: a number from 1 to 5, or the code of a feeling."""

    id = serializers.UUIDField()
    trajectory = serializers.UUIDField(source="wave.trajectory_id")
    client = serializers.UUIDField(source="wave.client_id")
    wave = serializers.UUIDField(source="wave_id")
    wave_kind = serializers.ChoiceField(WaveKind.values, source="wave.kind")
    questionnaire_version = serializers.IntegerField(source="wave.questionnaire_version")
    item = serializers.ChoiceField(ITEM_CODES)
    value = serializers.IntegerField(allow_null=True)
    choice = serializers.CharField(allow_blank=True)
    answered_at = serializers.DateTimeField()


class AnswersShape(serializers.Serializer):
    """A page of answers."""

    answers = AnswerShape(many=True)


# --- In -----------------------------------------------------------------------------------------


class NewClient(Body):
    """Somebody to register; all of it may be left out. What is sent here is never sent back."""

    first_name = Text(required=False, max_length=60, allow_blank=True, write_only=True)
    email = serializers.EmailField(required=False, allow_blank=True, write_only=True)
    phone = String(required=False, max_length=30, allow_blank=True, write_only=True)
    channel = code_of(standard.CHANNELS, required=False, allow_blank=True, write_only=True)
    language = code_of(standard.LANGUAGES, required=False, write_only=True)


class TrajectoryChange(Body):
    """What may be corrected; what is left out stays as it is."""

    intake_date = Day(required=False)
    first_contact = Day(required=False, allow_null=True)
    enrolled_on = Day(required=False, allow_null=True)
    gemeentecode = Text(required=False, max_length=6, allow_blank=True)
    team = Text(required=False, max_length=60, allow_blank=True)
    caseworker_id = Key(required=False, allow_null=True)
    path = Text(required=False, max_length=60, allow_blank=True)
    inflow = _optional(standard.INFLOW)
    client_type = _optional(standard.CLIENT_TYPES)
    problem_severity = _optional(standard.PROBLEM_SEVERITY)
    debt_duration = _optional(standard.DEBT_DURATION)
    hindrance = _optional(standard.HINDRANCE)
    self_direction = _optional(standard.SELF_DIRECTION)
    competence = _optional(standard.BANDS)
    attitude = _optional(standard.BANDS)
    social_norm = _optional(standard.BANDS)


class NewTrajectory(TrajectoryChange):
    """A trajectory to start, of one or two clients."""

    external_id = String(max_length=60)
    intake_date = Day()
    clients = NewClient(many=True, required=False, min_length=1, max_length=2)


class NewMilestone(Body):
    """A result; today when no day is said."""

    kind = code_of(MILESTONES)
    reached_on = Day(required=False)


class MovedMilestone(Body):
    """Another day for a result."""

    reached_on = Day()


class Revocation(Body):
    """Why a result is taken back. It is kept and not sent back."""

    reason = Text(max_length=200)


class NewDeployment(Body):
    """Help that starts; today when no day is said."""

    category = code_of(deployment_terms.CATEGORIES)
    service = Text(required=False, max_length=80, allow_blank=True)
    intensity = _optional(deployment_terms.INTENSITY)
    mode = _optional(deployment_terms.MODES)
    started_on = Day(required=False)


class EndedDeployment(Body):
    """The day that help stops."""

    ended_on = Day()


class NewEnding(Body):
    """How it ends; today when no day is said. A reason is needed unless somebody is referred."""

    status = code_of(ending_terms.STATUSES)
    reason = _optional(ending_terms.REASONS)
    ended_on = Day(required=False)


# --- Parameters ---------------------------------------------------------------------------------


class Paged(Body):
    """Which page."""

    limit = serializers.IntegerField(
        required=False,
        default=USUAL,
        min_value=1,
        max_value=LARGEST,
        help_text=_("Hoeveel per keer"),
    )
    cursor = serializers.CharField(
        required=False, default="", help_text=_("Uit de Link van de vorige pagina")
    )


class WhichTrajectories(Paged):
    """Which trajectories."""

    changed_since = serializers.DateTimeField(
        required=False, help_text=_("Alles waar vanaf dit moment iets aan veranderde")
    )
    step = serializers.ChoiceField(STEP_CODES, required=False, help_text=_("Stap van nu"))
    client_type = code_of(standard.CLIENT_TYPES, required=False, help_text=_("Klanttype"))
    running = serializers.ChoiceField(
        ["true", "false"], required=False, help_text=_("Nog bezig, of afgesloten")
    )


class WhichAnswers(Paged):
    """Which answers."""

    since = serializers.DateTimeField(
        required=False, help_text=_("Gegeven of aangepast vanaf dit moment")
    )
    trajectory = Key(required=False, help_text=_("Van één traject"))

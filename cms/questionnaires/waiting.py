"""A note on the admin's first page: questions that clients get in Dutch for want of approval."""

from wagtail.admin.ui.components import Component
from wagtail.permissions import policy_registry

from benchmark.questionnaires import wording
from benchmark.questionnaires.models import QuestionnaireVersion, VersionState


class WaitingPanel(Component):
    """Per language how many questions of the published version wait; no client is counted."""

    name = "questionnaire_waiting"
    template_name = "cms/questionnaires/waiting.html"
    order = 250

    def get_context_data(self, parent_context):
        """`version` and `waiting`, empty for who may not change questionnaires."""
        user = parent_context["request"].user
        policy = policy_registry.get_by_type(QuestionnaireVersion)
        version = None
        if policy.user_has_permission(user, "change"):
            version = QuestionnaireVersion.objects.filter(state=VersionState.PUBLISHED).first()
        return {
            "version": version,
            "waiting": [each for each in wording.coverage(version) if each.waiting]
            if version
            else [],
        }

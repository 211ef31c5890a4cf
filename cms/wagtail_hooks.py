"""What this app adds to Wagtail's admin."""

from wagtail import hooks

from .questionnaires.viewset import QuestionnaireViewSet


@hooks.register("register_admin_viewset")
def questionnaires():
    """Versions of the questionnaire."""
    return QuestionnaireViewSet()

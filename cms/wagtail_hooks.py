"""What this app adds to Wagtail's admin."""

from wagtail import hooks

from .questionnaires.viewset import QuestionnaireViewSet
from .questionnaires.waiting import WaitingPanel


@hooks.register("register_admin_viewset")
def questionnaires():
    """Versions of the questionnaire."""
    return QuestionnaireViewSet()


@hooks.register("construct_homepage_panels")
def questions_that_wait(request, panels):
    """What is asked in Dutch for want of approval."""
    panels.append(WaitingPanel())

"""Django app: Own questions."""

from django.apps import AppConfig


class OwnQuestionsConfig(AppConfig):
    """Own questions."""

    name = "monitor.surveys.own_questions"
    label = "own_questions"
    default_auto_field = "django.db.models.BigAutoField"

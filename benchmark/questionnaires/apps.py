"""Django app: Questionnaires."""

from django.apps import AppConfig


class QuestionnairesConfig(AppConfig):
    """Questionnaires."""

    name = "benchmark.questionnaires"
    label = "questionnaires"
    default_auto_field = "django.db.models.BigAutoField"

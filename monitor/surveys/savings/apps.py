"""Django app: Savings."""

from django.apps import AppConfig


class SavingsConfig(AppConfig):
    """Savings."""

    name = "monitor.surveys.savings"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Put points by for each questionnaire that comes in."""
        from . import receivers  # noqa: F401

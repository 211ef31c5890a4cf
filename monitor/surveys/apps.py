"""Django app: Surveys."""

from django.apps import AppConfig


class SurveysConfig(AppConfig):
    """Surveys."""

    name = "monitor.surveys"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Follow what happens in the caseload."""
        from . import couples, receivers  # noqa: F401

"""Django app: Insights."""

from django.apps import AppConfig


class InsightsConfig(AppConfig):
    """Insights."""

    name = "monitor.insights"
    default_auto_field = "django.db.models.BigAutoField"

"""Django app: Screening."""

from django.apps import AppConfig


class ScreeningConfig(AppConfig):
    """Screening."""

    name = "monitor.caseload.screening"
    label = "screening"
    default_auto_field = "django.db.models.BigAutoField"

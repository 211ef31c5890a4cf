"""Django app: Caseload."""

from django.apps import AppConfig


class CaseloadConfig(AppConfig):
    """Caseload."""

    name = "monitor.caseload"
    default_auto_field = "django.db.models.BigAutoField"

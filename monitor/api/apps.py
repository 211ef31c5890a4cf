"""Django app: Api."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """Api."""

    name = "monitor.api"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Follow what happens in the caseload."""
        from . import receivers  # noqa: F401

"""Django app: Worklist."""

from django.apps import AppConfig


class WorklistConfig(AppConfig):
    """Worklist."""

    name = "monitor.desk.worklist"
    label = "worklist"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Follow answers, results, contacts and endings."""
        from . import receivers  # noqa: F401

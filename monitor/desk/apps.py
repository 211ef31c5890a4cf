"""Django app: Desk."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """Desk."""

    name = "monitor.desk"
    default_auto_field = "django.db.models.BigAutoField"

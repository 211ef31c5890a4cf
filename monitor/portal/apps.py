"""Django app: Portal."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """Portal."""

    name = "monitor.portal"
    default_auto_field = "django.db.models.BigAutoField"

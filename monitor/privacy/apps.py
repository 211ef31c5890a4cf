"""Django app: Privacy."""

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """Privacy."""

    name = "monitor.privacy"
    default_auto_field = "django.db.models.BigAutoField"

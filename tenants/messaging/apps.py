"""Django app: Messaging."""

from django.apps import AppConfig


class MessagingConfig(AppConfig):
    """Messaging."""

    name = "tenants.messaging"
    default_auto_field = "django.db.models.BigAutoField"

"""Django app: Exchange."""

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    """Exchange."""

    name = "monitor.exchange"
    default_auto_field = "django.db.models.BigAutoField"

"""Django app: Free texts."""

from django.apps import AppConfig


class FreeTextsConfig(AppConfig):
    """Free texts."""

    name = "monitor.surveys.free_texts"
    label = "free_texts"
    default_auto_field = "django.db.models.BigAutoField"

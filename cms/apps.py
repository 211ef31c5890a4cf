"""Django app: Content."""

from django.apps import AppConfig


class CmsConfig(AppConfig):
    """Content."""

    name = "cms"
    default_auto_field = "django.db.models.BigAutoField"

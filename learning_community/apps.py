"""Django app: Community."""

from django.apps import AppConfig


class LearningCommunityConfig(AppConfig):
    """Community."""

    name = "learning_community"
    default_auto_field = "django.db.models.BigAutoField"

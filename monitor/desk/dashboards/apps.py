"""Django app: Dashboards."""

from django.apps import AppConfig


class DashboardsConfig(AppConfig):
    """Dashboards."""

    name = "monitor.desk.dashboards"
    label = "dashboards"
    default_auto_field = "django.db.models.BigAutoField"

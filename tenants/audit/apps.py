"""Django app: Audit."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Audit."""

    name = "tenants.audit"
    default_auto_field = "django.db.models.BigAutoField"

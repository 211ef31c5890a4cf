"""Django app: Vault."""

from django.apps import AppConfig


class VaultConfig(AppConfig):
    """Vault."""

    name = "tenants.vault"
    default_auto_field = "django.db.models.BigAutoField"

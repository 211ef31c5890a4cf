"""Django app: municipalities, accounts and the walls between them."""

from django.apps import AppConfig


class TenantsConfig(AppConfig):
    """Municipalities, hosts, editions, accounts and memberships."""

    name = "tenants"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        """Let pgtrigger and django-tenants agree on how migrations are detected.

        pgtrigger patches Django's commands, django-tenants has a command of its own; when they
        differ Django refuses to run anything (commands.E001; django-pgschemas #401).
        """
        from django.core.management.commands import makemigrations
        from django_tenants.management.commands.migrate_schemas import MigrateSchemasCommand

        MigrateSchemasCommand.autodetector = makemigrations.Command.autodetector

        from django.conf import settings

        from .database.logins import log_in_as_owner, wants_owner

        if wants_owner():
            log_in_as_owner(settings.DATABASES)

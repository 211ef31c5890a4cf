"""Create or update the empty schema that new municipalities are copied from."""

from django.core.management.base import BaseCommand

from tenants.database.provisioning import make_template, template_sql


class Command(BaseCommand):
    """The template schema, migrated, with its SQL kept for fast copies."""

    help = "Create or update the template schema of new municipalities (as the owner)."

    def handle(self, *args, **options):
        """Idempotent."""
        make_template()
        template_sql()
        self.stdout.write("Template ready.")

"""The programme's own host and key."""

from django.core.management.base import BaseCommand

from tenants.models import Domain, Municipality
from tenants.vault.models import SchemaKey


class Command(BaseCommand):
    """The row of `public` and the host it answers on."""

    help = "Create the programme's own row, host and key (as the owner, after migrating)."

    def add_arguments(self, parser):
        """The host, without a scheme or port."""
        parser.add_argument("--host", required=True)
        parser.add_argument("--demo", action="store_true")

    def handle(self, *args, **options):
        """Idempotent."""
        programme, _ = Municipality.objects.get_or_create(
            schema_name="public",
            defaults={"slug": "programma", "name": "Klantmonitor", "is_demo": options["demo"]},
        )
        Domain.objects.get_or_create(
            domain=options["host"], defaults={"tenant": programme, "is_primary": True}
        )
        if not SchemaKey.objects.exists():
            SchemaKey.objects.create()
        self.stdout.write(f"The programme answers on {options['host']}.")

"""Hand out the reviewed database rights again; run after every migration."""

from django.core.management.base import BaseCommand

from tenants.database.names import TEMPLATE_SCHEMA
from tenants.database.roles import grant_municipality, lock_down_public
from tenants.models import Municipality


class Command(BaseCommand):
    """Reviewed grants on `public`, and each municipality's role on its own schema."""

    help = "Hand out the reviewed database rights (as the owner, after every migration)."

    def handle(self, *args, **options):
        """Idempotent."""
        lock_down_public()
        schemas = Municipality.objects.exclude(schema_name__in=["public", TEMPLATE_SCHEMA])
        for schema in schemas.values_list("schema_name", flat=True):
            grant_municipality(schema)
        self.stdout.write(f"Rights granted; {schemas.count()} municipalities.")

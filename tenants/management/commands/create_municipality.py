"""Create a municipality that is ready for use."""

import time

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError

from tenants.database.provisioning import TemplateBehind, provision
from tenants.models import Domain


class Command(BaseCommand):
    """`manage.py create_municipality NAME --slug SLUG --gemeentecode GM0000`."""

    help = "Create a municipality: its schema, database role, grants and host."

    def add_arguments(self, parser):
        """Name, slug, gemeentecode; host and theme when they differ from the default."""
        parser.add_argument("name")
        parser.add_argument("--slug", required=True)
        parser.add_argument("--gemeentecode", required=True)
        parser.add_argument("--host", help="default: SLUG before the programme's own host")
        parser.add_argument("--theme", default="")

    def handle(self, *args, **options):
        """Print where it answers, or say what is wrong with which value."""
        began = time.monotonic()
        slug = options["slug"]
        host = options["host"] or f"{slug}.{self._programme_host()}"
        try:
            provision(
                name=options["name"],
                slug=slug,
                gemeentecode=options["gemeentecode"],
                host=host,
                theme=options["theme"],
            )
        except ValidationError as error:
            lines = [f"{field}: {' '.join(texts)}" for field, texts in error.message_dict.items()]
            raise CommandError("; ".join(lines)) from None
        except TemplateBehind as error:
            raise CommandError(str(error)) from None
        seconds = time.monotonic() - began
        self.stdout.write(f"{options['name']} is ready on {host} ({seconds:.2f} s).")

    @staticmethod
    def _programme_host() -> str:
        domain = Domain.objects.filter(tenant__schema_name="public", is_primary=True).first()
        if domain is None:
            raise CommandError("There is no programme yet: run `manage.py set_up_programme`.")
        return domain.domain

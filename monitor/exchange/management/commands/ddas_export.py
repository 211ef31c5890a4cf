"""manage.py ddas_export --municipality SLUG --from DATE --to DATE [--output FILE]."""

from datetime import date
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.exchange.ddas.exporting import Period, dumps, export, trajectories_in
from monitor.exchange.ddas.preflight import is_blocked, preflight
from tenants.models import Municipality


class Command(BaseCommand):
    """Write a DDAS delivery file, and on stderr what it lacks: codes and numbers, no people."""

    help = "Write a DDAS v1.0 delivery file (JSON) of one municipality for a period."

    def add_arguments(self, parser):
        """Whose delivery, the period, and where it goes (stdout when left out)."""
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument("--from", required=True, type=date.fromisoformat, dest="starts_on")
        parser.add_argument("--to", required=True, type=date.fromisoformat, dest="ends_on")
        parser.add_argument("--output", type=Path)

    def handle(self, *, municipality, starts_on, ends_on, output, **options):
        """Check, report, write."""
        tenant = Municipality.objects.filter(slug=municipality, is_active=True).first()
        if tenant is None or tenant.is_programme:
            raise CommandError(f"No active municipality has the slug {municipality}.")
        if starts_on > ends_on or ends_on > timezone.localdate():
            raise CommandError("The period has to start before it ends, and end today at last.")
        period = Period(starts_on, ends_on)
        with tenant_context(tenant):
            trajectories = list(trajectories_in(period))
            results = preflight(tenant, period, trajectories)
            for result in results:
                line = f"{result.check.code}: {len(result.trajectories)} ({result.check.title})"
                self.stderr.write(f"{line}; repair: /import/ddas/levering/")
            if is_blocked(results):
                raise CommandError("The delivery would not be valid. Nothing was written.")
            text = dumps(export(tenant, period, trajectories, timezone.now()))
        if output:
            output.write_text(text, encoding="utf-8")
        else:
            self.stdout.write(text, ending="")

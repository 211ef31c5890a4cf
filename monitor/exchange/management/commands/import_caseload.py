"""manage.py import_caseload WORKBOOK --municipality SLUG [--dry-run] [--strict]."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import tenant_context

from monitor.exchange import headings
from monitor.exchange.applying import NotClean, bring_in
from monitor.exchange.planning import plan
from monitor.exchange.reading import Unreadable, read_path
from tenants.models import Municipality


class Command(BaseCommand):
    """Import a caseload workbook; the output names rows and columns, never what stands in them."""

    help = "Import a caseload workbook (XLSX, zip or folder of CSV) into one municipality."

    def add_arguments(self, parser):
        """The file and where it goes."""
        parser.add_argument("workbook", type=Path)
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen")
        parser.add_argument(
            "--strict", action="store_true", help="one refused or conflicting row saves nothing"
        )

    def handle(self, *, workbook, municipality, dry_run, strict, **options):
        """Plan, report and, unless it is a dry run, apply."""
        tenant = Municipality.objects.filter(slug=municipality, is_active=True).first()
        if tenant is None or tenant.is_programme:
            raise CommandError(f"No active municipality has the slug {municipality}.")
        with tenant_context(tenant):
            known = headings.standing()
            try:
                read = read_path(workbook, names=headings.sheet_names(known))
            except Unreadable as error:
                raise CommandError(str(error)) from error
            headings.translate(read, known)
            if dry_run:
                self._report(plan(read))
                return
            try:
                done = bring_in(read, by=None, strict=strict)
            except NotClean as error:
                self._report(plan(read))
                raise CommandError("Nothing was saved: not every row can go in.") from error
            self._report(done)

    def _report(self, outcome) -> None:
        for name in outcome.unknown_sheets:
            self.stdout.write(f"unknown sheet: {name}")
        for sheet, column in outcome.unknown_columns:
            self.stdout.write(f"unknown column: {sheet}.{column}")
        for name, counts in outcome.counts().items():
            line = ", ".join(f"{number} {kind}" for kind, number in counts.items())
            self.stdout.write(f"{name}: {line}")
        for sheet in outcome.sheets.values():
            for kind in ("conflicts", "refused"):
                for f in getattr(sheet, kind):
                    self.stdout.write(f"{kind}: {f.sheet}, row {f.row}, {f.column}: {f.reason}")

"""manage.py ddas_import FILE --municipality SLUG [--dry-run]."""

from collections import Counter
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import tenant_context

from monitor.exchange.ddas.applying import bring_in
from monitor.exchange.ddas.planning import CONFLICT, RecordPlan, plan
from monitor.exchange.ddas.reading import MAX_BYTES, Unreadable, read
from monitor.exchange.ddas.reasons import sentence
from monitor.exchange.ddas.records import delivery_of
from tenants.models import Municipality


class Command(BaseCommand):
    """Import a DDAS delivery file; the output names paths and codes, never what stands there."""

    help = "Import a DDAS v1.0 delivery file (JSON) into one municipality."

    def add_arguments(self, parser):
        """The file and where it goes."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument("--dry-run", action="store_true", help="show what would happen")

    def handle(self, *, file, municipality, dry_run, **options):
        """Read, plan, report and, unless it is a dry run, save what is certain."""
        tenant = Municipality.objects.filter(slug=municipality, is_active=True).first()
        if tenant is None or tenant.is_programme:
            raise CommandError(f"No active municipality has the slug {municipality}.")
        try:
            with file.open("rb") as opened:
                document = read(opened.read(MAX_BYTES + 1))
        except OSError as error:
            raise CommandError("This file cannot be opened.") from error
        except Unreadable as error:
            raise CommandError(str(error)) from error
        with tenant_context(tenant):
            delivery = delivery_of(document)
            if dry_run:
                plans = plan(delivery.records)
            else:
                done = bring_in(delivery.records, by=None)
                plans = [*done.handled, *done.left]
            self._report(delivery, plans)

    def _report(self, delivery, plans: list[RecordPlan]) -> None:
        states = Counter(each.match.state for each in plans)
        outcomes = Counter(item.outcome for each in plans for item in each.items)
        self.stdout.write("trajectories: " + _counted(states))
        self.stdout.write("facts: " + _counted(outcomes))
        uses = Counter()
        for (_pattern, use), number in delivery.ledger.counts.items():
            uses[use] += number
        self.stdout.write("values: " + _counted(uses))
        for finding in (*delivery.ledger.missing, *delivery.ledger.findings):
            self._line(finding.path, finding.code)
        for each in plans:
            if each.match.why:
                self._line(each.record.path, each.match.why)
            for item in each.items:
                if item.outcome == CONFLICT:
                    for source in item.fact.sources:
                        self._line(f"{each.record.path}.{source}", item.why)
        if states["waiting"]:
            self.stdout.write("Match the waiting trajectories by hand: upload it at /import/ddas/.")

    def _line(self, path: str, code: str) -> None:
        said = sentence(code)
        self.stdout.write(f"{path}: {code}" + (f" ({said})" if said != code else ""))


def _counted(counts: Counter) -> str:
    return ", ".join(f"{number} {name}" for name, number in sorted(counts.items())) or "none"

"""Publish the figures of an edition."""

from django.core.management.base import BaseCommand, CommandError

from benchmark.disclosure import BY_CLIENTS, BY_MUNICIPALITIES, NATIONAL
from benchmark.releases import OverlappingPeriods, publish
from tenants.models import Edition


class Command(BaseCommand):
    """Pool what municipalities handed over, let out what the rules allow, and freeze it."""

    help = __doc__

    def add_arguments(self, parser):
        """`--edition` and optionally the slug that pages will cite."""
        parser.add_argument("--edition", required=True, help="slug of the edition")
        parser.add_argument("--slug", default="", help="slug of the release")

    def handle(self, *args, edition, slug, **options):
        """Run on the programme's side."""
        found = Edition.objects.filter(slug=edition).first()
        if found is None:
            raise CommandError(f"There is no edition {edition!r}.")
        try:
            release = publish(found, slug=slug)
        except OverlappingPeriods as error:
            raise CommandError(str(error)) from error
        sums = release.statistics.filter(weighting=BY_CLIENTS, grouping=NATIONAL)
        shown = sums.filter(statistic__isnull=False).count()
        means = release.statistics.filter(
            weighting=BY_MUNICIPALITIES, statistic__isnull=False
        ).count()
        groups = release.statistics.exclude(grouping=NATIONAL).filter(statistic__isnull=False)
        self.stdout.write(
            f"{release.slug}: {shown} figures published, {sums.count() - shown} withheld; "
            f"{groups.count()} figures of groups, {means} means of municipalities, "
            f"{release.points.count()} points."
        )

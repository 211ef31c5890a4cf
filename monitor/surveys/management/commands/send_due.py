"""Send what is due now, without waiting for the background worker."""

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_tenants.utils import tenant_context

from monitor.caseload.models import Trajectory
from monitor.surveys import following_up, planning, sending
from monitor.surveys.models import Wave, WaveStatus
from monitor.surveys.tasks import run_round
from tenants.models import Municipality


class Command(BaseCommand):
    """One round of one municipality; with --trajectory also pulls its next questionnaire to now."""

    help = "Open and send what is due in one municipality, now and in this process."

    def add_arguments(self, parser):
        """The municipality, and how far to go."""
        parser.add_argument("--municipality", required=True, help="its short name (slug)")
        parser.add_argument("--trajectory", help="send this trajectory's next questionnaire now")
        parser.add_argument(
            "--plan", action="store_true", help="first plan where a running trajectory has none"
        )
        parser.add_argument(
            "--any-time", action="store_true", help="also outside the send window (demo only)"
        )

    def handle(self, *, municipality, trajectory, plan, any_time, **options):
        """Print what happened."""
        found = Municipality.objects.filter(slug=municipality, is_active=True).first()
        if found is None:
            raise CommandError(f"no active municipality is called {municipality}")
        if any_time and not found.is_demo:
            raise CommandError("--any-time is for demo municipalities: clients are asleep")
        with tenant_context(found):
            print(f"followed up: {following_up.run()}")
            if plan:
                print(f"planned: {planning.plan_missing()}")
            if trajectory:
                self._pull_forward(trajectory)
            for what, count in run_round(any_time=any_time).items():
                print(f"{what}: {count}")
            sent = sending.deliver(sending.waiting(timezone.now()), found, any_time=any_time)
            print(f"sent: {sent}")

    @staticmethod
    def _pull_forward(external_id: str) -> None:
        trajectory = Trajectory.objects.filter(external_id=external_id).first()
        if trajectory is None:
            raise CommandError(f"no trajectory is called {external_id}")
        planning.plan(trajectory=trajectory)
        now = timezone.now()
        for wave in Wave.objects.filter(trajectory=trajectory, status=WaveStatus.PLANNED):
            planning.set_moments(wave, now)
            wave.save(update_fields=["open_from", "remind_at", "closes_at"])

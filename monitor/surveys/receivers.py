"""What the surveys do when something happens in the caseload, in the same transaction."""

from django.dispatch import receiver
from django.utils import timezone

from monitor.caseload import signals
from monitor.caseload.models import Trajectory
from monitor.caseload.pauses import is_paused

from . import planning, protocol, sending
from .models import Invitation, InvitationStatus, Wave, WaveStatus
from .together import Told, noted


def note_participation(told: Told, client, participation, **_) -> None:
    """A yes or a no of one of many."""
    (told.said_yes if participation.monitor is True else told.said_no).add(client.pk)


@receiver(signals.trajectory_started, dispatch_uid="surveys.started")
@noted(lambda told, trajectory, **_: told.plan.add(trajectory.pk))
def plan_the_first(sender, trajectory, **_):
    """A trajectory starts: a baseline for who takes part."""
    planning.plan(trajectory=trajectory)


@receiver(signals.trajectory_ended, dispatch_uid="surveys.ended")
@noted(lambda told, trajectory, **_: told.ended.add(trajectory.pk))
def close_the_series(sender, trajectory, **_):
    """A trajectory ends: nothing more is asked, but for one closing wave after a success."""
    planning.cancel(trajectory=trajectory, reason="ended")
    planning.plan_end(trajectory=trajectory)


@receiver(signals.trajectory_reopened, dispatch_uid="surveys.reopened")
@noted(lambda told, trajectory, **_: told.reopened.add(trajectory.pk))
def resume_the_series(sender, trajectory, **_):
    """A trajectory runs again: the closing wave lapses and the series goes on."""
    planning.cancel(trajectory=trajectory, reason="reopened")
    planning.plan(trajectory=trajectory)


@receiver(signals.pause_changed, dispatch_uid="surveys.paused")
@noted(lambda told, trajectory, **_: told.paused.add(trajectory.pk))
def plan_around_pauses(sender, trajectory, **_):
    """A pause begins, changes or ends: what was planned is planned anew outside it, and what is
    open lapses when a pause covers today."""
    now_paused = is_paused(trajectory, protocol.day_of(timezone.now()))
    statuses = planning.PENDING if now_paused else [WaveStatus.PLANNED]
    planning.cancel(trajectory=trajectory, reason="paused", statuses=statuses)
    planning.plan(trajectory=trajectory)


@receiver(signals.participation_changed, dispatch_uid="surveys.participation")
@noted(note_participation)
def follow_participation(sender, client, participation, **_):
    """Somebody says no: everything of theirs lapses. Somebody says yes: their series starts."""
    if participation.monitor is not True:
        planning.cancel(client=client, reason="no_participation")
        return
    for trajectory in Trajectory.objects.running().filter(clients=client):
        planning.plan(trajectory=trajectory)


@receiver(signals.contact_changed, dispatch_uid="surveys.contact")
@noted(lambda told, client, **_: told.contacts.update({client.pk: client}))
def follow_contact(sender, client, **_):
    """Another channel: waiting messages take it. Cannot be reached: they lapse, and after "not for
    me" so does the open questionnaire, since its link is in the wrong hands."""
    open_waves = Wave.objects.filter(client=client, status=WaveStatus.OPEN)
    waiting = Invitation.objects.filter(wave__client=client, status=InvitationStatus.PENDING)
    if client.contact_blocked:
        waiting.update(status=InvitationStatus.CANCELLED, failure=client.contact_blocked)
        if client.contact_blocked == "wrong_person":
            planning.cancel(client=client, reason="wrong_person")
            for trajectory in Trajectory.objects.running().filter(clients=client):
                planning.plan(trajectory=trajectory)
        return
    waiting.exclude(channel=client.channel or "email").update(
        status=InvitationStatus.CANCELLED, failure="contact_changed"
    )
    for wave in open_waves.select_related("client"):
        sending.invite(wave)

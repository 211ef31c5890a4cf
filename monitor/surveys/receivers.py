"""What the surveys do when something happens in the caseload, in the same transaction."""

from django.dispatch import receiver
from django.utils import timezone

from monitor.caseload import signals
from monitor.caseload.models import Trajectory
from monitor.caseload.pauses import is_paused
from monitor.caseload.together import pile_of
from tenants.messaging.signals import delivery_reported

from . import addresses, extra, planning, protocol, sending, series
from .models import Invitation, InvitationStatus, Wave, WaveStatus
from .sending import after
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
    """A trajectory ends: nothing more is asked, but for one closing wave after a success, and
    aftercare for who said yes to it."""
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
    if now_paused:
        planning.cancel(trajectory=trajectory, reason="paused")
    else:
        # A moment that falls in a pause later on is stopped when its time has come.
        planned = [WaveStatus.PLANNED]
        planning.cancel(trajectory=trajectory, reason="paused", statuses=planned, only_series=True)
    planning.plan(trajectory=trajectory)


@receiver(signals.participation_changed, dispatch_uid="surveys.participation")
@noted(note_participation)
def follow_participation(sender, client, participation, **_):
    """Somebody says no: everything of theirs lapses. Somebody says yes: their series starts, and
    aftercare stands or lapses with what they said of that."""
    if participation.monitor is not True:
        planning.cancel(client=client, reason="no_participation")
        return
    now = timezone.now()
    for trajectory in Trajectory.objects.running().filter(clients=client):
        planning.plan(trajectory=trajectory)
    if participation.aftercare is True:
        extra.plan_aftercare(extra.ended_well_lately([client.pk], now), now)
    else:
        extra.cancel_aftercare([client.pk])


@receiver(signals.contact_changed, dispatch_uid="surveys.contact")
@noted(lambda told, client, **_: told.contacts.update({client.pk: client}))
def follow_contact(sender, client, **_):
    """Another address or channel: what waits is taken back and goes the new way. Cannot be
    reached: it lapses, and after "not for me" so does the open questionnaire, since its link is in
    the wrong hands."""
    series.hold_those_of([client.pk])
    waiting = Invitation.objects.filter(wave__client=client, status=InvitationStatus.PENDING)
    if client.contact_blocked:
        waiting.update(status=InvitationStatus.CANCELLED, failure=client.contact_blocked)
        if client.contact_blocked == "wrong_person":
            planning.cancel(client=client, reason="wrong_person")
            for trajectory in Trajectory.objects.running().filter(clients=client):
                planning.plan(trajectory=trajectory)
        return
    addresses.renew_links([client.pk])
    waiting.exclude(channel=client.channel or "email").update(
        status=InvitationStatus.CANCELLED, failure="contact_changed"
    )
    for wave in Wave.objects.filter(client=client, status=WaveStatus.OPEN).select_related("client"):
        sending.invite(wave)


@receiver(signals.milestone_reached, dispatch_uid="surveys.milestone")
def ask_around_the_moment(sender, trajectory, milestone, **_):
    """*Schulden in beeld* begins or is done: an extra short wave, before and after (M-14). Not for
    what was reached longer ago: results are often written down later."""
    occasion = {extra.ENTERS: extra.BEFORE, extra.LEAVES: extra.AFTER}.get(milestone.kind)
    now = timezone.now()
    if occasion is None or pile_of(Told) is not None:
        return  # a caseload that is brought in tells of the past
    if milestone.kind == extra.LEAVES:
        extra.cancel_moment(trajectory.pk, extra.BEFORE)
    if protocol.day_of(now) - milestone.reached_on <= extra.RECENT:
        extra.plan_moment([trajectory.pk], occasion, now)


@receiver(signals.milestone_revoked, dispatch_uid="surveys.milestone_revoked")
def ask_no_more_around_it(sender, trajectory, milestone, **_):
    """The result was a mistake: the wave that followed from it lapses when it has not opened."""
    occasion = {extra.ENTERS: extra.BEFORE, extra.LEAVES: extra.AFTER}.get(milestone.kind)
    if occasion is not None:
        extra.cancel_moment(trajectory.pk, occasion)


@receiver(delivery_reported, dispatch_uid="surveys.delivery")
def follow_delivery(sender, provider, reference, state, code, **_):
    """The provider tells what became of a message."""
    after.take_report(provider=provider, reference=reference, state=state, code=code)

"""What the worklist does when something happens, in the same transaction.

Cheap on purpose: an act only takes off the list what it settles, in one statement; what it gives
rise to is found at night. Answers are looked at soon, since a client may be waiting.
"""

from dataclasses import dataclass, field
from uuid import UUID

from django.db.models.signals import post_save
from django.dispatch import receiver

from monitor.caseload import signals as caseload
from monitor.caseload.models import Contact
from monitor.caseload.together import pile_of
from monitor.surveys.free_texts import signals as free_texts
from monitor.surveys.free_texts.models import Addressee
from monitor.surveys.signals import waves_submitted

from . import acts, following


@dataclass
class Settled:
    """Of many acts at once: the trajectories that ended, and those that reached a result."""

    ended: set[UUID] = field(default_factory=set)
    reached: set[UUID] = field(default_factory=set)

    def follow(self) -> None:
        """Take it all off the list: two statements."""
        following.close(self.ended)
        following.close(self.reached, *following.OF_A_STEP)


@receiver(waves_submitted, dispatch_uid="worklist.answered")
def look_at_the_answers(sender, waves, **_):
    """Answers came in."""
    following.after_answers(waves)


@receiver(post_save, sender=Contact, dispatch_uid="worklist.contact")
def contact_was_had(sender, instance, raw=False, **_):
    """Somebody spoke with the client."""
    if not raw and not instance.no_show:
        following.close([instance.trajectory_id], "no_contact", "pause_over")


@receiver(caseload.milestone_reached, dispatch_uid="worklist.result")
def step_was_closed(sender, trajectory, **_):
    """A result was reached: the step it closes is no longer long, nor about to be stressful."""
    if settled := pile_of(Settled):
        settled.reached.add(trajectory.pk)
    else:
        following.close([trajectory.pk], *following.OF_A_STEP)


@receiver(caseload.trajectory_ended, dispatch_uid="worklist.ended")
def nothing_more_to_do(sender, trajectory, **_):
    """A trajectory ended."""
    if settled := pile_of(Settled):
        settled.ended.add(trajectory.pk)
    else:
        following.close([trajectory.pk])


@receiver(free_texts.help_asked, dispatch_uid="worklist.help")
def help_was_asked(sender, wave, kind, found_in, **_):
    """A client wants a call, reports an emergency, or typed words that point at danger."""
    acts.ask(rule=kind, trajectory=wave.trajectory, client=wave.client, found_in=found_in)


@receiver(free_texts.text_left, dispatch_uid="worklist.wrote")
def something_was_said(sender, text, **_):
    """A client wrote something to the caseworker; what, stands with the client alone."""
    if text.addressee == Addressee.CASEWORKER:
        acts.ask(rule="wrote", trajectory=text.wave.trajectory, client=text.client)


@receiver(free_texts.text_taken_back, dispatch_uid="worklist.unsaid")
def it_was_taken_back(sender, text, **_):
    """The client erased the text before leaving; what another day brought keeps waiting."""
    if text.addressee != Addressee.CASEWORKER:
        return
    same = {"wave__trajectory": text.wave.trajectory, "client": text.client}
    if not type(text).objects.filter(**same, addressee=text.addressee).exclude(pk=text.pk).exists():
        acts.take_back(rule="wrote", trajectory=text.wave.trajectory, client=text.client)

"""What happens on the day the demo is made, by the product's own acts: nobody's past is written.

The edition ended yesterday, so its figures do not move.
"""

from django.utils import timezone

from monitor.caseload import clients
from monitor.caseload.models import Client, Trajectory
from monitor.desk.dashboards import sharing
from monitor.surveys import answering, planning
from monitor.surveys.free_texts import saying
from monitor.surveys.free_texts.models import Addressee
from monitor.surveys.models import Wave, WaveStatus
from monitor.surveys.questions import questions_for
from tenants.models import Membership, Role

from .sentences import FRIENDLY, WORRYING

# Score per question; the feeling is a word, and what is not named gets the middle.
HARD = {"stress": "5", "unrest": "4", "influence": "5", "feeling": "despondent"}
EASIER = {"stress": "3", "belief": "4", "feeling": "hopeful"}
MIDDLE = "3"
TODAY = ((HARD, WORRYING), (EASIER, FRIENDLY))
SHARED_DAYS = 28
AGREED = 4


def answer(caseworker) -> int:
    """Clients of this account, those longest in a trajectory first, fill in a questionnaire and say
    something; in the first one's words the safety net finds something. How many did."""
    running = list(Trajectory.objects.running().of_caseworker(caseworker.pk))
    for trajectory in running:
        planning.plan(trajectory=trajectory)
    waves = (
        Wave.objects.filter(
            trajectory__in=running, status=WaveStatus.PLANNED, client__channel="email"
        )
        .select_related("client", "trajectory")
        .order_by("trajectory__intake_date", "trajectory__external_id")[: len(TODAY)]
    )
    for wave, (given, text) in zip(waves, TODAY, strict=False):
        _open(wave)
        for question in questions_for(wave, "nl"):
            answering.answer(
                wave_id=wave.pk, question=question, given=given.get(question.code, MIDDLE)
            )
        answering.submit(wave=wave)
        texts = {Addressee.CASEWORKER: text}
        saying.heed(wave=wave, texts=texts)
        saying.say(wave=wave, texts=texts)
    return len(waves)


def _open(wave: Wave) -> None:
    """Now instead of on its day, as `send_due --trajectory` does; no message needs to go."""
    planning.set_moments(wave, timezone.now())
    wave.status = WaveStatus.OPEN
    wave.save(update_fields=["open_from", "remind_at", "closes_at", "status"])


def agree_on_email(by) -> int:
    """A second way for a few clients who get their messages by phone; how many."""
    by_phone = Client.objects.filter(channel__in=["sms", "whatsapp"], fallback="")
    found = by_phone.order_by("trajectories__external_id")
    agreed = [client for client in found if client.email][:AGREED]
    for client in agreed:
        clients.change_contact(by=by, client=client, fallback="email")
    return len(agreed)


def share(caseworker: Membership) -> None:
    """The own dashboard of this caseworker, for a team lead of theirs."""
    lead = sharing.leads_of(caseworker).filter(role=Role.TEAM_LEAD).first()
    sharing.give(by=caseworker, reader_id=str(lead.account_id), days=SHARED_DAYS)

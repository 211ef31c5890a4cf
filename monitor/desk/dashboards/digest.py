"""The weekly digest for team leads: counts by mail, nothing of a client, once a week.

A mail leaves the product, so it says less than the page: a number below five is only called that.
It is claimed by a committed UPDATE before it is sent, and what may have arrived is not sent again.
"""

import logging
from datetime import date, timedelta
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import formats, timezone, translation

from benchmark.disclosure import INTERNAL_FLOOR
from monitor.surveys.letters import LANGUAGES, read
from tenants.hosts import base_url
from tenants.messaging.channels import Message, Refused, Uncertain, Unreachable
from tenants.messaging.email import Mailer
from tenants.models import Membership, Role

from . import team
from .models import Digest, DigestChoice, DigestState

log = logging.getLogger(__name__)


def monday_of(day: date) -> date:
    """The first day of its week."""
    return day - timedelta(days=day.weekday())


def wants(account_id) -> bool:
    """Whether this team lead gets it."""
    return not DigestChoice.objects.filter(account_id=account_id, is_wanted=False).exists()


def choose(*, account_id, is_wanted: bool, language: str) -> None:
    """Get it from now on, in this language, or no longer."""
    language = language if language in LANGUAGES else LANGUAGES[0]
    DigestChoice.objects.update_or_create(
        account_id=account_id, defaults={"is_wanted": is_wanted, "language": language}
    )


def send_all(municipality, today: date) -> int:
    """Send this week's digest to each team lead who wants it and has not had it; how many left.

    What an unreachable server did not take is left for the next call in the same week.
    """
    week, sent = monday_of(today), 0
    leads = Membership.objects.active_in(municipality).filter(role=Role.TEAM_LEAD)
    choices = {choice.account_id: choice for choice in DigestChoice.objects.all()}
    with Mailer() as mailer:
        for lead in leads.select_related("account", "municipality").order_by("pk"):
            choice = choices.get(lead.account_id)
            if choice is None or choice.is_wanted:
                language = choice.language if choice else LANGUAGES[0]
                sent += _send(lead, week, today, language, mailer)
    return sent


def _send(lead: Membership, week: date, today: date, language: str, mailer: Mailer) -> bool:
    digest, _new = Digest.objects.get_or_create(account_id=lead.account_id, week=week)
    waiting = Digest.objects.filter(pk=digest.pk, state=DigestState.WAITING)
    if not waiting.update(state=DigestState.SENDING):
        return False
    try:
        message = write(lead, digest, today, language)
    except Exception:
        _mark(digest, DigestState.WAITING)
        raise
    try:
        mailer.send(message)
    except Refused:
        _mark(digest, DigestState.REFUSED)
    except Unreachable:
        _mark(digest, DigestState.WAITING)
    except Uncertain:
        _mark(digest, DigestState.UNCERTAIN)
    else:
        _mark(digest, DigestState.SENT, sent_at=timezone.now())
        return True
    return False


def _mark(digest: Digest, state: DigestState, **fields) -> None:
    log.info("digest.%s digest=%s", state.value, digest.pk)
    Digest.objects.filter(pk=digest.pk).update(state=state, **fields)


def write(lead: Membership, digest: Digest, today: date, language: str) -> Message:
    """The mail of this week for this team lead."""
    municipality = lead.municipality
    link = base_url(municipality) + reverse("dashboards:team")
    _name, default_address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    last_week = (digest.week - timedelta(days=7), digest.week - timedelta(days=1))
    with translation.override(language):
        letter = read(
            render_to_string(
                f"dashboards/digest.{language}.txt",
                {
                    "name": lead.account.first_name,
                    "team": team.called(lead.team),
                    "municipality": municipality.name,
                    "week": formats.date_format(digest.week, "j F"),
                    "running": _number(team.trajectories_of(lead).running().count()),
                    "lines": _lines(lead, today),
                    "new": _number(team.flow(lead, *last_week).new),
                    "ended": _number(team.flow(lead, *last_week).ended),
                    "response": team.response(lead, today),
                    "waiting_days": team.WAITING_DAYS,
                    "response_weeks": team.RESPONSE_DAYS // 7,
                    "link": link,
                },
            )
        )
        html = render_to_string("messages/layout.html", {"letter": letter, "language": language})
    return Message(
        key=str(digest.pk),
        host=urlsplit(link).hostname or "",
        sender_name=municipality.name,
        sender_address=municipality.sender_address or default_address,
        recipient=lead.account.email,
        subject=letter.subject,
        text=letter.text,
        html=html,
        language=language,
    )


def _lines(lead: Membership, today: date) -> dict[str, list[tuple[str, str]]]:
    found = team.overdue(lead, today)
    return {
        "waiting": [(str(rule), _number(n)) for rule, n in found.waiting],
        "standing": [(str(rule), _number(n)) for rule, n in found.standing],
    }


def _number(n: int) -> str:
    if 0 < n < INTERNAL_FLOOR:
        return translation.gettext("minder dan %(floor)s") % {"floor": INTERNAL_FLOOR}
    return str(n)

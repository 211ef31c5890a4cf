"""What staff do to a planned questionnaire: move it to another day, or call it off."""

from datetime import date, timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act
from monitor.caseload.models import Pause

from . import planning, protocol, series
from .models import Wave, WaveStatus
from .rulebook import Rulebook

LATEST = timedelta(days=90)
BY_STAFF = "by_staff"


def move(*, by, wave: Wave, day: date) -> Wave:
    """A planned questionnaire on another day, within the hours of messages. Refused once it is
    open or over, in the past, further than LATEST away, and within a pause."""
    now = timezone.now()
    today = protocol.day_of(now)
    if not today <= day <= today + LATEST:
        raise Refused("day", _("Kies een dag tussen vandaag en drie maanden verder."))
    with act(by):
        intake = series.hold_many([wave.trajectory_id])[wave.trajectory_id]
        current = Wave.objects.filter(pk=wave.pk, status=WaveStatus.PLANNED).first()
        if current is None:
            raise Refused("not_planned", _("Deze vragenlijst is niet meer te verplaatsen."))
        pauses = list(Pause.objects.filter(trajectory=wave.trajectory_id).order_by("from_date"))
        if series.first_day_outside(pauses, day) != day:
            raise Refused("paused", _("Op deze dag is het traject gepauzeerd."))
        rules = Rulebook().rules_for(intake)
        series.set_moments(current, rules.moment_from(day, now, current.pk), rules)
        current.save(update_fields=["open_from", "remind_at", "closes_at"])
    return current


def call_off(*, by, wave: Wave) -> bool:
    """A planned or open questionnaire lapses with the messages that have not left, and the next of
    the series follows an interval later; False when it was over already."""
    with act(by):
        series.hold(wave.trajectory_id)
        planning.cancel_messages([wave.pk], BY_STAFF)
        called_off = (
            Wave.objects.pending()
            .filter(pk=wave.pk)
            .update(status=WaveStatus.CANCELLED, cancelled_reason=BY_STAFF)
        )
        if called_off:
            planning.plan(trajectory=wave.trajectory)
    return bool(called_off)

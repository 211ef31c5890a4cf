"""Acts on contacts, and what follows from them: the last one and who is out of view (R20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext as _

from benchmark.standard.contacts import OUT_OF_VIEW_DAYS

from .acts import Refused, act, check_values, day, locked
from .models import Contact, Trajectory
from .wording import sealed_text

NOTE_LENGTH = 500


def record(
    *,
    by,
    trajectory: Trajectory,
    kind: str,
    no_show: bool = False,
    on: date | None = None,
    initiated_by: str = "",
    note: str = "",
) -> Contact:
    """A contact, or an appointment that the client did not come to; today unless `on` says another
    day. The same kind on the same day again gives back the one there is, so a double tap counts
    once. Refused in the future, and for a no-show by message: nobody fails to appear at one.
    """
    on = day(on)
    if no_show and kind == "message":
        raise Refused("kind", _("Bij een bericht kan niemand wegblijven. Kies een andere soort."))
    contact = Contact(
        on=on,
        kind=kind,
        no_show=no_show,
        initiated_by=initiated_by,
        recorded_by=getattr(by, "pk", None),
    )
    check_values(contact, "kind", "initiated_by")
    contact.note = sealed_text(note, NOTE_LENGTH, "note")
    with act(by):
        contact.trajectory = locked(trajectory)
        same = Contact.objects.filter(
            trajectory=trajectory, on=on, kind=kind, no_show=no_show
        ).first()
        if same is not None:
            return same
        contact.save(force_insert=True)
    return contact


def remove(*, by, contact: Contact) -> None:
    """Take a contact away that was written down by mistake; its history stays. Twice changes
    nothing."""
    with act(by):
        locked(contact.trajectory)
        Contact.objects.filter(pk=contact.pk).delete()


@dataclass(frozen=True)
class View:
    """Whether a client is in view on a day. `last` is the latest real contact, `missed` the first
    appointment that nobody came to since then. Days count from those to the day asked about."""

    on: date
    last: date | None = None
    missed: date | None = None

    @property
    def days_since(self) -> int | None:
        """Days since the last contact; None when there was none."""
        return None if self.last is None else (self.on - self.last).days

    @property
    def out_of_view_on(self) -> date | None:
        """The day the standard period ends; None when no clock runs."""
        return None if self.missed is None else self.missed + timedelta(days=OUT_OF_VIEW_DAYS)

    @property
    def is_out_of_view(self) -> bool:
        """The period is over: an ending may be proposed. Nothing is decided by it."""
        return self.missed is not None and self.on >= self.out_of_view_on

    @property
    def days_left(self) -> int | None:
        """Days until out of view, 0 when it is so far; None when no clock runs."""
        return None if self.missed is None else max((self.out_of_view_on - self.on).days, 0)


def view_of(contacts: Iterable[Contact], on: date) -> View:
    """What contacts say on a day; those after it do not count. A contact on the day of a no-show
    counts as one after it."""
    contacts = [contact for contact in contacts if contact.on <= on]
    last = max((c.on for c in contacts if not c.no_show), default=None)
    missed = min(
        (c.on for c in contacts if c.no_show and (last is None or c.on > last)), default=None
    )
    return View(on, last, missed)


def views_of(trajectories: Iterable[Trajectory], on: date) -> dict:
    """Trajectory key -> View, for all of them in one query."""
    found = {trajectory.pk: [] for trajectory in trajectories}
    for contact in Contact.objects.filter(trajectory__in=list(found)).defer("note_sealed"):
        found[contact.trajectory_id].append(contact)
    return {pk: view_of(contacts, on) for pk, contacts in found.items()}

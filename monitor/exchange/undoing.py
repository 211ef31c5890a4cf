"""Takes a whole import back, while nothing it touched was changed since.

All that an import wrote stands in the history under one context, questionnaires that were planned
because of it included. Undoing removes what it added, gives what it changed the values of before,
and puts back what it removed; that too is kept in the history. It is all or nothing: one record
that somebody worked on afterwards, and nothing is undone.

Something that hangs on what the import added stands in the way when a person made it. What only
follows from other records goes with them: a model says which of its rows are so by `derived` (a
condition; a signal of the worklist that nobody decided on). So does what the import made itself.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from uuid import UUID

from django.db import models, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitor.caseload.acts import act
from monitor.caseload.models import Client, Trajectory
from monitor.surveys.models import Invitation

from .applying import ORDER
from .comparing import portions
from .hand import IMPORT
from .models import Import

TOUCHED = (*ORDER, Invitation)
AT_ONCE = 1000
# How a trajectory is found from a record of each kind.
PATHS = {
    "Client": "clients",
    "Participation": "clients__participations",
    "Trajectory": "pk",
    "TrajectoryClient": "places",
    "Milestone": "milestones",
    "Deployment": "deployments",
    "Pause": "pauses",
    "Ending": "ending",
    "Wave": "waves",
    "Answer": "waves__answers",
    "Invitation": "waves__invitations",
}
# What may hang on an added record and stand in the way, in words.
CHANGED = "changed"
WHY = {
    "worklist.signal": _(
        "Iemand heeft over een melding op de werklijst beslist, of een cliënt vroeg om hulp."
    ),
    "exchange.ddasmatch": _("Een dossier uit een DDAS-levering is aan een traject gekoppeld."),
    "caseload.contact": _("Er is een contact vastgelegd."),
    CHANGED: _("Gegevens zijn aangepast, gebruikt of aangevuld."),
}


class Changed(Exception):
    """Something that the import touched was changed since; nothing was undone."""


@dataclass
class Touched:
    """What an import did to the records of one model; keys of records."""

    model: type[models.Model]
    added: set[UUID] = field(default_factory=set)
    changed: set[UUID] = field(default_factory=set)
    removed: set[UUID] = field(default_factory=set)
    last_event: dict[UUID, int] = field(default_factory=dict)
    first_event: int = 0

    @property
    def keys(self) -> set[UUID]:
        """All of them."""
        return self.added | self.changed | self.removed


@dataclass
class Undo:
    """What undoing an import would do: what it touched, per model; `since` are the trajectory
    numbers in which something was changed since, `blocked` how many records that concerns, and
    `reasons` what happened with them, codes of WHY."""

    touched: list[Touched]
    since: list[str] = field(default_factory=list)
    blocked: int = 0
    reasons: set[str] = field(default_factory=set)

    @property
    def why(self) -> list[str]:
        """What stands in the way, in sentences."""
        return [str(sentence) for code, sentence in WHY.items() if code in self.reasons]

    @property
    def is_possible(self) -> bool:
        """Whether nothing was changed since."""
        return not self.blocked

    @property
    def size(self) -> int:
        """How many records it concerns."""
        return sum(len(each.keys) for each in self.touched)


def look(made: Import, *, hold: bool = False) -> Undo:
    """What undoing this import would do, and what stands in the way. With `hold` nobody decides
    meanwhile on what would go."""
    undo = Undo(
        [touched for model in TOUCHED if (touched := _touched(model, made.context_id)).keys]
    )
    added = {each.model: each.added for each in undo.touched}
    since: set[str] = set()
    for each in undo.touched:
        later = set(_changed_later(each))
        undo.reasons |= {CHANGED} if later else set()
        for reason, owner in _leaned_upon(each, added, made.context_id, hold):
            undo.reasons.add(reason)
            later.add(owner)
        undo.blocked += len(later)
        since |= _numbers(each.model, later)
    undo.since = sorted(since)
    return undo


@transaction.atomic
def take_back(made: Import, *, by) -> Undo:
    """Undo this import. Raises Changed; an import that was undone before is left alone."""
    made = Import.objects.select_for_update().get(pk=made.pk)
    if made.undone_at is not None:
        return Undo([])
    _hold(made)
    undo = look(made, hold=True)
    if not undo.is_possible:
        raise Changed
    with act(by, source=IMPORT, undoes=str(made.pk)):
        for each in reversed(undo.touched):
            for portion in _pieces(each.added):
                each.model.objects.filter(pk__in=portion).delete()
        for each in undo.touched:
            _restore(each)
            _put_back(each, made.context_id)
        made.undone_at = timezone.now()
        made.undone_by = getattr(by, "pk", None)
        made.save(update_fields=["undone_at", "undone_by"])
    return undo


def _touched(model, context_id: UUID) -> Touched:
    touched = Touched(model)
    events = model.pgh_event_model.objects.filter(pgh_context_id=context_id).order_by("pgh_id")
    for number, key, label in events.values_list("pgh_id", "pgh_obj_id", "pgh_label"):
        touched.first_event = touched.first_event or number
        if key not in touched.last_event:
            kind = {"insert": touched.added, "update": touched.changed, "delete": touched.removed}
            kind[label].add(key)
        elif label == "delete":
            touched.changed.discard(key)
            if key in touched.added:
                touched.added.remove(key)
            else:
                touched.removed.add(key)
        touched.last_event[key] = number
    return touched


def _changed_later(touched: Touched) -> Iterator[UUID]:
    """Records with a later event, and changed ones of which nobody knows what they were before."""
    events = touched.model.pgh_event_model.objects
    for portion in portions(sorted(touched.keys)):
        latest = events.filter(pgh_obj_id__in=portion).order_by().values_list("pgh_obj_id")
        for key, last in latest.annotate(last=Max("pgh_id")):
            if last != touched.last_event[key]:
                yield key
    known = {key for key, _row in _before(touched, touched.changed)}
    yield from touched.changed - known


def _leaned_upon(
    touched: Touched, added: dict[type, set[UUID]], context_id: UUID, hold: bool
) -> Iterator[tuple[str, UUID]]:
    """(reason, added record) of what a person made since and would go with the record."""
    for relation in touched.model._meta.related_objects:
        model = relation.related_model
        if hasattr(model, "pgh_tracked_model") or relation.many_to_many or not touched.added:
            continue
        name = relation.field.attname
        derived = getattr(model, "derived", None)
        reason = model._meta.label_lower if model._meta.label_lower in WHY else CHANGED
        for portion in portions(sorted(touched.added)):
            rows = model._default_manager.filter(**{f"{name}__in": portion})
            if derived is not None:
                if hold:
                    list(rows.select_for_update().order_by("pk").values_list("pk"))
                rows = rows.exclude(derived)
            found = dict(rows.values_list("pk", name))
            gone = added.get(model, set()) | _made_by_the_import(model, set(found), context_id)
            for key in found.keys() - gone:
                yield reason, found[key]


def _made_by_the_import(model, keys: set[UUID], context_id: UUID) -> set[UUID]:
    """Of these rows those that the import made and nobody touched since."""
    events = getattr(model, "pgh_event_model", None)
    if events is None or not keys:
        return set()
    history = events.objects.filter(pgh_obj_id__in=keys).order_by()
    others = set(history.exclude(pgh_context_id=context_id).values_list("pgh_obj_id", flat=True))
    mine = history.filter(pgh_context_id=context_id, pgh_label="insert")
    return set(mine.values_list("pgh_obj_id", flat=True)) - others


def _numbers(model, keys: set[UUID]) -> set[str]:
    path = PATHS[model.__name__]
    return {
        number
        for portion in portions(sorted(keys))
        for number in Trajectory.objects.filter(**{f"{path}__in": portion})
        .values_list("external_id", flat=True)
        .distinct()
    }


def _hold(made: Import) -> None:
    """Hold the trajectories and clients concerned, so that nobody works on them meanwhile."""
    keys = set()
    for model in TOUCHED:
        events = model.pgh_event_model.objects.filter(pgh_context_id=made.context_id)
        name = "trajectory_id" if hasattr(model, "trajectory_id") else ""
        name = "pgh_obj_id" if model is Trajectory else name
        if name:
            keys |= set(events.values_list(name, flat=True).distinct())
    for portion in portions(sorted(keys)):
        held = Trajectory.objects.select_for_update().filter(pk__in=portion).order_by("pk")
        list(held.values_list("pk"))
    clients = Client.pgh_event_model.objects.filter(pgh_context_id=made.context_id)
    for portion in portions(sorted(set(clients.values_list("pgh_obj_id", flat=True)))):
        held = Client.objects.select_for_update().filter(pk__in=portion).order_by("pk")
        list(held.values_list("pk"))


def _before(touched: Touched, keys: set[UUID]) -> Iterator[tuple[UUID, dict]]:
    """(key, values by column) of records as they were before the import."""
    names = _columns(touched.model)
    events = touched.model.pgh_event_model.objects.filter(pgh_id__lt=touched.first_event)
    for portion in portions(sorted(keys)):
        latest = events.filter(pgh_obj_id__in=portion).order_by("pgh_obj_id", "-pgh_id")
        for key, *values in latest.distinct("pgh_obj_id").values_list("pgh_obj_id", *names):
            yield key, dict(zip(names, values, strict=True))


def _restore(touched: Touched) -> None:
    names = [name for name in _columns(touched.model) if name != "id"]
    rows = [touched.model(**values) for _key, values in _before(touched, touched.changed)]
    fields = [touched.model._meta.get_field(name).name for name in names]
    for portion in _pieces(rows):
        touched.model.objects.bulk_update(portion, fields)


def _put_back(touched: Touched, context_id: UUID) -> None:
    if not touched.removed:
        return
    names = _columns(touched.model)
    gone = touched.model.pgh_event_model.objects.filter(
        pgh_context_id=context_id, pgh_label="delete", pgh_obj_id__in=touched.removed
    )
    rows = [dict(zip(names, values, strict=True)) for values in gone.values_list(*names)]
    stamped = [f.name for f in touched.model._meta.fields if getattr(f, "auto_now_add", False)]
    for portion in _pieces(rows):
        touched.model.objects.bulk_create([touched.model(**values) for values in portion])
        if stamped:  # making a row sets these to now
            touched.model.objects.bulk_update(
                [touched.model(**values) for values in portion], stamped
            )


def _columns(model) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields]


def _pieces(rows: Iterable) -> Iterator[list]:
    rows = list(rows)
    for start in range(0, len(rows), AT_ONCE):
        yield rows[start : start + AT_ONCE]

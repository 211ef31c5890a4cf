"""Which stored values a person set in the application, as the history of each record tells."""

from collections.abc import Mapping

IMPORT = "import"


def set_by_hand(wanted: Mapping[type, Mapping[object, set[str]]]) -> set[tuple[type, object, str]]:
    """Of these fields (model -> key -> names), those whose value was last set by a person.

    A field left empty when the record was made was not set by anybody; one emptied later was.
    One query per model. What has no history was not set by hand.
    """
    found: set[tuple[type, object, str]] = set()
    for model, fields_of in wanted.items():
        names = sorted(set().union(*fields_of.values()))
        events = (
            model.pgh_event_model.objects.filter(pgh_obj_id__in=list(fields_of))
            .order_by("pgh_id")
            .values_list("pgh_obj_id", "pgh_context__metadata", *names)
        )
        last: dict[tuple, object] = {}
        for key, metadata, *values in events.iterator():
            for name, value in zip(names, values, strict=True):
                if name not in fields_of[key]:
                    continue
                if isinstance(value, memoryview):
                    value = bytes(value)
                place = (model, key, name)
                is_first = place not in last
                if not is_first and last[place] == value:
                    continue
                last[place] = value
                if by_hand(metadata) and not (is_first and value in (None, "")):
                    found.add(place)
                else:
                    found.discard(place)
    return found


def by_hand(metadata: dict | None) -> bool:
    """Whether an event with this context came from a person at a screen."""
    return bool(metadata) and "account" in metadata and metadata.get("source") != IMPORT

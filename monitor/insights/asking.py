"""Which figures a machine asks for: the choice of the pages, but what is wrong is refused.

A page shows everybody when an address holds nonsense; a program would take that for its answer.
"""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _

from tenants.models import Municipality

from .dashboard import Dashboard
from .editions import editions_of, newest_with_figures
from .forms import FILTERS, Choice
from .memory import Memory

EDITION = "looptijd"


class Refused(ValueError):
    """`errors` has a sentence per parameter that is unknown or has an unknown value."""

    def __init__(self, errors: Mapping[str, str]):
        super().__init__(" ".join(f"{name}: {text}" for name, text in errors.items()))
        self.errors = dict(errors)


class NoEdition(LookupError):
    """The municipality takes part in no edition yet."""


def ask(municipality: Municipality, query: Mapping[str, str]) -> Dashboard:
    """The dashboard that the parameters of an address choose; call it in that municipality's world.

    Refused names every parameter that is wrong; NoEdition.
    """
    if unknown := [name for name in query if name not in Choice.base_fields]:
        text = _("Deze parameter bestaat niet. Kies uit: %(names)s.")
        raise Refused(dict.fromkeys(unknown, text % {"names": ", ".join(Choice.base_fields)}))
    memory = Memory.now()
    editions = list(editions_of(municipality))
    if not editions:
        raise NoEdition
    asked = [edition for edition in editions if edition.slug == query.get(EDITION)]
    edition = asked[0] if asked else newest_with_figures(editions, memory)
    whole = Dashboard(municipality, edition, Dashboard.of(municipality, edition).cohort, memory)
    form = Choice(query, editions, whole.names)
    if not form.is_valid():
        raise Refused(_errors(form))
    return whole.narrowed(**form.filters).beside(form.compared_with)


def _errors(form: Choice) -> dict[str, str]:
    """A sentence per field with the values that it takes; what is wrong with the fields together
    stands under all that were filled in."""
    errors = {name: _allowed(form.fields[name]) for name in form.errors if name in form.fields}
    if together := form.non_field_errors():
        given = [name for name in FILTERS if form.data.get(name)]
        errors |= dict.fromkeys(given, " ".join(together))
    return errors


def _allowed(field) -> str:
    codes = ", ".join(str(code) for code, _label in field.choices if code)
    return _("Deze waarde bestaat niet. Kies uit: %(codes)s.") % {"codes": codes or "–"}

"""What every act on a caseload shares: one transaction, who did it, and how it is refused."""

from contextlib import contextmanager
from datetime import date

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from .models import Trajectory


class Refused(Exception):
    """An act that the rules of the caseload do not allow.

    `code` names the rule; `str()` is a sentence for the person who tried.
    """

    def __init__(self, code: str, message: str):
        super().__init__(message)
        self.code = code


@contextmanager
def act(by, **context):
    """One act by the account `by` (None for the product itself): atomic, and its history says who.

    The context holds the account's key and never a name, since history outlives the account.
    """
    if by is not None:
        context["account"] = str(by.pk)
    with transaction.atomic(), pghistory.context(**context):
        yield


def locked(trajectory: Trajectory) -> Trajectory:
    """The trajectory as it is now, held until the act ends, so that two taps follow each other."""
    return Trajectory.objects.select_for_update(no_key=True).get(pk=trajectory.pk)


def day(on: date | None, *, code: str = "in_the_future") -> date:
    """`on`, or today; refused when it lies in the future, for nothing has happened there yet."""
    today = timezone.localdate()
    if on is None:
        return today
    if on > today:
        raise Refused(code, _("Deze datum ligt in de toekomst. Kies vandaag of eerder."))
    return on


def check_values(instance, *fields: str) -> None:
    """Refuse values that the model does not allow (an unknown code, a text too long)."""
    others = {field.name for field in instance._meta.fields} - set(fields)
    try:
        instance.clean_fields(exclude=others)
    except ValidationError as error:
        name = next(iter(error.message_dict))
        label = str(instance._meta.get_field(name).verbose_name)
        raise Refused(
            "invalid_value", _("De waarde bij “%(field)s” kan niet.") % {"field": label}
        ) from error

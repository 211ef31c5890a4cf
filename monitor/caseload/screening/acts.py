"""Acts on screenings: write down a result, take a mistake away."""

from collections.abc import Collection
from datetime import date

from django.utils.translation import gettext as _

from monitor.caseload.acts import Refused, act, check_values, day, locked
from monitor.caseload.models import Client, Trajectory
from monitor.caseload.wording import sealed_text

from .models import ScreeningResult
from .terms import MODULE_CODES

PROFILE_LENGTH = 60


def record(
    *,
    by,
    trajectory: Trajectory,
    client: Client,
    on: date | None,
    filled_in: str,
    profile: str = "",
    modules: Collection[str] = (),
) -> ScreeningResult:
    """A result of this day (None: today), in place of one of the same day.

    Refused in the future, for an unknown term, and without a profile or a module.
    """
    on = day(on, code="on")
    chosen = [code for code in MODULE_CODES if code in modules]
    result = ScreeningResult(
        trajectory=trajectory,
        client=client,
        on=on,
        filled_in=filled_in,
        modules=chosen,
        recorded_by=by.pk,
    )
    check_values(result, "filled_in")
    profile = sealed_text(profile, PROFILE_LENGTH, "profile")
    if not profile and not chosen:
        raise Refused("profile", _("Vul het profiel in, of kies de onderdelen."))
    with act(by):
        locked(trajectory)
        # One by one: the seal of a profile is bound to its row, so a row is not written over.
        ScreeningResult.objects.filter(trajectory=trajectory, client=client, on=on).delete()
        result.profile = profile
        result.save(force_insert=True)
    return result


def remove(*, by, result: ScreeningResult) -> None:
    """Take a mistake away; taken away already, nothing happens."""
    with act(by):
        ScreeningResult.objects.filter(pk=result.pk).delete()

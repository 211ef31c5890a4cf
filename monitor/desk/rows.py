"""How the desk puts a trajectory in a line of words: names, days, durations, answers."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from benchmark.standard import questionnaire
from benchmark.standard.text import label
from monitor.caseload.models import Trajectory
from tenants.models import Account

SHOWN_ITEMS = ("stress", "unrest", "belief")


def name_of(trajectory: Trajectory) -> str:
    """The first names of its clients, or a word for who has none."""
    return called(trajectory.clients.all())


def called(clients) -> str:
    """The first names of clients, or a word when none is known."""
    return named(client.first_name for client in clients)


def named(first_names: Iterable[str]) -> str:
    """First names in one line, or a word when none is known."""
    return _(" en ").join(name for name in first_names if name) or _("Naam onbekend")


def names_of(account_ids) -> dict:
    """Account key -> name; one query, none for nobody."""
    keys = [key for key in account_ids if key]
    if not keys:
        return {}
    return {account.pk: account.get_full_name() for account in Account.objects.filter(pk__in=keys)}


def state_of_mind(answers: Mapping[str, int | None]) -> str:
    """Stress, unrest and belief in a line, those that were answered."""
    given = tuple(answers.get(item) for item in SHOWN_ITEMS)
    return _state_of_mind(given, get_language()) if any(given) else ""


@lru_cache(maxsize=1024)
def _state_of_mind(given: tuple[int | None, ...], language: str) -> str:
    shorts = (_("Stress"), _("onrust"), _("geloof"))
    return " · ".join(
        f"{short} {option(item, value).lower()}"
        for item, short, value in zip(SHOWN_ITEMS, shorts, given, strict=True)
        if value
    )


def option(item: str, value) -> str:
    """The label of one answer."""
    return label(questionnaire.by_code(item).options, str(value))


def duration(days: int) -> str:
    """In words: today, in days below two weeks and in weeks from there."""
    return _duration(days, get_language())


@lru_cache(maxsize=4096)
def _duration(days: int, language: str) -> str:
    if days < 1:
        return _("vandaag")
    if days < 14:
        return ngettext("%(n)d dag", "%(n)d dagen", days) % {"n": days}
    return ngettext("%(n)d week", "%(n)d weken", days // 7) % {"n": days // 7}


def short_date(day: date, this_year: int) -> str:
    """Day and month, with the year when it is another one."""
    return _short_date(day, day.year == this_year, get_language())


@lru_cache(maxsize=4096)
def _short_date(day: date, is_this_year: bool, language: str) -> str:
    return date_format(day, _("j b") if is_this_year else _("j b Y"))

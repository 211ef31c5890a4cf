"""Files in the background, and the clock that throws them away."""

from celery import shared_task

from tenants.models import Account
from tenants.tasks import for_each_municipality

from . import jobs, undoing
from .models import DdasDraft, Import, ImportDraft


@shared_task(name="monitor.exchange.tasks.work")
def work(draft_id: str) -> None:
    """Read or save one file. A copy of this message does nothing."""
    jobs.run(draft_id)


@shared_task(name="monitor.exchange.tasks.take_back")
def take_back(import_id: str, account_id: str) -> None:
    """Undo one import; the page says so when something was changed since."""
    made = Import.objects.get(pk=import_id)
    try:
        undoing.take_back(made, by=Account.objects.get(pk=account_id))
    except undoing.Changed:
        Import.objects.filter(pk=import_id).update(undo_failed=True)


@shared_task(name="monitor.exchange.tasks.tick", runs_in_public=True)
def tick() -> int:
    """One message per municipality; how many were sent."""
    return for_each_municipality(purge)


@shared_task(name="monitor.exchange.tasks.purge")
def purge() -> int:
    """Throw away the files of this municipality whose time has passed; how many."""
    return ImportDraft.objects.purge() + DdasDraft.objects.expired().delete()[0]

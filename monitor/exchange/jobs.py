"""The two jobs of a file: reading it, and saving what was confirmed.

A job holds its draft's row for as long as it works, and everything it does is one transaction. So a
second copy of a job finds the row held and goes away, a worker that dies leaves nothing half saved,
and whether somebody is working can be asked of the database: the row is held, or it is not.
"""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from tenants.models import Account

from . import headings, progress
from .applying import NotClean, bring_in
from .models import ATTEMPTS, QUEUED, WORKING, ImportDraft, Stage
from .outcome import Outcome
from .planning import plan
from .plans import Plan
from .reading import NoSheet, Unreadable, Workbook, read_bytes

# Smaller than this is done while the browser waits.
AT_ONCE_BYTES = 48 * 1024
# Between taking a job and holding its row lie milliseconds; a queue may take longer.
LOST_AFTER = timedelta(seconds=5)
LATE_AFTER = timedelta(minutes=1)


def start(draft: ImportDraft, send) -> None:
    """Do the job now when the file is small, else hand its key to `send`."""
    if len(draft.content) <= AT_ONCE_BYTES:
        run(draft.pk)
    else:
        send(str(draft.pk))


def confirm(draft: ImportDraft, *, strict: bool) -> bool:
    """Ask for the file to be saved; False when that was asked before."""
    return bool(
        ImportDraft.objects.filter(pk=draft.pk, stage=Stage.READY).update(
            stage=Stage.CONFIRMED, strict=strict, attempts=0, note="", touched_at=timezone.now()
        )
    )


def read_again(draft: ImportDraft) -> bool:
    """Ask for the file to be read anew; False when that is not the moment."""
    return bool(
        ImportDraft.objects.filter(pk=draft.pk, stage__in=[Stage.READY, Stage.MAPPING]).update(
            stage=Stage.WAITING, attempts=0, note="", touched_at=timezone.now()
        )
    )


def resume(draft: ImportDraft) -> None:
    """Give a job that was lost new attempts; the caller starts it."""
    ImportDraft.objects.filter(pk=draft.pk).update(attempts=0, touched_at=timezone.now())


def standing(draft: ImportDraft) -> str:
    """Empty when nobody needs to do anything, "lost" when a worker died, "late" when no worker
    has taken it up for a while."""
    waited = timezone.now() - draft.touched_at
    if draft.stage in QUEUED:
        return "late" if waited > LATE_AFTER else ""
    if draft.stage not in WORKING or waited <= LOST_AFTER:
        return ""
    with transaction.atomic():
        is_free = ImportDraft.objects.free().filter(pk=draft.pk, stage=draft.stage).exists()
    return "lost" if is_free else ""


def run(pk) -> None:
    """Do what this draft waits for; nothing when another worker does, or after three attempts that
    failed (a file that kills its worker must not do so for ever)."""
    if not _take(pk):
        return
    with transaction.atomic():
        draft = ImportDraft.objects.free().filter(pk=pk, stage__in=WORKING).first()
        if draft is None:
            return
        with translation.override(draft.language):
            if draft.stage == Stage.READING:
                _read(draft)
            else:
                _save(draft)
        draft.touched_at = timezone.now()
        draft.save()
    progress.forget(pk)


def _take(pk) -> bool:
    """Note in a transaction of its own that work begins, so that the page can see it."""
    with transaction.atomic():
        draft = ImportDraft.objects.free().filter(pk=pk).first()
        if draft is None or draft.attempts >= ATTEMPTS:
            return False
        draft.stage = QUEUED.get(draft.stage, draft.stage)
        if draft.stage not in WORKING:
            return False
        draft.attempts += 1
        draft.touched_at = timezone.now()
        draft.save(update_fields=["stage", "attempts", "touched_at"])
    return True


def _read(draft: ImportDraft) -> None:
    known = headings.standing(draft)
    try:
        workbook = _workbook(draft, known)
    except NoSheet as unreadable:
        workbook = Workbook(unknown_sheets=unreadable.titles)
        unknown = headings.translate(workbook, known)
        if not unknown:
            _give_up(draft, str(unreadable))
            return
    except Unreadable as unreadable:
        _give_up(draft, str(unreadable))
        return
    else:
        unknown = headings.translate(workbook, known)
    if draft.asks is None:
        draft.asks = headings.worth_asking(workbook, unknown)
    if draft.asks and unknown:
        draft.stage = Stage.MAPPING
        draft.outcome = headings.to_bytes(unknown)
        return
    _show(draft, plan(workbook, tell=_counting(draft, workbook)))


def _save(draft: ImportDraft) -> None:
    workbook = _workbook(draft, headings.standing(draft))
    headings.translate(workbook, headings.standing(draft))
    seen = Outcome.read(draft.outcome).fingerprint
    by = Account.objects.get(pk=draft.account_id)
    tell = _counting(draft, workbook)
    try:
        done = bring_in(workbook, by=by, strict=draft.strict, fingerprint=seen, tell=tell)
    except NotClean:
        draft.stage = Stage.READY
        draft.note = _("Er is niets opgeslagen: we kunnen niet elke rij inlezen.")
        return
    if done.fingerprint != seen:
        _show(draft, done)
        draft.note = _("Er veranderde iets sinds je dit overzicht zag. Kijk het nog een keer na.")
        return
    draft.stage = Stage.DONE
    draft.import_id = done.import_id
    draft.content = draft.answers = b""


def _workbook(draft: ImportDraft, known: headings.Meanings) -> Workbook:
    told = progress.Progress(draft.pk)

    def tell(rows: int) -> None:
        told.tell("read", rows - told.counts["read"])

    return read_bytes(draft.content, names=headings.sheet_names(known), tell=tell)


def _counting(draft: ImportDraft, workbook: Workbook):
    rows = sum(len(sheet.rows) for sheet in workbook.sheets.values())
    return progress.Progress(draft.pk, compare=rows).tell


def _show(draft: ImportDraft, planned: Plan) -> None:
    draft.stage = Stage.READY
    draft.outcome = Outcome.of(planned).to_bytes()


def _give_up(draft: ImportDraft, reason: str) -> None:
    draft.stage = Stage.UNREADABLE
    draft.note = reason[:300]
    draft.content = b""

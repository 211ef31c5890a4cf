"""Act of a reader at the municipality: the emotions in a text, by hand (R36)."""

from collections.abc import Collection

from monitor.caseload.acts import act

from .emotions import CODES
from .models import EmotionCode, FreeText


def code(*, by, text: FreeText, emotions: Collection[str]) -> None:
    """These are the emotions in this text, and no others. ValueError for a code outside S39."""
    chosen = set(emotions)
    if unknown := chosen - set(CODES):
        raise ValueError(f"no such emotions: {len(unknown)}")
    with act(by):
        FreeText.objects.select_for_update(no_key=True).get(pk=text.pk)
        standing = {row.emotion: row for row in text.codes.all()}
        for emotion in standing.keys() - chosen:
            standing[emotion].delete()
        for emotion in sorted(chosen - standing.keys()):
            EmotionCode.objects.create(text=text, emotion=emotion, coded_by=by.pk)

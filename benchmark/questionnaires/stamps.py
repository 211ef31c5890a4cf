"""Which versions are published, and how fresh what a process remembers of them is.

A version's stamp is renewed whenever one of its translations changes. The stamps stand in the
cache that all processes share; after a change they are read again from the database.
"""

import uuid

from django.core.cache import cache
from django.db import transaction

from .models import QuestionnaireVersion

KEY = "questionnaire-stamps"
# A process that read just before a change commits may put the old stamps back; this bounds it.
SECONDS = 300


def published() -> dict[int, str]:
    """Number of each published version -> its stamp; no query while the cache has them."""
    known = cache.get(KEY)
    if known is None:
        rows = QuestionnaireVersion.objects.filter(state="published")
        known = {number: str(stamp) for number, stamp in rows.values_list("number", "stamp")}
        cache.set(KEY, known, SECONDS)
    return known


def renew(version: QuestionnaireVersion) -> None:
    """Have every process read this version again once the transaction holds."""
    QuestionnaireVersion.objects.filter(pk=version.pk).update(stamp=uuid.uuid4())
    transaction.on_commit(lambda: cache.delete(KEY))

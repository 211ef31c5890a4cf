"""Puts a version that comes with the product into the database, as it stands in editions/NUMBER/:
items.json has codes, options and kinds, and each language a file with its words.

Migrations call it with the models of their moment; such a folder is never changed afterwards.
"""

import json
from pathlib import Path

from django.utils import timezone

EDITIONS = Path(__file__).parent / "editions"
# Written with the standard itself, in which every definition stands in both.
WRITTEN_WITH_THE_STANDARD = ("nl", "en")


def install(models, number: int) -> None:
    """Create and publish version `number`. `models(name)` gives a model of this app.

    Other languages than the standard's own were translated by a machine, and are marked so.
    """
    folder = EDITIONS / str(number)
    plan = json.loads((folder / "items.json").read_text())
    words = {
        path.stem: json.loads(path.read_text())
        for path in sorted(folder.glob("*.json"))
        if path.stem != "items"
    }
    now = timezone.now()
    version = models("QuestionnaireVersion").objects.create(number=number)
    for code, item in plan["items"].items():
        stored = models("Item").objects.create(version=version, code=code, **item)
        models("Placement").objects.bulk_create(
            models("Placement")(item=stored, kind=kind, order=codes.index(code) + 1)
            for kind, codes in plan["kinds"].items()
            if code in codes
        )
        models("ItemText").objects.bulk_create(
            models("ItemText")(
                item=stored, language=language, **texts[code], **_status(language, now)
            )
            for language, texts in words.items()
        )
    version.state, version.published_at = "published", now
    version.save(update_fields=["state", "published_at"])


def _status(language: str, now) -> dict:
    if language in WRITTEN_WITH_THE_STANDARD:
        return {"status": "approved", "approved_at": now}
    return {"status": "machine"}

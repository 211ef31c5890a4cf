"""Collect the Dutch source texts into locale/en for translation (needs gettext's xgettext).

What is new comes in untranslated, what is gone is dropped; nothing is guessed ("fuzzy").
"""

import subprocess
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
ROOMS = ("config", "tenants", "benchmark", "monitor", "cms", "learning_community", "templates")
XGETTEXT = [
    "xgettext", "--language=Python", "--from-code=UTF-8", "--no-location", "--no-wrap",
    "--keyword=gettext_noop", "--keyword=gettext_lazy", "--keyword=ngettext_lazy:1,2",
    "--keyword=pgettext:1c,2", "--keyword=npgettext:1c,2,3", "--keyword=pgettext_lazy:1c,2",
    "--keyword=npgettext_lazy:1c,2,3", "--output=-",
]  # fmt: skip


def collected() -> dict[tuple[str, str], polib.POEntry]:
    """(context, msgid) -> entry, as the sources have them now.

    As Django's makemessages does it (templates are turned into Python for xgettext), but without
    writing into the project.
    """
    from django.utils.translation import templatize

    with tempfile.TemporaryDirectory() as folder:
        for room in ROOMS:
            for path in (ROOT / room).rglob("*"):
                if path.suffix not in {".py", ".html", ".txt"} or "migrations" in path.parts:
                    continue
                text = path.read_text()
                if path.suffix != ".py":
                    text = templatize(text, origin=str(path.relative_to(ROOT)))
                name = str(path.relative_to(ROOT)).replace("/", "__") + ".py"
                (Path(folder) / name).write_text(text)
        files = sorted(str(path) for path in Path(folder).iterdir())
        done = subprocess.run([*XGETTEXT, *files], capture_output=True, text=True, check=True)
    found = polib.pofile(done.stdout.replace("charset=CHARSET", "charset=UTF-8"))
    return {(entry.msgctxt or "", entry.msgid): entry for entry in found if entry.msgid}


def main() -> None:
    """Bring locale/en up to the sources, keeping every translation that still has its text."""
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    known = {}
    if CATALOGUE.exists():
        known = {(e.msgctxt or "", e.msgid): e for e in polib.pofile(str(CATALOGUE))}
    catalogue = polib.POFile(wrapwidth=99)
    catalogue.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for key, entry in sorted(collected().items(), key=lambda item: item[0]):
        entry.occurrences, entry.comment, entry.tcomment = [], "", ""
        before = known.get(key)
        if before is not None and bool(before.msgid_plural) == bool(entry.msgid_plural):
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        catalogue.append(entry)
    catalogue.save(str(CATALOGUE))
    missing = len(catalogue.untranslated_entries())
    print(f"{len(catalogue)} texts, {missing} without a translation.")


if __name__ == "__main__":
    main()

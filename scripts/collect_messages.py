"""Collect the Dutch source texts for translation (needs gettext's xgettext): all of them into
locale/en, and what clients read into the catalogues of their languages.

What is new comes in untranslated, what is gone is dropped; nothing is guessed ("fuzzy").
"""

import subprocess
import tempfile
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
ROOMS = ("config", "tenants", "benchmark", "monitor", "cms", "learning_community", "templates")
# What clients read, besides the questions themselves (those are approved one by one by the
# programme). Staff read the rest, in Dutch and English.
CLIENT_SOURCES = (
    "templates/base/client.html",
    "templates/base/_messages.html",
    "templates/components/answer_tiles.html",
    "templates/components/progress.html",
    "templates/portal/*.html",
    "templates/surveys/*.html",
    *(
        f"monitor/portal/{name}.py"
        for name in ("choices", "doors", "forms", "heard", "line", "looked", "views/*")
    ),
    "monitor/surveys/looking_back.py",
    "monitor/surveys/views.py",
)
NOT_FOR_CLIENTS = ("templates/surveys/free_texts_policy.html",)
# Catalogue by Django's locale name -> its plural rule; English has one catalogue for everybody.
CLIENT_CATALOGUES = {
    "nl_Easy": "nplurals=2; plural=(n != 1);",
    "ar": "nplurals=6; plural=n==0 ? 0 : n==1 ? 1 : n==2 ? 2 : n%100>=3 && n%100<=10 ? 3 : "
    "n%100>=11 && n%100<=99 ? 4 : 5;",
    "ti": "nplurals=2; plural=(n > 1);",
    "tr": "nplurals=2; plural=(n > 1);",
    "pl": "nplurals=3; plural=(n==1 ? 0 : n%10>=2 && n%10<=4 && (n%100<10 || n%100>=20) ? 1 : 2);",
    "uk": "nplurals=3; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && "
    "(n%100<10 || n%100>=20) ? 1 : 2);",
}
# Django has no Tigrinya: names of months stand in dates that clients read.
DJANGOS_OWN = {
    "ti": ("January", "February", "March", "April", "May", "June", "July", "August", "September",
           "October", "November", "December", "jan", "feb", "mar", "apr", "may", "jun", "jul",
           "aug", "sep", "oct", "nov", "dec"),
}  # fmt: skip
XGETTEXT = [
    "xgettext", "--language=Python", "--from-code=UTF-8", "--no-location", "--no-wrap",
    "--keyword=gettext_noop", "--keyword=gettext_lazy", "--keyword=ngettext_lazy:1,2",
    "--keyword=pgettext:1c,2", "--keyword=npgettext:1c,2,3", "--keyword=pgettext_lazy:1c,2",
    "--keyword=npgettext_lazy:1c,2,3", "--output=-",
]  # fmt: skip


def sources() -> list[Path]:
    """Every file of ours that can hold texts."""
    found = (path for room in ROOMS for path in (ROOT / room).rglob("*"))
    return [
        path
        for path in found
        if path.suffix in {".py", ".html", ".txt"} and "migrations" not in path.parts
    ]


def client_sources() -> list[Path]:
    """The files whose texts clients read."""
    found = {path for pattern in CLIENT_SOURCES for path in ROOT.glob(pattern)}
    return sorted(found - {ROOT / name for name in NOT_FOR_CLIENTS})


def collected(paths: list[Path] | None = None) -> dict[tuple[str, str], polib.POEntry]:
    """(context, msgid) -> entry, as these files (all, without a choice) have them now.

    As Django's makemessages does it (templates are turned into Python for xgettext), but without
    writing into the project.
    """
    from django.utils.translation import templatize

    with tempfile.TemporaryDirectory() as folder:
        for path in sources() if paths is None else paths:
            text = path.read_text()
            if path.suffix != ".py":
                text = templatize(text, origin=str(path.relative_to(ROOT)))
            name = str(path.relative_to(ROOT)).replace("/", "__") + ".py"
            (Path(folder) / name).write_text(text)
        files = sorted(str(path) for path in Path(folder).iterdir())
        done = subprocess.run([*XGETTEXT, *files], capture_output=True, text=True, check=True)
    found = polib.pofile(done.stdout.replace("charset=CHARSET", "charset=UTF-8"))
    return {(entry.msgctxt or "", entry.msgid): entry for entry in found if entry.msgid}


def for_clients(locale: str) -> dict[tuple[str, str], polib.POEntry]:
    """(context, msgid) -> entry of what the catalogue of one of the clients' languages holds."""
    own = {("", msgid): polib.POEntry(msgid=msgid) for msgid in DJANGOS_OWN.get(locale, ())}
    return collected(client_sources()) | own


def catalogue_of(locale: str) -> Path:
    """Where a catalogue stands."""
    return ROOT / "locale" / locale / "LC_MESSAGES" / "django.po"


def bring_up(locale: str, plurals: str, wanted: dict[tuple[str, str], polib.POEntry]) -> None:
    """Bring one catalogue up to `wanted`, keeping every translation that still has its text."""
    path = catalogue_of(locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    known, header = {}, ""
    if path.exists():
        before = polib.pofile(str(path))
        known, header = {(e.msgctxt or "", e.msgid): e for e in before}, before.header
    catalogue = polib.POFile(wrapwidth=99)
    catalogue.header = header
    catalogue.metadata = {
        "Language": locale,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": plurals,
    }
    for key, entry in sorted(wanted.items(), key=lambda item: item[0]):
        entry.occurrences, entry.comment, entry.tcomment = [], "", ""
        before = known.get(key)
        if before is not None and bool(before.msgid_plural) == bool(entry.msgid_plural):
            entry.msgstr, entry.msgstr_plural = before.msgstr, before.msgstr_plural
        catalogue.append(entry)
    catalogue.save(str(path))
    missing = len(catalogue.untranslated_entries())
    print(f"{locale}: {len(catalogue)} texts, {missing} without a translation.")


def main() -> None:
    """Bring every catalogue up to the sources."""
    bring_up("en", "nplurals=2; plural=(n != 1);", collected())
    for locale, plurals in CLIENT_CATALOGUES.items():
        bring_up(locale, plurals, for_clients(locale))


if __name__ == "__main__":
    main()

"""Every Dutch text has its English."""

import polib

from scripts.collect_messages import CATALOGUE, collected


def test_each_text_of_the_sources_is_translated():
    translated = {
        (entry.msgctxt or "", entry.msgid)
        for entry in polib.pofile(str(CATALOGUE)).translated_entries()
    }
    missing = sorted(msgid for context, msgid in set(collected()) - translated)
    assert missing == [], "run `make messages` and translate"


def test_the_catalogue_holds_nothing_that_is_gone():
    kept = {(entry.msgctxt or "", entry.msgid) for entry in polib.pofile(str(CATALOGUE))}
    assert kept - set(collected()) == set()


def test_placeholders_survive_translation():
    import re

    for entry in polib.pofile(str(CATALOGUE)).translated_entries():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for text in texts:
            wanted = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", entry.msgid))
            plural = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", entry.msgid_plural or ""))
            assert set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)) <= wanted | plural, entry.msgid
            assert wanted <= set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)) or plural, entry.msgid

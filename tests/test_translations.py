"""Every Dutch text has its English, and what clients read has the languages of clients."""

import polib
import pytest
from django.utils.translation import gettext as _
from django.utils.translation import override, to_locale

from benchmark.questionnaires.languages import CODES, interface_of
from scripts.collect_messages import (
    CATALOGUE,
    CLIENT_CATALOGUES,
    catalogue_of,
    collected,
    for_clients,
)

CATALOGUES = [CATALOGUE, *map(catalogue_of, CLIENT_CATALOGUES)]


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


def test_each_language_of_clients_has_a_catalogue():
    assert set(CLIENT_CATALOGUES) | {"nl", "en"} == {to_locale(code) for code in CODES}


@pytest.mark.parametrize("locale", CLIENT_CATALOGUES)
def test_each_text_that_clients_read_is_translated(locale):
    catalogue = polib.pofile(str(catalogue_of(locale)))
    translated = {(entry.msgctxt or "", entry.msgid) for entry in catalogue.translated_entries()}
    wanted = set(for_clients(locale))
    missing = sorted(msgid for context, msgid in wanted - translated)
    assert missing == [], "run `make messages` and translate"
    assert {(entry.msgctxt or "", entry.msgid) for entry in catalogue} - wanted == set()


@pytest.mark.parametrize("code", [code for code in CODES if code not in ("nl", "en", "nl-easy")])
def test_a_page_speaks_the_clients_language_once_it_may(code, settings):
    assert interface_of(code).code == "nl"
    settings.SHOW_UNAPPROVED_TRANSLATIONS = True
    with override(interface_of(code).code):
        assert _("Overslaan") != "Overslaan"


@pytest.mark.parametrize("path", CATALOGUES, ids=lambda path: path.parts[-3])
def test_placeholders_survive_translation(path):
    import re

    for entry in polib.pofile(str(path)).translated_entries():
        texts = list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]
        for text in texts:
            wanted = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", entry.msgid))
            plural = set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", entry.msgid_plural or ""))
            assert set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)) <= wanted | plural, entry.msgid
            assert wanted <= set(re.findall(r"%\(\w+\)[sd]|\{\w*\}", text)) or plural, entry.msgid

"""A pass that was given before the product was updated leads nowhere, and breaks nothing."""

import pytest
from django.conf import settings
from django.core import signing

from monitor.surveys import links

from .test_answering import give


@pytest.mark.parametrize("language", ["", "e", "en", "eng"])  # each length fails in its own way
def test_a_pass_of_an_older_version_is_none(phone, wave, language):
    said = {
        "wave": str(wave.pk),
        "just_submitted": False,
        "together": False,
        "language": language,
    }
    phone.cookies[settings.SURVEY_COOKIE_NAME] = signing.dumps(
        said, salt=links._salt(), compress=False
    )
    assert give(phone, 1).status_code == 404
    assert phone.get("/vragenlijst/").status_code == 404
    assert phone.get("/vragenlijst/hulp/").status_code == 200
    assert not wave.answers.exists()

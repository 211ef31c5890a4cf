"""Programme staff who manage the questionnaire, and recordings in a folder of the test's own."""

import pytest


@pytest.fixture
def sam(make_account):
    """Programme staff with every right in the admin."""
    return make_account("sam@example.org", is_staff=True, is_superuser=True, first_name="Sam")


@pytest.fixture
def version_1(db):
    """The published version."""
    from benchmark.questionnaires.models import QuestionnaireVersion

    return QuestionnaireVersion.objects.get(number=1)


@pytest.fixture
def draft(version_1):
    """A draft that begins as version 1."""
    from benchmark.questionnaires.publishing import draft_from

    return draft_from(version_1, "andere woorden")


@pytest.fixture(autouse=True)
def _media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def recording():
    """recording("vraag.mp3") -> an upload that begins as an mp3 does."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    def make(name="vraag.mp3", content=b"ID3" + bytes(range(200))):
        return SimpleUploadedFile(name, content)

    return make

"""The demo's mail server and letter box."""

from types import SimpleNamespace

import pytest
from aiosmtpd.controller import Controller
from django.http import Http404

from config.demo import postvak
from config.demo.mail_server import Keeper
from tenants.messaging.email import Mailer
from tests.messaging.test_email import LETTER
from tests.servers import free_port


@pytest.fixture
def letter_box(settings, tmp_path):
    """The demo's server with one message in it."""
    port = free_port()
    controller = Controller(Keeper(tmp_path), hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    settings.PLACES = SimpleNamespace(mail=tmp_path)
    with Mailer() as mailer:
        mailer.send(LETTER)
    controller.stop()
    return tmp_path


def test_what_arrives_is_kept_as_one_file_and_read_as_its_receiver_sees_it(letter_box):
    (path,) = letter_box.glob("*")
    received = postvak._read(path.stem)
    assert received.to == "samira@example.org"
    assert received.subject == LETTER.subject
    assert "Hoi Samira" in received.part("plain")


def test_the_html_part_is_shown_without_scripts_and_only_in_our_own_frame(letter_box, rf):
    (path,) = letter_box.glob("*.eml")
    answer = postvak.html_part(rf.get("/"), path.stem)
    assert "Naar de vragenlijst" in answer.text
    assert answer._csp_replace["default-src"] == ["'none'"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


@pytest.mark.parametrize("name", ["../secret", "20260610T120000000000-0000000g", ""])
def test_no_other_file_can_be_read(letter_box, rf, name):
    with pytest.raises(Http404):
        postvak.message(rf.get("/"), name)


def test_the_letter_box_exists_in_the_demo_alone(client_on, db):
    assert client_on(None).get("/demo/postvak/").status_code == 404

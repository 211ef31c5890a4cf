"""A real SMTP server on a free port, and the settings that lead to it."""

from email import policy
from email.parser import BytesParser

import pytest
from aiosmtpd.controller import Controller

from tests.servers import free_port


class Post:
    """Keeps what arrives; `answers` maps a recipient to what the server says of it."""

    def __init__(self):
        self.received = []
        self.answers = {}
        self.after_data = "250 kept"
        self.connections = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):
        answer = self.answers.get(address, "250 fine")
        if answer.startswith("250"):
            envelope.rcpt_tos.append(address)
        return answer

    async def handle_DATA(self, server, session, envelope):
        if self.after_data == "break":
            server.transport.close()
            return "421 gone"
        if self.after_data.startswith("250"):
            message = BytesParser(policy=policy.default).parsebytes(envelope.original_content)
            self.received.append(message)
        return self.after_data


@pytest.fixture
def post(settings):
    """The server; post.received holds parsed messages."""
    keeper = Post()
    port = free_port()
    controller = Controller(keeper, hostname="127.0.0.1", port=port)
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
    yield keeper
    controller.stop()

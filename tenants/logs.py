"""Log lines without personal data: structured, with the world they happened in."""

import logging
import re

from django.db import connection

# What could name or reach a person, or open a survey: cut before a line is written.
SECRETS = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "<address>"),
    (re.compile(r"/v/[A-Za-z0-9]+"), "/v/<token>"),
    (re.compile(r"(?<![\w-])(?:\+|00)\d{9,14}\b|\b06[ -]?\d{8}\b"), "<number>"),
    (re.compile(r"\b\d{9}\b"), "<number>"),
)


def scrubbed(text: str) -> str:
    """`text` with addresses, phone numbers and survey links cut out."""
    for pattern, replacement in SECRETS:
        text = pattern.sub(replacement, text)
    return text


class Scrub(logging.Filter):
    """Cuts what could name a person out of the message; arguments are formatted first."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always passes, with the message scrubbed."""
        record.msg = scrubbed(record.getMessage())
        record.args = ()
        record.world = getattr(connection, "schema_name", "-") or "-"
        return True


class Formatter(logging.Formatter):
    """One line of key=value pairs; a traceback is scrubbed as well, without local values."""

    def __init__(self):
        super().__init__(
            "%(asctime)s level=%(levelname)s logger=%(name)s world=%(world)s event=%(message)s"
        )

    def formatException(self, ei) -> str:  # noqa: N802 - the name is logging's
        """The traceback, scrubbed."""
        return scrubbed(super().formatException(ei))

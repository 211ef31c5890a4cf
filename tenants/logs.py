"""Log lines without personal data: structured, with the world they happened in."""

import logging
import re
import traceback
from collections.abc import Iterator

from django.db import connection

# What could name or reach a person, or open a survey: cut before a line is written.
SECRETS = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "<address>"),
    (re.compile(r"/v/[A-Za-z0-9]+"), "/v/<token>"),
    (re.compile(r"/samen/[^/\s]+"), "/samen/<token>"),
    (re.compile(r"(/accounts/password/reset/key/)[^/\s]+"), r"\1<token>"),
    (re.compile(r"(/berichten/terugmelding/[\w-]+/)[^/\s]+"), r"\1<secret>"),
    (re.compile(r"(?<![\w-])(?:\+|00)\d{9,14}\b|\b06[ -]?\d{8}\b"), "<number>"),
    (re.compile(r"\b\d{9}\b"), "<number>"),
    # PostgreSQL quotes the values of a row there, to the end of the message.
    (re.compile(r"\b(DETAIL|CONTEXT):.*", re.DOTALL), r"\1: <values>"),
)


# What the web server writes of an error is one text, that of the error included. Of it these lines
# stay: the places, and the names of errors.
TRACEBACK = "Traceback (most recent call last):"
PLACE = re.compile(r'\s*File "[^"]+", line \d+, in [\w<>.]+')
NAME = re.compile(r"[\w.]*(?:Error|Exception|Exit|Interrupt)(?=:|$)")


def places_alone(text: str) -> str:
    """`text` with any traceback in it brought down to the places and the names of the errors."""
    before, found, lines = text.partition(TRACEBACK)
    kept = [
        place[0] for line in lines.splitlines() if (place := PLACE.match(line) or NAME.match(line))
    ]
    return "\n".join([before + found, *kept]) if found else text


def scrubbed(text: str) -> str:
    """`text` with addresses, phone numbers and survey links cut out."""
    for pattern, replacement in SECRETS:
        text = pattern.sub(replacement, text)
    return text


def named(error: BaseException) -> str:
    """What kind of error it is and, from the database, which rule was broken; never its text,
    which may quote what somebody typed or what was stored."""
    kind = type(error)
    diagnosis = getattr(error, "diag", None) or getattr(error.__cause__, "diag", None)
    facts = [
        f"{name}={value}"
        for name, value in (
            ("sqlstate", getattr(diagnosis, "sqlstate", None)),
            ("table", getattr(diagnosis, "table_name", None)),
            ("constraint", getattr(diagnosis, "constraint_name", None)),
        )
        if value
    ]
    return " ".join([f"{kind.__module__}.{kind.__qualname__}", *facts])


def chain_of(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those it came from or holds, each once, the last one first."""
    waiting, seen = [error], set()
    while waiting:
        found = waiting.pop(0)
        if found is None or id(found) in seen:
            continue
        seen.add(id(found))
        yield found
        waiting += [found.__cause__, found.__context__, *getattr(found, "exceptions", ())]


class Scrub(logging.Filter):
    """Cuts what could name a person out of the message; arguments are formatted first, without the
    text of errors among them."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Always passes, with the message scrubbed."""
        record.args = _without_errors(record.args)
        text = record.getMessage()
        error = record.exc_info[1] if record.exc_info else None
        for found in chain_of(error):
            for quoted in (repr(found), str(found)):
                # Shorter ones are in words by chance, and name nobody.
                text = text.replace(quoted, named(found)) if len(quoted) > 2 else text
        record.msg = scrubbed(places_alone(text))
        record.args = ()
        record.world = getattr(connection, "schema_name", "-") or "-"
        return True


def _without_errors(args):
    """Arguments of a log line with the name of an error in place of the error itself."""
    if isinstance(args, dict):
        return {key: _error_named(value) for key, value in args.items()}
    return tuple(_error_named(value) for value in args or ())


def _error_named(value):
    return named(value) if isinstance(value, BaseException) else value


class Formatter(logging.Formatter):
    """One line of key=value pairs; a traceback as well, with the names of errors and the places in
    the code, without their texts and local values."""

    def __init__(self):
        super().__init__(
            "%(asctime)s level=%(levelname)s logger=%(name)s world=%(world)s event=%(message)s"
        )

    def formatException(self, ei) -> str:  # noqa: N802 - the name is logging's
        """Each error of the chain with its frames."""
        lines = []
        for error in chain_of(ei[1]):
            lines.append(f"{named(error)}\n")
            lines += traceback.format_tb(error.__traceback__)
        return scrubbed("".join(lines).rstrip())

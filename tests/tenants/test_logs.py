"""What reaches a log line: where something went wrong, never what was typed or stored."""

import io
import logging
import traceback

import pytest
from celery.app import trace
from django.conf import settings
from django.db import IntegrityError

from tenants.logs import Formatter, Scrub

SECRET = "Jansen-1973"


@pytest.fixture
def written():
    """written(log) -> what our handler writes of what `log(logger)` logs."""

    def write(log) -> str:
        stream = io.StringIO()
        handler = logging.StreamHandler(stream)
        handler.addFilter(Scrub())
        handler.setFormatter(Formatter())
        logger = logging.Logger("probe")  # noqa: LOG001 - apart from the real ones
        logger.addHandler(handler)
        log(logger)
        return stream.getvalue()

    return write


def stored_twice():
    """An IntegrityError whose DETAIL holds a stored value, as PostgreSQL words it."""
    from datetime import date

    from monitor.caseload.models import Trajectory

    for _ in range(2):
        Trajectory.objects.create(external_id=SECRET, intake_date=date(2026, 1, 5))


def test_a_database_error_names_its_constraint_and_no_value(written, in_waterveen):
    def log(logger):
        try:
            stored_twice()
        except IntegrityError as error:
            assert SECRET in str(error)
            logger.exception("import failed: %s", error)
            logger.error("again, without a traceback: %s", error)

    line = written(log)
    assert SECRET not in line
    assert "IntegrityError" in line and "sqlstate=23505" in line and "stored_twice" in line


def test_a_chain_of_errors_holds_no_text_of_any_of_them(written):
    def log(logger):
        try:
            try:
                int(SECRET)
            except ValueError as error:
                error.add_note(f"row of {SECRET}")
                raise KeyError(SECRET) from error
        except KeyError as error:
            logger.error("failed with %r", error, exc_info=True)

    line = written(log)
    assert SECRET not in line
    assert "ValueError" in line and "KeyError" in line and "test_logs.py" in line


def test_a_group_of_errors_holds_no_text_either(written):
    def log(logger):
        try:
            raise ExceptionGroup(SECRET, [ValueError(SECRET)])
        except ExceptionGroup:
            logger.exception("failed")

    line = written(log)
    assert SECRET not in line and "ExceptionGroup" in line


def test_celerys_report_of_a_failed_task_holds_no_text_of_the_error(written):
    from celery import current_app
    from celery.app.trace import TraceInfo

    def log(logger):
        task = current_app.tasks["monitor.surveys.tasks.send_due"]
        try:
            raise ValueError(SECRET)
        except ValueError as error:
            info = TraceInfo("FAILURE", error)
            was, trace.logger = trace.logger, logger
            try:
                info.handle_failure(task, task.request)
            finally:
                trace.logger = was

    current_app.loader.import_default_modules()
    line = written(log)
    assert "send_due" in line and SECRET not in line


def test_a_traceback_that_came_as_text_keeps_its_places_alone(written):
    """The web server, outside Python, logs an error and its traceback as one text."""
    try:
        int(SECRET)
    except ValueError as error:
        text = "".join(traceback.format_exception(error))
        text += f"\n  continued: {SECRET}\n{SECRET}: and more\n"
    line = written(lambda logger: logger.error("Application failed\n" + text))
    assert SECRET not in line
    assert "Application failed" in line and "ValueError" in line and "test_logs.py" in line


def test_no_logger_mails_reports_or_writes_past_the_filter():
    """Django's own defaults would mail tracebacks with local values to ADMINS, and write the
    address of each request in development."""
    from django.utils.log import configure_logging

    server = logging.getLogger("_granian")
    server.addHandler(logging.StreamHandler())
    server.propagate = False
    configure_logging(settings.LOGGING_CONFIG, settings.LOGGING)
    for name in ("django", "django.request", "django.server", "_granian"):
        logger = logging.getLogger(name)
        assert not logger.handlers and logger.propagate, name
    ours = [h for h in logging.getLogger().handlers if isinstance(h.formatter, Formatter)]
    assert ours and all(any(isinstance(f, Scrub) for f in h.filters) for h in ours)


def test_a_postgresql_message_in_a_line_loses_its_values(written):
    line = written(
        lambda logger: logger.warning(
            'new row violates check constraint "x"\nDETAIL:  Failing row contains (1, %s).', SECRET
        )
    )
    assert SECRET not in line and "check constraint" in line


@pytest.mark.parametrize(
    "path",
    [
        "/samen/ImFiYyI:1vMb2c:Xy_z-9/",
        "/v/9mTk3QzR7pLw",
        "/accounts/password/reset/key/4-abc123/",
        "/berichten/terugmelding/cm/Xy_z-9/",
    ],
)
def test_an_address_that_opens_something_loses_its_secret(written, path):
    line = written(lambda logger: logger.warning("Forbidden (%s): %s", "CSRF", path))
    secret = path.strip("/").rpartition("/")[2]
    assert secret not in line and path.split("/")[1] in line

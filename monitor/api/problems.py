"""Errors as application/problem+json (RFC 9457), as the Dutch API Design Rules ask."""

import logging
from http import HTTPStatus

from django.utils.translation import gettext as _
from rest_framework.exceptions import APIException, ErrorDetail, ValidationError
from rest_framework.response import Response
from rest_framework.views import exception_handler, set_rollback

from monitor.caseload.acts import Refused

MEDIA_TYPE = "application/problem+json"
logger = logging.getLogger(__name__)

# Refusals about what already is; every other refusal is about what was asked.
CONFLICTS = frozenset({"external_id_taken", "already_ended", "revoked", "ended"})
# Where a refusal lies, when its code is not the field's own name.
FIELD_OF = {
    "bsn": "external_id",
    "external_id_taken": "external_id",
    "intake_in_the_future": "intake_date",
    "reason_missing": "reason",
    "reason_of_other_status": "reason",
    "before_start": "ended_on",
    "before_intake": "ended_on",
    "channel_without_address": "clients",
    "phone": "clients",
    "email": "clients",
    "first_name": "clients",
}


class UnknownParameter(APIException):
    """400: `errors` has a sentence per parameter."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, errors: dict[str, str]):
        super().__init__(" ".join(f"{name}: {text}" for name, text in errors.items()))
        self.errors = [{"parameter": name, "detail": text} for name, text in errors.items()]


class NotAllowedByRules(APIException):
    """409 or 422: an act that the rules of the caseload refuse, with what and where."""

    def __init__(self, refused: Refused, *, field: str = "", existing: str = ""):
        super().__init__(str(refused))
        conflict = refused.code in CONFLICTS
        self.status_code = HTTPStatus.CONFLICT if conflict else HTTPStatus.UNPROCESSABLE_ENTITY
        field = FIELD_OF.get(refused.code, field)
        where = {"pointer": f"#/{field}"} if field else {}
        self.errors = [{"code": refused.code, "detail": str(refused)} | where]
        if existing:
            self.errors[0]["existing"] = existing


class PreconditionFailed(APIException):
    """412: somebody changed it since."""

    status_code = HTTPStatus.PRECONDITION_FAILED

    def __init__(self):
        super().__init__(_("Dit is intussen veranderd. Haal het opnieuw op."))


class PreconditionRequired(APIException):
    """428: a change says which version it was made to."""

    status_code = HTTPStatus.PRECONDITION_REQUIRED

    def __init__(self):
        super().__init__(_("Stuur If-Match mee met de ETag van wat je opgehaald hebt."))


class KeyUsedBefore(APIException):
    """422: an idempotency key that came with another request."""

    status_code = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self):
        super().__init__(_("Deze Idempotency-Key is al gebruikt voor een ander verzoek."))


class TooLarge(APIException):
    """413: a body over the limit."""

    status_code = HTTPStatus.REQUEST_ENTITY_TOO_LARGE

    def __init__(self):
        super().__init__(_("Dit verzoek is te groot."))


def as_problem(error: Exception, context: dict) -> Response:
    """REST framework's exception handler. What is no error of the asker is logged, undone and 500,
    without a word about it."""
    answer = exception_handler(error, context)
    if answer is None:
        logger.error("api failed", exc_info=error)
        set_rollback()
        answer = Response(status=HTTPStatus.INTERNAL_SERVER_ERROR)
    answer.data = problem(
        answer.status_code, _detail(answer.data), context["request"].path, _errors(error)
    )
    answer.content_type = MEDIA_TYPE
    return answer


def problem(status: int, detail: str, instance: str, errors: list[dict] | None = None) -> dict:
    """The body of a problem."""
    status = HTTPStatus(status)
    data = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "instance": instance,
    }
    return data | ({"errors": errors} if errors else {})


def _detail(data) -> str:
    if isinstance(data, dict) and isinstance(data.get("detail"), (str, ErrorDetail)):
        return str(data["detail"])
    return _("Het verzoek klopt niet. Bij errors staat wat er mis is.") if data else ""


def _errors(error: Exception) -> list[dict]:
    if isinstance(error, ValidationError):
        return list(_pointed(error.detail, "#"))
    return getattr(error, "errors", [])


def _pointed(detail, pointer: str):
    """Each sentence of a validation error with the place it is about."""
    if isinstance(detail, dict):
        for name, inner in detail.items():
            own = pointer if name == "non_field_errors" else f"{pointer}/{_escaped(str(name))}"
            yield from _pointed(inner, own)
    elif isinstance(detail, list):
        for number, inner in enumerate(detail):
            nested = isinstance(inner, (dict, list))
            yield from _pointed(inner, f"{pointer}/{number}" if nested else pointer)
    else:
        yield {"pointer": pointer, "code": detail.code, "detail": str(detail)}


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")

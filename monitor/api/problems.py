"""Errors as application/problem+json (RFC 9457), as the Dutch API Design Rules ask."""

from http import HTTPStatus

from rest_framework.exceptions import APIException, ErrorDetail
from rest_framework.response import Response
from rest_framework.views import exception_handler

MEDIA_TYPE = "application/problem+json"


class UnknownParameter(APIException):
    """400: `errors` has a sentence per parameter."""

    status_code = HTTPStatus.BAD_REQUEST

    def __init__(self, errors: dict[str, str]):
        super().__init__(" ".join(f"{name}: {text}" for name, text in errors.items()))
        self.errors = errors


def as_problem(error: Exception, context: dict) -> Response | None:
    """REST framework's exception handler; None for what is no error of the asker."""
    answer = exception_handler(error, context)
    if answer is None:
        return None
    status = HTTPStatus(answer.status_code)
    detail = answer.data.get("detail", "") if isinstance(answer.data, dict) else ""
    data = {
        "type": "about:blank",
        "title": status.phrase,
        "status": status.value,
        "detail": str(detail) if isinstance(detail, (str, ErrorDetail)) else "",
        "instance": context["request"].path,
    }
    if isinstance(error, UnknownParameter):
        data["errors"] = [
            {"parameter": name, "detail": text} for name, text in error.errors.items()
        ]
    answer.data = data
    answer.content_type = MEDIA_TYPE
    return answer

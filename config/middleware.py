"""Middleware that joins a room to a world, and the policy of pages."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.conf import settings
from django.core.handlers.exception import convert_exception_to_response
from django.db import connection
from django.utils.module_loading import import_string
from wagtail.contrib.redirects.middleware import RedirectMiddleware


def for_accounts(get_response):
    """All that is about who signed in, except around the pages of a questionnaire: a client has no
    account, and whoever else reads there is nobody to these pages either."""
    around = get_response
    for path in reversed(settings.ACCOUNT_MIDDLEWARE):
        around = convert_exception_to_response(import_string(path)(around))

    def middleware(request):
        if is_of_a_questionnaire(request):
            return get_response(request)
        return around(request)

    return middleware


def is_of_a_questionnaire(request) -> bool:
    """Whether this is one of the pages that a client opens by a link."""
    if connection.schema_name == "public":
        return False
    return request.path_info.startswith(settings.QUESTIONNAIRE_PATHS)


class ProgrammeRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, on the programme's host only: Wagtail does not exist elsewhere."""

    def process_response(self, request, response):
        """The response itself on a municipality's host."""
        if connection.schema_name != "public":
            return response
        return super().process_response(request, response)


class PolicyMiddleware(CSPMiddleware):
    """django-csp, which writes the policy anew for every page; ours is the same for all that name
    no nonce and change nothing, so it is written once."""

    _usual: str | None = None

    def process_response(self, request, response):
        """The response with its Content-Security-Policy."""
        changed = any(name.startswith("_csp_") for name in vars(response))
        if changed or HEADER in response or getattr(request, "_csp_nonce", None) is not None:
            return super().process_response(request, response)
        if self._usual is None:
            response = super().process_response(request, response)
            self._usual = response.headers.get(HEADER)
        else:
            response.headers[HEADER] = self._usual
        return response

"""Middleware that joins a room to a world, and the policy of pages."""

from csp.constants import HEADER
from csp.middleware import CSPMiddleware
from django.db import connection
from wagtail.contrib.redirects.middleware import RedirectMiddleware


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

"""Middleware that joins a room to a world."""

from django.db import connection
from wagtail.contrib.redirects.middleware import RedirectMiddleware


class ProgrammeRedirectMiddleware(RedirectMiddleware):
    """Wagtail's redirects, on the programme's host only: Wagtail does not exist elsewhere."""

    def process_response(self, request, response):
        """The response itself on a municipality's host."""
        if connection.schema_name != "public":
            return response
        return super().process_response(request, response)

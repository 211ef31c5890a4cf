"""Parsers and negotiation: JSON in, JSON out, within limits."""

from django.conf import settings
from rest_framework.exceptions import ParseError
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.parsers import JSONParser

from .problems import TooLarge


class LimitedJSON(JSONParser):
    """A JSON object of at most API_BODY_LIMIT bytes."""

    def parse(self, stream, media_type=None, parser_context=None):
        """The parsed object; 413 over the limit, 400 for what is no object."""
        length = int(parser_context["request"].META.get("CONTENT_LENGTH") or 0)
        if length > settings.API_BODY_LIMIT:
            raise TooLarge
        try:
            data = super().parse(stream, media_type, parser_context)
        except RecursionError as error:
            raise ParseError("too deeply nested") from error
        if not isinstance(data, dict):
            raise ParseError("not a JSON object")
        return data


class AlwaysJSON(BaseContentNegotiation):
    """There is one form of every answer, whatever Accept says."""

    def select_parser(self, request, parsers):
        """JSON, for `application/json` alone; None (415) for another content type."""
        kind = (request.content_type or "").partition(";")[0].strip().lower()
        return parsers[0] if kind == "application/json" else None

    def select_renderer(self, request, renderers, format_suffix=None):
        """JSON."""
        return renderers[0], renderers[0].media_type

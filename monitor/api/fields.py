"""Fields that take what the OpenAPI document says and nothing that only looks like it."""

import re
from datetime import date

from django.utils.translation import gettext_lazy as _
from rest_framework import serializers
from rest_framework.exceptions import ErrorDetail

from monitor.caseload.numbers import is_bsn

EARLIEST = date(1990, 1, 1)
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
# Any run of digits that could be a number of nine, also written with dots, spaces or dashes.
NUMBERS = re.compile(r"\d(?:[ .-]?\d){8,}", re.ASCII)


class String(serializers.CharField):
    """A string, and no number."""

    def to_internal_value(self, data) -> str:
        """The string."""
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Text(String):
    """A text without what looks like a BSN (requirements R11, D3)."""

    default_error_messages = {"bsn": _("Dit lijkt een BSN. Dat mag hier niet staan.")}

    def to_internal_value(self, data) -> str:
        """The text; the refusal does not repeat what was sent."""
        if isinstance(data, str) and any(is_bsn(found) for found in NUMBERS.findall(data)):
            self.fail("bsn")
        return super().to_internal_value(data)


class Day(serializers.DateField):
    """A day as YYYY-MM-DD, from 1990 on."""

    default_error_messages = {"too_early": _("Deze datum ligt voor 1990. Klopt het jaar?")}

    def to_internal_value(self, value) -> date:
        """The date."""
        if not isinstance(value, str) or not DAY.fullmatch(value):
            self.fail("invalid", format="YYYY-MM-DD")
        day = super().to_internal_value(value)
        if day < EARLIEST:
            self.fail("too_early")
        return day


class Key(serializers.UUIDField):
    """A UUID in its usual form."""

    def to_internal_value(self, data):
        """The UUID."""
        if not isinstance(data, str) or not KEY.fullmatch(data):
            self.fail("invalid", value="…")
        return super().to_internal_value(data)


class Body(serializers.Serializer):
    """What is sent: a name that is not known is refused, not ignored in silence."""

    def to_internal_value(self, data):
        """The values; ValidationError names every one that is wrong."""
        if isinstance(data, dict):
            unknown = {
                name: [ErrorDetail(_("Dit veld bestaat niet."), code="unknown")]
                for name in data
                if name not in self.fields
            }
            if unknown:
                raise serializers.ValidationError(unknown)
        return super().to_internal_value(data)

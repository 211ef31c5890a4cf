"""The shape of indicators and problems, and who may ask, for the OpenAPI document."""

from drf_spectacular.authentication import SessionScheme
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework import serializers

from benchmark.standard.indicators import KINDS, MOMENTS, UNITS

from .fields import Body


class MemberSessionScheme(SessionScheme):
    """Tells drf-spectacular that a member's session is a session."""

    target_class = "monitor.api.access.MemberSession"
    name = "session"


class TokenScheme(OpenApiAuthenticationExtension):
    """A token of this municipality."""

    target_class = "monitor.api.access.TokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema) -> dict:
        """Bearer."""
        return {"type": "http", "scheme": "bearer"}


def only_known_names(result, generator, request, public):
    """drf-spectacular hook: what is sent may have no names besides those that are described."""
    for name in _names_of(Body):
        schema = result["components"]["schemas"].get(name)
        if schema is not None:
            schema["additionalProperties"] = False
    return result


def _names_of(kind: type) -> set[str]:
    return {sub.__name__ for sub in kind.__subclasses__()}.union(
        *(_names_of(sub) for sub in kind.__subclasses__())
    )


class DescriptionSerializer(serializers.Serializer):
    """What an indicator is."""

    id = serializers.SlugField()
    version = serializers.IntegerField()
    title = serializers.CharField()
    chapter = serializers.CharField()
    section = serializers.CharField()
    kind = serializers.ChoiceField(KINDS)
    unit = serializers.ChoiceField(UNITS)
    direction = serializers.ChoiceField(("higher", "lower"), allow_null=True)
    breakdown = serializers.CharField()
    clock = serializers.CharField()
    moment = serializers.ChoiceField(MOMENTS)
    window_days = serializers.IntegerField(allow_null=True)
    publication_floor = serializers.IntegerField()
    method = serializers.CharField()
    numerator = serializers.CharField()
    denominator = serializers.CharField()
    sources = serializers.ListField(child=serializers.CharField())
    link = serializers.CharField()


class CollectionSerializer(serializers.Serializer):
    """All of them."""

    indicators = DescriptionSerializer(many=True)


class BenchmarkSerializer(serializers.Serializer):
    """A number of the average, as it is published."""

    value = serializers.FloatField(allow_null=True)
    label = serializers.CharField()
    n = serializers.IntegerField()
    includes_own = serializers.BooleanField()


class CellSerializer(serializers.Serializer):
    """One number of a figure."""

    key = serializers.CharField()
    label = serializers.CharField()
    n = serializers.IntegerField(allow_null=True)
    value = serializers.FloatField(allow_null=True)
    low = serializers.FloatField(allow_null=True)
    high = serializers.FloatField(allow_null=True)
    benchmark = BenchmarkSerializer(allow_null=True)
    suppressed = serializers.BooleanField()
    reason = serializers.CharField()
    benchmark_reason = serializers.CharField()


class EditionSerializer(serializers.Serializer):
    """The period that the clients began in."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    starts_on = serializers.DateField()
    ends_on = serializers.DateField()


class FigureSerializer(DescriptionSerializer):
    """An indicator with its numbers."""

    municipality = serializers.SlugField()
    edition = EditionSerializer()
    reference_date = serializers.DateField()
    filters = serializers.DictField(child=serializers.CharField())
    compared_with = serializers.CharField()
    finding = serializers.CharField()
    evidence = serializers.CharField(allow_blank=True)
    notes = serializers.ListField(child=serializers.CharField())
    cells = CellSerializer(many=True)
    inputs = serializers.DictField(child=serializers.DictField())


class ErrorSerializer(serializers.Serializer):
    """What is wrong, where (a parameter, or a JSON pointer into the body) and why."""

    parameter = serializers.CharField(required=False)
    pointer = serializers.CharField(required=False)
    code = serializers.CharField(required=False)
    detail = serializers.CharField()
    existing = serializers.UUIDField(required=False)


class ProblemSerializer(serializers.Serializer):
    """RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    instance = serializers.CharField()
    errors = ErrorSerializer(many=True, required=False)

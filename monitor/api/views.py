"""The tenant API: the indicators of the standard and the municipality's own numbers.

Read only, aggregates only. It says what the insight pages say, by the same code and under the same
floors; nothing of one client can be asked for.
"""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import NotFound
from rest_framework.response import Response
from rest_framework.views import APIView

from benchmark.standard.indicators import INDICATORS
from monitor.insights.asking import NoEdition, Refused, ask
from monitor.insights.downloads import as_json, description
from monitor.insights.forms import Choice
from tenants.access import INSIGHT

from .access import IsMemberWithRole, MemberSession
from .problems import UnknownParameter
from .schema import CollectionSerializer, FigureSerializer, ProblemSerializer

VERSION = settings.SPECTACULAR_SETTINGS["VERSION"]
PROBLEMS = {(code, "application/problem+json"): ProblemSerializer for code in (400, 401, 403, 404)}


class MemberView(APIView):
    """For members with one of `roles`; answers in the language that is asked for, for no cache."""

    roles = INSIGHT
    authentication_classes = (MemberSession,)
    permission_classes = (IsMemberWithRole,)

    @classmethod
    def as_view(cls, **kwargs):
        """Carries its audience, like every view of a municipality."""
        view = super().as_view(**kwargs)
        view.audience = frozenset(cls.roles)
        return view

    def dispatch(self, request, *args, **kwargs):
        """The reader's own choice of language first, then Accept-Language."""
        with translation.override(translation.get_language_from_request(request)):
            answer = super().dispatch(request, *args, **kwargs)
            answer.headers["Content-Language"] = translation.get_language()
        answer.headers["API-Version"] = VERSION
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


class Indicators(MemberView):
    """The indicators of the standard."""

    @extend_schema(
        operation_id="listIndicators",
        summary="Alle indicatoren van de meetstandaard",
        responses={200: CollectionSerializer} | PROBLEMS,
    )
    def get(self, request):
        """In the order of the pages; without numbers, and without those over treatment paths for
        who names no paths."""
        try:
            found = ask(request._request.tenant, {}).indicators.values()
        except NoEdition:
            found = INDICATORS
        return Response({"indicators": [description(indicator) for indicator in found]})


class Indicator(MemberView):
    """One indicator with the municipality's numbers beside the average."""

    @extend_schema(
        operation_id="getIndicator",
        summary="De cijfers van één indicator, naast het gemiddelde",
        parameters=[
            OpenApiParameter(name, str, description=str(field.label))
            for name, field in Choice.base_fields.items()
        ],
        responses={200: FigureSerializer} | PROBLEMS,
    )
    def get(self, request, indicator):
        """400 names a parameter that is wrong, 404 is for an indicator that is not there."""
        try:
            dashboard = ask(request._request.tenant, request.query_params.dict())
            found = dashboard.indicators[indicator]
        except Refused as error:
            raise UnknownParameter(error.errors) from error
        except NoEdition as error:
            raise NotFound(_("Er is nog geen editie.")) from error
        except KeyError as error:
            raise NotFound(_("Deze indicator bestaat niet.")) from error
        return Response(as_json(dashboard, found))


class Unknown(MemberView):
    """Every other address under the API."""

    @extend_schema(exclude=True)
    def get(self, request, rest):
        """404 as a problem and not as a page."""
        raise NotFound(_("Dit adres bestaat niet."))


class OpenApi(SpectacularJSONAPIView):
    """What the API offers, for machines; it holds nothing of a municipality."""

    authentication_classes = ()
    permission_classes = ()
    urlconf = "monitor.api.urls"

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        """The OpenAPI document, with the version of the API as every answer."""
        answer = super().get(request, *args, **kwargs)
        answer.headers["API-Version"] = VERSION
        return answer

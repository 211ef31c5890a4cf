"""The indicators of the standard with the municipality's own numbers, and the description.

Read only, aggregates only. It says what the insight pages say, by the same code and under the same
floors; nothing of one client can be asked for.
"""

from django.utils.translation import gettext as _
from drf_spectacular.utils import OpenApiParameter, extend_schema
from drf_spectacular.views import SpectacularJSONAPIView
from rest_framework.exceptions import NotFound
from rest_framework.response import Response

from benchmark.standard.indicators import INDICATORS
from monitor.insights.asking import NoEdition, Refused, ask
from monitor.insights.downloads import as_json, description
from monitor.insights.forms import Choice
from tenants.access import INSIGHT

from .base import VERSION, ApiView
from .describing import described
from .models import Scope
from .problems import UnknownParameter
from .reading import AlwaysJSON
from .schema import CollectionSerializer, FigureSerializer


class InsightView(ApiView):
    """For who sees the insight pages."""

    roles = INSIGHT
    reading = Scope.INDICATORS_READ


class Indicators(InsightView):
    """The indicators of the standard."""

    @described(
        "listIndicators",
        "Alle indicatoren van de meetstandaard",
        answer=CollectionSerializer,
        tags=("indicators",),
        etag=False,
    )
    def get(self, request):
        """In the order of the pages; without numbers, and without those over treatment paths for
        who names no paths."""
        try:
            found = ask(request._request.tenant, {}).indicators.values()
        except NoEdition:
            found = INDICATORS
        return Response({"indicators": [description(indicator) for indicator in found]})


class Indicator(InsightView):
    """One indicator with the municipality's numbers beside the average."""

    reads_own_parameters = True

    @described(
        "getIndicator",
        "De cijfers van één indicator, naast het gemiddelde",
        answer=FigureSerializer,
        parameters=[
            OpenApiParameter(name, str, description=str(field.label))
            for name, field in Choice.base_fields.items()
        ],
        tags=("indicators",),
        etag=False,
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


class Unknown(InsightView):
    """Every other address under the API."""

    reads_own_parameters = True

    @extend_schema(exclude=True)
    def get(self, request, rest):
        """404 as a problem and not as a page."""
        raise NotFound(_("Dit adres bestaat niet."))

    post = put = patch = delete = get

    @classmethod
    def scope_for(cls, method):
        """Any token may hear that there is nothing here."""
        return None


class OpenApi(SpectacularJSONAPIView):
    """What the API offers, for machines; it holds nothing of a municipality, and a page of any
    site may read it (API Design Rules, CORS for the description)."""

    authentication_classes = ()
    permission_classes = ()
    urlconf = "monitor.api.urls"
    content_negotiation_class = AlwaysJSON
    metadata_class = None

    @extend_schema(exclude=True)
    def get(self, request, *args, **kwargs):
        """The OpenAPI document, with the version of the API as every answer."""
        answer = super().get(request, *args, **kwargs)
        answer.headers["API-Version"] = VERSION
        answer.headers["Access-Control-Allow-Origin"] = "*"
        return answer

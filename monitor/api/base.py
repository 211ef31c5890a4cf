"""What every view of the API shares."""

from django.conf import settings
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from rest_framework.response import Response
from rest_framework.views import APIView

from tenants.access import CASELOAD
from tenants.models import Role

from .access import MayAsk, MemberSession, PerToken, TokenAuthentication
from .conditions import etag_of, is_known
from .models import Scope
from .problems import UnknownParameter
from .reading import AlwaysJSON, LimitedJSON

VERSION = settings.SPECTACULAR_SETTINGS["VERSION"]
READING = frozenset({"GET", "HEAD"})


class ApiView(APIView):
    """For a token with a scope and for members with one of `roles`; in the language that is asked
    for, kept by no cache.

    `parameters` is the serializer of the query; without one a parameter is refused, unless the
    view says `reads_own_parameters`.
    """

    roles: frozenset[Role]
    reading: Scope
    writing: Scope | None = None
    parameters = None
    reads_own_parameters = False
    authentication_classes = (TokenAuthentication, MemberSession)
    permission_classes = (MayAsk,)
    throttle_classes = (PerToken,)
    parser_classes = (LimitedJSON,)
    content_negotiation_class = AlwaysJSON
    metadata_class = None

    @classmethod
    def as_view(cls, **kwargs):
        """Carries its audience, like every view of a municipality."""
        view = super().as_view(**kwargs)
        view.audience = frozenset(cls.roles)
        return view

    @classmethod
    def scope_for(cls, method: str) -> Scope:
        """The scope that a token needs for this method."""
        return cls.reading if method in READING else cls.writing or cls.reading

    def initial(self, request, *args, **kwargs):
        """Who asks may, asks not too often, and asks for parameters that exist."""
        super().initial(request, *args, **kwargs)
        if not self.reads_own_parameters:
            self.asked = self._asked(request)

    def dispatch(self, request, *args, **kwargs):
        """The reader's own choice of language first, then Accept-Language."""
        with translation.override(translation.get_language_from_request(request)):
            answer = super().dispatch(request, *args, **kwargs)
            answer.headers["Content-Language"] = translation.get_language()
        answer.headers["API-Version"] = VERSION
        answer.headers["Cache-Control"] = "private, no-store"
        patch_vary_headers(answer, ("Authorization", "Cookie", "Accept-Language"))
        return answer

    def received(self, shape) -> dict:
        """The body by this serializer class; 400 names all that is wrong."""
        serializer = shape(data=self.request.data)
        serializer.is_valid(raise_exception=True)
        return dict(serializer.validated_data)

    def tagged(self, data, *, status: int = 200, headers: dict | None = None) -> Response:
        """`data` with its ETag; 304 for a reader that has this version."""
        etag = etag_of(data)
        if self.request.method in READING and is_known(self.request, etag):
            return Response(status=304, headers={"ETag": etag})
        return Response(data, status=status, headers={"ETag": etag} | (headers or {}))

    def _asked(self, request) -> dict:
        if self.parameters is None:
            if request.query_params:
                raise UnknownParameter(
                    {name: _("Deze parameter bestaat hier niet.") for name in request.query_params}
                )
            return {}
        serializer = self.parameters(data=request.query_params.dict())
        if not serializer.is_valid():
            raise UnknownParameter(
                {name: " ".join(map(str, said)) for name, said in serializer.errors.items()}
            )
        return dict(serializer.validated_data)


class CaseloadView(ApiView):
    """For who has a caseload."""

    roles = CASELOAD
    reading = Scope.CASELOAD_READ
    writing = Scope.CASELOAD_WRITE

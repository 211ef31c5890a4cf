"""How an operation stands in the OpenAPI document: its answers, refusals and headers."""

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema

from .once import HEADER as IDEMPOTENCY_KEY
from .once import REPLAYED
from .problems import MEDIA_TYPE
from .schema import ProblemSerializer

READS = (400, 401, 403, 404, 429, 500)
WRITES = (*READS, 409, 412, 413, 415, 422)


def described(
    operation_id: str,
    summary: str,
    *,
    answer=None,
    status: tuple[int, ...] = (200,),
    body=None,
    parameters=(),
    etag: bool = True,
    link: bool = False,
    tags: tuple[str, ...] = ("caseload",),
    method: str = "GET",
    needs_match: bool = False,
):
    """extend_schema with everything that the operation can answer."""
    writes = method != "GET"
    problems = {*(WRITES if writes else READS), *([428] if needs_match else [])}
    if body is None:
        problems -= {413, 415}
    responses = {
        code: OpenApiResponse(description="Leeg") if answer is None or code == 204 else answer
        for code in status
    }
    if etag and not writes:
        responses[304] = OpenApiResponse(description="Niet veranderd")
    responses |= {(code, MEDIA_TYPE): ProblemSerializer for code in sorted(problems)}
    return extend_schema(
        operation_id=operation_id,
        summary=summary,
        tags=list(tags),
        request=body,
        responses=responses,
        parameters=[
            *parameters,
            *_asked(method, etag, needs_match),
            *_answered(method, status, etag, link, problems),
        ],
    )


def _asked(method: str, etag: bool, needs_match: bool) -> list[OpenApiParameter]:
    found = []
    if etag and method == "GET":
        found.append(_header("If-None-Match", "De ETag die je al hebt"))
    if etag and method != "GET":
        found.append(_header("If-Match", "De ETag die je gelezen hebt", required=needs_match))
    if method == "POST":
        found.append(_header(IDEMPOTENCY_KEY, "Eén keer uitvoeren, ook bij herhaling"))
    return found


def _answered(method, status, etag, link, problems) -> list[OpenApiParameter]:
    every = [*status, *problems]
    found = [_header("API-Version", "Versie van de API", response=every, required=True)]
    if etag and status != (204,):
        codes = [*status, *([304] if method == "GET" else [])]
        found.append(_header("ETag", "Versie van dit antwoord", response=codes))
    if link:
        found.append(_header("Link", 'rel="next": de volgende pagina', response=[*status]))
    if 201 in status:
        found.append(_header("Location", "Waar het staat", response=[201]))
    if method == "POST":
        found.append(_header(REPLAYED, "true: eerder uitgevoerd", response=[*status]))
    found.append(
        OpenApiParameter(
            "Retry-After",
            OpenApiTypes.INT,
            OpenApiParameter.HEADER,
            description="Seconden wachten",
            response=[429],
        )
    )
    return found


def _header(name, description, *, response=False, required=False) -> OpenApiParameter:
    return OpenApiParameter(
        name,
        OpenApiTypes.STR,
        OpenApiParameter.HEADER,
        description=description,
        required=required,
        response=response,
    )

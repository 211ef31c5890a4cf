"""What the API answers is what its description says: schemathesis asks all that the OpenAPI
document allows, and what it does not. Bounded by a number of examples, the same ones every time."""

import pytest
import schemathesis
from django.db import connection
from django_tenants.utils import tenant_context
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as bounded
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from monitor.api.models import Scope
from monitor.api.webhooks import subscriptions
from monitor.caseload import deployments, milestones
from tests.api.serving import serving
from tests.api.test_access import problem

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
EXAMPLES = 15
BOUNDS = bounded(
    max_examples=EXAMPLES,
    derandomize=True,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
OPERATIONS = (
    "listIndicators", "getIndicator", "listAnswers", "listTrajectories", "startTrajectory",
    "getTrajectory", "changeTrajectory", "listMilestones", "tickMilestone", "getMilestone",
    "moveMilestone", "revokeMilestone", "listDeployments", "addDeployment", "getDeployment",
    "endDeployment", "getEnding", "endTrajectory", "reopenTrajectory", "listWebhooks",
    "addWebhook", "getWebhook", "removeWebhook",
)  # fmt: skip


@pytest.fixture
def existing(samira, robert, waterveen, edition):
    """Path parameters that lead somewhere."""
    with tenant_context(waterveen):
        ticked = milestones.tick(by=robert, trajectory=samira, kind="iu_in_view")
        added = deployments.add(by=robert, trajectory=samira, category="legal")
        hook, _ = subscriptions.add(
            by=robert, url="https://example.org/", events=["trajectory.ended"]
        )
        hook_key = str(hook.pk)
        subscriptions.switch(by=robert, subscription=hook, on=False)
    connection.set_schema_to_public()
    return {
        "trajectory": str(samira.pk),
        "milestone": str(ticked.pk),
        "deployment": str(added.pk),
        "webhook": hook_key,
        "indicator": "success",
    }


@pytest.fixture
def document(client_on, waterveen):
    """The OpenAPI document."""
    return client_on(waterveen).get("/api/v1/openapi.json").json()


def test_every_operation_is_asked(document):
    described = {
        operation["operationId"]
        for path in document["paths"].values()
        for operation in path.values()
        if "operationId" in operation
    }
    assert described == set(OPERATIONS)


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize("operation_id", OPERATIONS)
def test_no_answer_is_an_error_or_undeclared(
    document, existing, token_for, waterveen, settings, operation_id, mode
):
    settings.API_RATE = "100000/min"
    settings.WEBHOOK_LOCAL_ADDRESSES = False
    operation = schemathesis.openapi.from_dict(document).find_operation_by_id(operation_id)
    headers = {"Authorization": f"Bearer {token_for(*Scope.values)}"}
    if operation.method == "patch":
        headers["If-Match"] = "*"
    places = {name: key for name, key in existing.items() if f"{{{name}}}" in operation.path}
    statuses = []

    with serving(f"{waterveen.slug}.localhost") as address:

        @BOUNDS
        @given(case=operation.as_strategy(mode, path_parameters=places or None))
        def ask(case):
            answer = case.call(base_url=f"{address}/api/v1", headers=headers)
            statuses.append(answer.status_code)
            case.validate_response(answer, checks=CHECKS)

        ask()
    assert statuses
    if mode is GenerationMode.POSITIVE and operation.method == "get":
        wanted = 404 if operation_id == "getEnding" else 200
        assert wanted in statuses, "nothing but refusals proves little"


def test_what_an_address_does_not_do_is_405(document, existing, program):
    ask = program()
    ask.put(f"trajectories/{existing['trajectory']}/ending", {"status": "referred"})
    for path, operations in document["paths"].items():
        place = path.format(**existing).removeprefix("/")
        for method in {"get", "post", "put", "patch", "delete"} - set(operations):
            answer = ask(method, place)
            problem(answer, 405)
            allowed = {name.lower() for name in answer["Allow"].split(", ")}
            assert method not in allowed and allowed & set(operations)

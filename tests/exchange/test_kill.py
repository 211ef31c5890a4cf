"""The worker that saves an import is killed half-way: nothing of it is stored, and it can go on."""

from datetime import timedelta
from signal import SIGKILL

import pytest
from django.db import connection, transaction
from django_tenants.utils import tenant_context

from monitor.caseload.models import Client, Milestone, Trajectory
from monitor.exchange import jobs
from monitor.exchange.models import Import, ImportDraft, Stage
from monitor.surveys.models import Wave
from tenants.tasks import HEADER
from tests.exchange.test_import import WHOLE
from tests.exchange.workbooks import xlsx
from tests.surveys.test_worker import (  # noqa: F401 - fixtures
    ELEVEN,
    clock,
    installation,
    kill,
    robert,
    waterveen,
)

pytestmark = [pytest.mark.worker, pytest.mark.xdist_group("worker")]

SIZE = 30
# One who waits for a lock has written all that comes before the questionnaires, and commits later.
WAITING = "SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = %s::regclass"


@pytest.fixture
def confirmed(robert, waterveen):  # noqa: F811
    """A file of thirty trajectories that somebody looked at and confirmed."""
    rows = {
        name: [row | {"external_id": f"W-{n}"} for n in range(SIZE) for row in some]
        for name, some in WHOLE.items()
    }
    with tenant_context(waterveen):
        draft = ImportDraft.keep(by=robert, content=xlsx(**rows))
        jobs.run(draft.pk)
        draft.refresh_from_db()
        assert jobs.confirm(draft, strict=False)
    return draft


def sizes() -> list[int]:
    """Rows of what an import writes, and of its history."""
    models = (Client, Trajectory, Milestone, Wave, Import)
    history = (model.pgh_event_model for model in models)
    return [model.objects.count() for model in (*models, *history)]


def test_nothing_half_is_stored_and_the_page_offers_to_go_on(
    installation,  # noqa: F811
    waterveen,  # noqa: F811
    robert,  # noqa: F811
    confirmed,
    client_on,
    clock,  # noqa: F811
):
    table = Wave._meta.db_table
    with tenant_context(waterveen):
        nothing = sizes()
        worker = installation.start("worker", at=ELEVEN)
        with transaction.atomic(), connection.cursor() as cursor:
            # Reading goes on, writing waits: the worker stands in the middle of its transaction.
            cursor.execute(f"LOCK TABLE {table} IN SHARE MODE")
            installation.queue.send_task(
                "monitor.exchange.tasks.work",
                args=[str(confirmed.pk)],
                headers={HEADER: waterveen.schema_name},
            )

            def is_halfway() -> bool:
                cursor.execute(WAITING, [table])
                return cursor.fetchone()[0] > 0

            installation.wait(is_halfway, "the worker half-way")
            kill(worker)
            installation.wait(lambda: worker.poll() == -SIGKILL, "the kill")
        installation.wait(
            lambda: _is_free(confirmed.pk),
            "the database to let go",
        )
        assert sizes() == nothing
        assert ImportDraft.objects.get().stage == Stage.APPLYING

    clock.move_to(ELEVEN + timedelta(minutes=1))
    desk = client_on(waterveen, robert)
    address = f"/import/{confirmed.pk}/"
    page = desk.get(address).content.decode()
    assert "Het inlezen is gestopt" in page and "Er is nog niets opgeslagen" in page
    assert page.count('value="resume"') == 1
    done = desk.post(address, {"act": "resume"}, follow=True).content.decode()
    assert "Het bestand is ingelezen" in done
    with tenant_context(waterveen):
        assert Trajectory.objects.count() == SIZE and Import.objects.count() == 1


def _is_free(pk) -> bool:
    """Whether no transaction holds the draft any more."""
    with transaction.atomic():
        return ImportDraft.objects.free().filter(pk=pk).exists()

"""Two hundred rows of the caseworker's grid: its words and template beside one bare Django template
over rows that lie ready (benchmarks/grid_bare.html, which writes the same, letter for letter); the
page with all its queries, and one tick, each beside the same SQL on the bare connection."""

import re
from dataclasses import asdict
from pathlib import Path
from types import SimpleNamespace

from .measure import Line, medians
from .world import raw, undone

ROWS = 200
BARE = Path(__file__).with_name("grid_bare.html")


def run(world):
    """Three lines."""
    from django.contrib.auth import get_user_model
    from django.template import engines
    from django.template.loader import render_to_string
    from django.test import Client
    from django.utils import timezone
    from django_tenants.utils import tenant_context

    from monitor.caseload.labels import Names
    from monitor.caseload.models import Trajectory
    from monitor.desk.grid.columns import columns_of
    from monitor.desk.grid.pace import usual_pace
    from monitor.desk.grid.reading import courses
    from monitor.desk.grid.rows import Words, written
    from tenants.models import Membership

    waterveen = world.municipalities["waterveen"]
    member = Membership.objects.filter(municipality=waterveen, role="caseworker").first()
    account = get_user_model().objects.get(pk=member.account_id)
    browser = Client(headers={"host": "waterveen.localhost"})
    today = timezone.localdate()
    with tenant_context(waterveen):
        browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        _fill_up(account)
        found = Trajectory.objects.order_by("-intake_date", "external_id")[:ROWS]
        read = courses(found, today)
        pace = usual_pace(today)
        open_one = next(course for course in read if "debt_rest" not in course.reached)
    assert len(read) == ROWS

    def ours():
        words = Words(Names(), today, pace, account.pk)
        rows = written(read, words, columns_of(Names()))
        return render_to_string("desk/_rows.html", {"rows": rows})

    prepared = _prepared(read, Words(Names(), today, pace, account.pk), columns_of(Names()))
    template = engines["django"].from_string(BARE.read_text())

    def bare():
        return template.render({"rows": prepared})

    assert _tight(ours()) == _tight(bare()), "the two write the same"
    took, limit = medians(ours, bare)
    yield Line(f"grid: {ROWS} rows / one bare template", took, limit, "1.5")

    def page():
        answer = browser.get("/?who=all&state=any")
        assert answer.content.count(b'<tr role="row" id="r-') == ROWS, answer.status_code

    statements = _statements(page, waterveen)

    def least():
        _replay(statements, waterveen)
        bare()

    took, limit = medians(page, least)
    yield Line(
        f"grid: page, {len(statements)} queries / SQL + bare template", took, limit, "100 ms"
    )

    def tick():
        with undone():
            answer = browser.post(
                f"/traject/{open_one.id}/resultaat/",
                {"kind": "debt_rest"},
                headers={"HX-Request": "true"},
            )
            assert b"tick--done" in answer.content, answer.status_code

    statements = _statements(tick, waterveen)
    took, limit = medians(tick, lambda: _replay(statements, waterveen))
    yield Line(f"grid: a tick, {len(statements)} statements / SQL", took, limit, "50 ms")


def _fill_up(account):
    """Until there are more than two hundred trajectories, with results, help, answers and talks."""
    from datetime import timedelta

    from django.utils import timezone

    from benchmark.standard.milestones import MILESTONES
    from monitor.caseload import contacts, deployments, milestones
    from monitor.caseload.models import Trajectory
    from tests.caseload.people import a_trajectory
    from tests.desk.conftest import answered

    today = timezone.localdate()
    for number in range(ROWS + 1 - Trajectory.objects.count()):
        intake = today - timedelta(days=7 * (number % 40))
        trajectory = a_trajectory(account, f"G-{number}", first_name="Bo", intake_date=intake)
        for kind in MILESTONES[: number % 6]:
            milestones.tick(by=account, trajectory=trajectory, kind=kind.code, on=intake)
        deployments.add(by=account, trajectory=trajectory, category="legal")
        contacts.record(by=account, trajectory=trajectory, kind="phone", on=today)
        answered(trajectory, timezone.now(), stress=3, unrest=2, belief=4)


def _prepared(read, words, columns):
    """The rows with their cells as plain values, for a template that knows nothing else."""
    prepared = []
    for course in read:
        row, closing = words.row(course), words.step(course).closed_by
        results = []
        for column in columns:
            on = course.reached.get(column.kind)
            state = "done" if on else "next" if column.kind in closing else "todo"
            results.append(
                SimpleNamespace(
                    kind=column.kind, label=column.label, state=state, day=words.day(on)
                )
            )
        prepared.append(SimpleNamespace(**asdict(row), results=results))
    return prepared


def _tight(text: str) -> str:
    return re.sub(r"\s*\n\s*", "", text)


def _statements(way, municipality) -> list[str]:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    way()
    with CaptureQueriesContext(connection) as said:
        way()
    kept = ("SELECT", "INSERT", "UPDATE")
    return [query["sql"] for query in said if query["sql"].startswith(kept)]


def _replay(statements, municipality) -> None:
    from django_tenants.utils import tenant_context

    with tenant_context(municipality), undone():
        cursor = raw().cursor()
        for statement in statements:
            cursor.execute(statement)
            if cursor.description:
                cursor.fetchall()

"""Fifty rows of the caseworker's grid: the template beside an f-string, and the page with all its
queries beside the same SQL on the bare connection plus that f-string."""

from html import escape

from .measure import Line, medians
from .world import raw

ROWS = 50


def run(world):
    """Two lines."""
    from django.contrib.auth import get_user_model
    from django.db import connection
    from django.template.loader import render_to_string
    from django.test import Client
    from django.test.utils import CaptureQueriesContext
    from django_tenants.utils import tenant_context

    from monitor.caseload.models import Trajectory
    from monitor.desk.rows import rows_for
    from tenants.models import Membership

    waterveen = world.municipalities["waterveen"]
    member = Membership.objects.filter(municipality=waterveen, role="caseworker").first()
    account = get_user_model().objects.get(pk=member.account_id)
    browser = Client(headers={"host": "waterveen.localhost"})
    with tenant_context(waterveen):
        browser.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        _fill_up(account)
        shown = Trajectory.objects.order_by("-intake_date", "external_id").for_caseload()[:ROWS]
        rows = rows_for(shown, account_id=account.pk)
    assert len(rows) == ROWS
    template, plain = medians(
        lambda: render_to_string("desk/_rows.html", {"rows": rows}), lambda: by_hand(rows)
    )
    yield Line(f"grid: {ROWS} rows, template / f-string", template, plain, "16, 11 ms")

    def page():
        answer = browser.get("/?who=all&state=any")
        assert answer.content.count(b'<tr role="row" id="r-') == ROWS, answer.status_code

    page()
    with CaptureQueriesContext(connection) as said:
        page()
    statements = [query["sql"] for query in said if query["sql"].startswith("SELECT")]

    def bare():
        with tenant_context(waterveen):
            cursor = raw().cursor()
            for statement in statements:
                cursor.execute(statement)
                cursor.fetchall()
        by_hand(rows)

    whole, least = medians(page, bare)
    yield Line(f"grid: page, {len(statements)} queries / SQL + f-string", whole, least, "25 ms")


def _fill_up(account):
    """Until there are more than fifty trajectories."""
    from monitor.caseload.models import Trajectory
    from tests.caseload.people import a_trajectory

    for number in range(ROWS + 1 - Trajectory.objects.count()):
        a_trajectory(account, f"G-{number}", first_name="Bo")


def by_hand(rows) -> str:
    """The rows as desk/_rows.html writes them, without its loops."""
    return "".join(_row(row) for row in rows)


def _row(row) -> str:
    name, url, e = escape(row.name), escape(row.url), escape
    chips = "".join(f'<span class="badge">{e(text)}</span>' for text in row.deployments)
    who = f" · {e(row.caseworker)}" if row.caseworker else ""
    cells = "".join(_cell(row.id, url, name, cell) for cell in row.cells)
    return (
        f'<tr role="row" id="r-{row.id}"><th scope="row" role="rowheader" '
        f'class="grid-table__client"><a href="{url}">{name}</a><span class="grid-table__meta">'
        f'{e(row.number)}{who}</span><form id="f-{row.id}" method="post" '
        f'action="{url}resultaat/"></form></th><td role="cell" class="grid-row__step">'
        f'{e(row.step)}<span class="grid-table__meta">{e(row.time_in_step)}</span></td>'
        f'<td role="cell" class="grid-row__help"><span class="grid-row__chips">{chips}</span></td>'
        f'<td role="cell" class="grid-row__answer">{e(row.answered)}'
        f'<span class="grid-table__meta">{e(row.answers)}</span></td>{cells}</tr>'
    )


def _cell(key, url, name, cell) -> str:
    label, place = escape(cell.label), f"{url}resultaat/"
    head = f'<td role="cell" class="grid-table__cell" data-label="{label}">'
    if cell.state == "done":
        return (
            f'{head}<a class="tick tick--done" id="t-{key}-{cell.kind}" '
            f'href="{place}{cell.kind}/" hx-get="{place}{cell.kind}/"><span class="tick__box" '
            f'aria-hidden="true"></span><span class="visually-hidden">{name}, {label}: behaald op'
            f"&nbsp;</span><span>{escape(cell.date)}</span></a></td>"
        )
    return (
        f'{head}<button class="tick tick--{cell.state}" id="t-{key}-{cell.kind}" '
        f'form="f-{key}" name="kind" value="{cell.kind}" hx-post="{place}"><span '
        f'class="tick__box" aria-hidden="true"></span><span class="visually-hidden">{name}, '
        f"{label}: nog niet behaald: vink aan</span></button></td>"
    )

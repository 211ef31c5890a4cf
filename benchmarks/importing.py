"""A workbook of 20,000 rows comes in, beside reading it with openpyxl alone: seconds as
milliseconds, and the most memory a process of its own ever takes."""

import json
import subprocess
import sys
import tempfile
from datetime import date, timedelta
from pathlib import Path
from time import perf_counter

from .measure import Line

ROWS = 20_000
SHARE = {"caseload": 0.2, "milestones": 0.3, "deployments": 0.15, "endings": 0.1, "answers": 0.25}
SECONDS, MEGABYTES = 60, 500
KINDS = ("intake_done", "iu_in_view", "debts_in_view", "iu_in_balance", "barriers_removed")


def run(world):
    """Four lines: reading alone, a first import, the same file as an update, and memory."""
    slug = next(iter(world.municipalities))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "caseload.xlsx"
        write(path)
        said = json.loads(_child(world.socket, slug, str(path)))
    rows = f"{ROWS:,} rows"
    yield Line(f"import: {rows}, first time / openpyxl reads", said["first"], said["read"])
    yield Line(f"import: {rows}, first time / 60 s", said["first"], SECONDS * 1000, "1")
    yield Line(f"import: {rows}, every date moved / 60 s", said["update"], SECONDS * 1000, "1")
    yield Line("import: undone / 60 s", said["undone"], SECONDS * 1000, "1")
    yield Line("import: memory at its peak, MB", said["megabytes"], MEGABYTES, "1")


def write(path: Path, rows: int = ROWS) -> None:
    """A caseload with its results, help, endings and answers."""
    from openpyxl import Workbook

    book = Workbook(write_only=True)
    for name, lines in _sheets(rows).items():
        page = book.create_sheet(name)
        for line in lines:
            page.append(line)
    book.save(path)


def _sheets(rows: int) -> dict[str, list[list]]:
    number = {name: int(rows * share) for name, share in SHARE.items()}
    people = number["caseload"]
    began = date(2026, 1, 5)
    day = [began + timedelta(days=n % 120) for n in range(people)]
    sheets = {
        "caseload": [
            [
                "external_id",
                "first_name",
                "email",
                "channel",
                "participates",
                "intake_date",
                "client_type",
                "debt_duration",
            ]
        ],
        "milestones": [["external_id", "milestone", "reached_on"]],
        "deployments": [["external_id", "category", "service", "started_on"]],
        "endings": [["external_id", "ended_on", "status", "reason"]],
        "answers": [["external_id", "submitted_at", "stress", "belief", "influence", "feeling"]],
    }
    for n in range(people):
        line = [f"B-{n}", f"Naam{n}", f"naam{n}@example.org", "email", "yes", day[n], "dependent"]
        sheets["caseload"].append([*line, "2-3"])
    for n in range(number["milestones"]):
        who, kind = n % people, KINDS[n // people]
        sheets["milestones"].append([f"B-{who}", kind, day[who] + timedelta(days=7)])
    for n in range(number["deployments"]):
        sheets["deployments"].append([f"B-{n % people}", "legal", "Raadslid", day[n % people]])
    for n in range(number["endings"]):
        ended = day[n] + timedelta(days=60)
        sheets["endings"].append([f"B-{n}", ended, "stopped", "no_show"])
    for n in range(number["answers"]):
        who = n % people
        at = f"{day[who] + timedelta(days=14 * (1 + n // people))} 10:30"
        sheets["answers"].append([f"B-{who}", at, 1 + n % 5, 3, 4, "hopeful"])
    return sheets


def _child(socket: str, slug: str, path: str) -> str:
    command = [sys.executable, "-m", "benchmarks.importing", socket, slug, path]
    root = Path(__file__).resolve().parents[1]
    said = subprocess.run(command, cwd=root, capture_output=True, check=True, text=True)  # noqa: S603
    return said.stdout.splitlines()[-1]


def measure(socket: str, slug: str, path: str) -> dict[str, float]:
    """In a process of its own: milliseconds of each act, and the most megabytes it ever took."""
    import os

    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["HOST"] = socket
    settings.LOGGING["root"]["level"] = "ERROR"
    django.setup()
    from django_tenants.utils import tenant_context
    from openpyxl import load_workbook

    from monitor.exchange import undoing
    from monitor.exchange.applying import bring_in
    from monitor.exchange.models import Import
    from monitor.exchange.reading import read_bytes
    from tenants.models import Municipality

    from .memory import _megabytes

    def read():
        book = load_workbook(path, read_only=True, data_only=True)
        return sum(1 for sheet in book for _row in sheet.iter_rows(values_only=True))

    def import_():
        return bring_in(read_bytes(Path(path).read_bytes()), by=None)

    def update():
        workbook = read_bytes(Path(path).read_bytes())
        for rows in (workbook.sheets["milestones"].rows, workbook.sheets["endings"].rows):
            for _number, cells in rows:
                place = next(n for n, cell in enumerate(cells) if hasattr(cell, "year"))
                cells[place] += timedelta(days=1)
        return bring_in(workbook, by=None)

    def undo():
        return undoing.take_back(Import.objects.first(), by=None)

    said = {}
    with tenant_context(Municipality.objects.get(slug=slug)):
        for name, act in (("read", read), ("first", import_), ("update", update), ("undone", undo)):
            began = perf_counter()
            act()
            said[name] = (perf_counter() - began) * 1000
    return said | {"megabytes": _megabytes("VmHWM")}


if __name__ == "__main__":
    print(json.dumps(measure(*sys.argv[1:])))  # noqa: T201 - what it is for

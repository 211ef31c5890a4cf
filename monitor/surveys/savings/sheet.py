"""A payout list as a file for a Dutch spreadsheet (semicolons)."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from .overview import Row

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(rows: Iterable[Row], number: int) -> str:
    """The list, a row per payout; the amount has a decimal comma. Each row has a number of its own,
    so that an administration can tell when it reads the same list twice."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Nummer"),
            _("Trajectnummer"),
            _("Voornaam"),
            _("Wat"),
            _("Punten"),
            _("Bedrag in euro"),
            _("Gevraagd op"),
            _("Teruggeboekt op"),
        ]
    )
    for place, row in enumerate(rows, start=1):
        cells = [
            f"{number}.{place}",
            row.numbers,
            row.name,
            row.way,
            str(row.points),
            f"{row.cents // 100},{row.cents % 100:02d}",
            row.asked_on.isoformat(),
            row.reversed_on.isoformat() if row.reversed_on else "",
        ]
        writer.writerow([_as_text(cell) for cell in cells])
    return sheet.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.lstrip().startswith(FORMULA) or cell.startswith(FORMULA) else cell

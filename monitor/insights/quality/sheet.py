"""The rows as a file for a Dutch spreadsheet (semicolons)."""

import csv
import io
from collections.abc import Iterable

from django.utils.translation import gettext as _

from benchmark.standard.text import label

from .board import Row
from .check import SEVERITIES

# What a spreadsheet would take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def as_csv(rows: Iterable[Row]) -> str:
    """Check, severity, trajectory number, what is wrong and how it is repaired; no names."""
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow(
        [
            _("Controle"),
            _("Ernst"),
            _("Trajectnummer"),
            _("Intakedatum"),
            _("Wat er staat"),
            _("Wat je kunt doen"),
        ]
    )
    for row in rows:
        cells = [
            str(row.check.title),
            label(SEVERITIES, row.check.severity),
            row.number,
            row.intake.isoformat(),
            row.text,
            str(row.check.repair),
        ]
        writer.writerow([_as_text(cell) for cell in cells])
    return sheet.getvalue()


def _as_text(cell: str) -> str:
    return f"'{cell}" if cell.startswith(FORMULA) else cell

"""The example workbook: every sheet and column with one made-up row, made from the schema."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from .schema import SHEETS

CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def example_workbook() -> bytes:
    """An XLSX with a sheet per kind of record, and one that explains the columns."""
    book = Workbook()
    explanation = book.active
    explanation.title = _("uitleg")
    explanation.append([_("blad"), _("kolom"), _("verplicht"), _("wat er mag staan")])
    for sheet in SHEETS:
        page = book.create_sheet(sheet.name)
        page.append([column.name for column in sheet.columns])
        page.append([column.example for column in sheet.columns])
        for place, column in enumerate(sheet.columns, start=1):
            page.column_dimensions[get_column_letter(place)].width = max(14, len(column.name) + 2)
            explanation.append(
                [sheet.name, column.name, _("ja") if column.required else "", allowed(column)]
            )
        page.freeze_panes = "B2"
        _bold(page)
    for letter, width in zip("ABCD", (14, 20, 12, 80), strict=True):
        explanation.column_dimensions[letter].width = width
    _bold(explanation)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def allowed(column) -> str:
    """In words what may stand in a column."""
    return {
        "code": ", ".join(column.codes),
        "yes_no": "yes, no",
        "date": "2026-12-31",
        "moment": "2026-12-31 14:30",
        "scale": "1, 2, 3, 4, 5",
        "gemeentecode": "GM0000",
        "account": _("het e-mailadres waarmee de hulpverlener inlogt"),
        "phone": _("een telefoonnummer"),
        "email": _("een e-mailadres"),
    }.get(column.kind, _("tekst"))


def _bold(page) -> None:
    for cell in page[1]:
        cell.font = Font(bold=True)

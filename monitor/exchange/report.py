"""The refused rows as a spreadsheet, to mend the file by."""

import io

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Font

from .plans import Finding

WIDTHS = {"A": 14, "B": 8, "C": 20, "D": 36, "E": 80}


def refused_workbook(findings: list[Finding]) -> bytes:
    """An XLSX with a line per reason: sheet, row, column, value (shortened), reason."""
    book = Workbook(write_only=True)
    page = book.create_sheet(_("niet ingelezen"))
    page.freeze_panes = "A2"
    for letter, width in WIDTHS.items():
        page.column_dimensions[letter].width = width
    header = (_("blad"), _("rij"), _("kolom"), _("waarde"), _("waarom"))
    page.append([_text(page, name, bold=True) for name in header])
    for finding in findings:
        texts = (finding.column, finding.value, finding.reason)
        page.append(
            [_text(page, finding.sheet), finding.row, *(_text(page, each) for each in texts)]
        )
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def _text(page, text: str, *, bold: bool = False) -> WriteOnlyCell:
    """A cell that stays text, whatever it starts with: no value becomes a formula."""
    cell = WriteOnlyCell(page, ILLEGAL_CHARACTERS_RE.sub("", text))
    cell.data_type = "s"
    if bold:
        cell.font = Font(bold=True)
    return cell

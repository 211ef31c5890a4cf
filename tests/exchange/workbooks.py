"""Workbooks for the tests: rows as dictionaries, written as XLSX, CSV folder or zip."""

import csv
import io
import zipfile

from openpyxl import Workbook


def xlsx(**sheets: list[dict]) -> bytes:
    """An XLSX with these rows per sheet."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        page = book.create_sheet(name)
        for line in _lines(rows):
            page.append(line)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def csv_text(rows: list[dict], separator=";", bom=False) -> bytes:
    """One CSV file."""
    file = io.StringIO(newline="")
    csv.writer(file, delimiter=separator).writerows(_lines(rows))
    return (b"\xef\xbb\xbf" if bom else b"") + file.getvalue().encode()


def csv_zip(separator=";", bom=False, **sheets: list[dict]) -> bytes:
    """A zip with a CSV file per sheet, in a folder as Windows and macOS make them."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, rows in sheets.items():
            archive.writestr(f"caseload/{name}.csv", csv_text(rows, separator, bom))
    return file.getvalue()


def _lines(rows: list[dict]):
    names = list(dict.fromkeys(name for row in rows for name in row))
    yield names
    for row in rows:
        yield [row.get(name) for name in names]

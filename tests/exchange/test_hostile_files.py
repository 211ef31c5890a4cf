"""Files that were made to do harm: refused in a sentence, or read for what they are."""

import io
import tracemalloc
import zipfile

import pytest

from monitor.exchange.planning import plan
from monitor.exchange.reading import Unreadable, read_bytes
from tests.exchange.workbooks import csv_zip, xlsx

ROW = {"external_id": "W-7", "intake_date": "2026-01-12"}


def rewritten(content: bytes, **members: bytes) -> bytes:
    """The archive with these members (their paths' last names) replaced."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for name in old.namelist():
            new.writestr(name, members.get(name.rpartition("/")[2].split(".")[0], old.read(name)))
    return file.getvalue()


def sheet_of(rows: str) -> bytes:
    """The XML of one sheet."""
    return (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        f"{rows}</sheetData></worksheet>"
    ).encode()


def cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


HEADER = f'<row r="1">{cell("A1", "external_id")}{cell("B1", "intake_date")}</row>'


def test_a_row_number_beyond_any_spreadsheet_is_refused_at_once():
    far = f'<row r="99999999999">{cell("A99999999999", "W-7")}</row>'
    tracemalloc.start()
    with pytest.raises(Unreadable):
        read_bytes(rewritten(xlsx(caseload=[ROW]), sheet1=sheet_of(HEADER + far)))
    _now, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 50 * 2**20, "the rows in between are not made"


def test_a_cell_in_the_last_column_does_not_make_every_row_as_wide():
    wide = "".join(
        f'<row r="{n}">{cell(f"A{n}", f"W-{n}")}{cell(f"ZZZ{n}", "x")}</row>' for n in range(2, 50)
    )
    book = read_bytes(rewritten(xlsx(caseload=[ROW]), sheet1=sheet_of(HEADER + wide)))
    rows = book.sheets["caseload"].rows
    assert len(rows) == 48
    assert max(len(cells) for _, cells in rows) <= 200


def test_a_line_of_nothing_but_separators_is_refused():
    content = csv_zip(caseload=[ROW])
    with pytest.raises(Unreadable):
        read_bytes(rewritten(content, caseload=b"external_id;intake_date\n" + b";" * 5_000_000))


def test_a_damaged_archive_is_refused_in_words():
    content = bytearray(rewritten(csv_zip(caseload=[ROW] * 50), caseload=b"external_id\n" * 500))
    start = content.index(b"caseload.csv") + len(b"caseload.csv")
    content[start : start + 8] = b"\xff" * 8
    with pytest.raises(Unreadable):
        read_bytes(bytes(content))


@pytest.mark.parametrize(
    "declaration",
    [
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY e "&a;&a;&a;&a;">]>',
    ],
)
def test_entities_are_not_followed(declaration):
    page = declaration.encode() + sheet_of(HEADER + f'<row r="2">{cell("A2", "&e;")}</row>')
    with pytest.raises(Unreadable):
        read_bytes(rewritten(xlsx(caseload=[ROW]), sheet1=page))


def test_a_path_in_the_archive_leads_nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("../../caseload.csv", "external_id;intake_date\nW-7;2026-01-12\n")
    assert len(read_bytes(file.getvalue()).sheets["caseload"].rows) == 1
    assert not list(tmp_path.iterdir())


def test_a_null_byte_does_not_reach_the_database(in_waterveen):
    content = rewritten(
        csv_zip(caseload=[ROW]), caseload=b"external_id;intake_date\nW\x00-7;2026-01-12\n"
    )
    (change,) = plan(read_bytes(content)).sheets["caseload"].new
    assert change.external_id == "W-7"

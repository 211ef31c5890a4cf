"""A file into rows: XLSX, a folder of CSV files, or a zip of them. Nothing is judged here yet."""

import csv
import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree.ElementTree import ParseError

import openpyxl
from defusedxml import DefusedXmlException
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext as _
from openpyxl.utils.exceptions import InvalidFileException

from .plain import plain
from .schema import SHEET_NAMES

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 250 * 1024 * 1024
MAX_ROWS = 200_000
# Beyond these nothing of ours stands; a file that claims more would only fill the memory.
MAX_LINES = 1_048_576  # as many as Excel has
MAX_COLUMNS = 200
MAX_LINE = 200_000  # characters of a line of CSV
TELL_EVERY = 500
OLD_EXCEL = b"\xd0\xcf\x11\xe0"  # also an XLSX behind a password


class Unreadable(Exception):
    """A file that cannot be read as a caseload workbook; `str()` says what to do about it."""


class NoSheet(Unreadable):
    """A file in order, without a sheet that we know; `titles` are the names of those it has."""

    def __init__(self, message: str, titles: list[str]):
        super().__init__(message)
        self.titles = titles


@dataclass
class Rows:
    """What stands in one sheet: its header in lower case, and (row number, cells) below it."""

    header: list[str] = field(default_factory=list)
    rows: list[tuple[int, list]] = field(default_factory=list)


@dataclass
class Workbook:
    """The sheets of the schema that were found, and the names of the others. `names` are other
    names for our sheets, as plain.py writes them."""

    sheets: dict[str, Rows] = field(default_factory=dict)
    unknown_sheets: list[str] = field(default_factory=list)
    names: dict[str, str] = field(default_factory=dict, compare=False)
    tell: Callable[[int], None] | None = field(default=None, compare=False)


def read_path(path: Path, *, names: dict[str, str] | None = None) -> Workbook:
    """Read a folder of CSV files or a single file."""
    if path.is_dir():
        files = ((each.name, each.read_bytes()) for each in sorted(path.glob("*.csv")))
        return _checked(_from_csv(Workbook(names=names or {}), files))
    if not path.exists():
        raise Unreadable(_("Dit bestand bestaat niet."))
    return read_bytes(path.read_bytes(), names=names)


def read_bytes(
    content: bytes,
    *,
    names: dict[str, str] | None = None,
    tell: Callable[[int], None] | None = None,
) -> Workbook:
    """Read an XLSX or a zip of CSV files. Raises Unreadable with a sentence for the person.

    `names` are other names for our sheets (headings.sheet_names); `tell` hears now and then how
    many rows were read.
    """
    workbook = Workbook(names=names or {}, tell=tell)
    if len(content) > MAX_BYTES:
        raise Unreadable(
            _("Dit bestand is te groot. Het mag %(size)d MB zijn. Deel het op in stukken.")
            % {"size": MAX_BYTES // (1024 * 1024)}
        )
    if not content.strip():
        raise Unreadable(_("Dit bestand is leeg."))
    if content.startswith(OLD_EXCEL):
        raise Unreadable(
            _(
                "Dit is een oud Excel-bestand, of er zit een wachtwoord op. "
                "Bewaar het als .xlsx zonder wachtwoord."
            )
        )
    if not zipfile.is_zipfile(io.BytesIO(content)):
        raise Unreadable(
            _("Dit is geen Excel-bestand en geen zip. Gebruik .xlsx, of een zip met CSV-bestanden.")
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if sum(entry.file_size for entry in archive.infolist()) > MAX_UNPACKED:
                raise Unreadable(_("Dit bestand is uitgepakt te groot. Deel het op in stukken."))
            if "xl/workbook.xml" in archive.namelist():
                return _checked(_from_xlsx(workbook, content))
            files = (
                (Path(entry.filename).name, archive.read(entry))
                for entry in archive.infolist()
                if entry.filename.lower().endswith(".csv")
                and not entry.filename.startswith("__MACOSX")
            )
            return _checked(_from_csv(workbook, files))
    except Unreadable:
        raise
    except (
        zipfile.BadZipFile,
        zlib.error,
        RuntimeError,
        NotImplementedError,
        OSError,
        EOFError,
    ) as error:
        raise Unreadable(_("Dit bestand is beschadigd of er zit een wachtwoord op.")) from error


def _from_xlsx(workbook: Workbook, content: bytes) -> Workbook:
    if not openpyxl.DEFUSEDXML:
        raise ImproperlyConfigured("openpyxl reads without defusedxml; install it.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # on styles and validations, which nobody imports
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
            for sheet in book.worksheets:
                sheet.reset_dimensions()  # some programs write a wrong size
                rows = sheet.iter_rows(values_only=True, max_col=MAX_COLUMNS)
                _add(workbook, sheet.title, rows)
            book.close()
    except Unreadable:
        raise
    except (
        InvalidFileException,
        DefusedXmlException,
        ParseError,
        LookupError,
        ArithmeticError,
        ValueError,
        TypeError,
        AttributeError,
        SyntaxError,
        zipfile.BadZipFile,
        zlib.error,
    ) as error:
        # openpyxl has no error of its own for a broken workbook.
        raise Unreadable(_("Dit Excel-bestand is beschadigd. Bewaar het opnieuw.")) from error
    return workbook


def _from_csv(workbook: Workbook, files: Iterable[tuple[str, bytes]]) -> Workbook:
    for name, content in files:
        text = _text(content)
        first_line = text.split("\n", 1)[0]
        separator = ";" if first_line.count(";") >= first_line.count(",") else ","
        try:
            _add(workbook, name[:-4], csv.reader(_lines(text), delimiter=separator))
        except csv.Error as error:
            raise Unreadable(
                _("Het bestand %(name)s is geen goede CSV.") % {"name": name}
            ) from error
    return workbook


def _lines(text: str) -> Iterator[str]:
    """The lines of a CSV file; csv.Error for one that no spreadsheet wrote."""
    for line in io.StringIO(text, newline=""):
        if len(line) > MAX_LINE:
            raise csv.Error("a line is too long")
        yield line


def _text(content: bytes) -> str:
    """UTF-8 with or without BOM; what Excel writes on an old Windows otherwise."""
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _add(workbook: Workbook, title: str, lines: Iterable) -> None:
    name = title.strip().lower()
    if name not in SHEET_NAMES:
        name = workbook.names.get(plain(title), name)
    if name not in SHEET_NAMES or name in workbook.sheets:
        if next(_numbered(lines), None) is not None:  # an empty sheet is nobody's question
            workbook.unknown_sheets.append(title[:60])
        return
    rows = workbook.sheets[name] = Rows()
    for number, cells in _numbered(lines):
        if not rows.header:
            rows.header = [str(cell).strip().lower() if cell is not None else "" for cell in cells]
            while not rows.header[-1]:  # the line is not empty, so this ends
                rows.header.pop()
            continue
        rows.rows.append((number, cells[: len(rows.header)]))
        if workbook.tell is not None and len(rows.rows) % TELL_EVERY == 0:
            workbook.tell(sum(len(each.rows) for each in workbook.sheets.values()))
        if len(rows.rows) > MAX_ROWS or number > MAX_LINES:
            raise Unreadable(
                _("Het blad %(name)s heeft te veel rijen. Deel het bestand op.") % {"name": name}
            )


def _numbered(lines: Iterable) -> Iterator[tuple[int, list]]:
    """Lines with their number in the file, without those that are empty, but with the first one
    that stands too low."""
    for number, cells in enumerate(lines, start=1):
        if number > MAX_LINES or any(cell is not None and str(cell).strip() for cell in cells):
            yield number, list(cells)


def _checked(workbook: Workbook) -> Workbook:
    if not workbook.sheets:
        raise NoSheet(
            _("In dit bestand staat geen blad dat we kennen. De bladen heten: %(names)s.")
            % {"names": ", ".join(SHEET_NAMES)},
            workbook.unknown_sheets,
        )
    return workbook

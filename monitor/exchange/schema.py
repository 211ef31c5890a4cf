"""The caseload workbook as data: its sheets, their columns and what may stand in them.

Reading, checking, the example file and the help on the page all follow this declaration.
"""

from dataclasses import dataclass

from benchmark.standard import clients as c
from benchmark.standard import deployments as d
from benchmark.standard import endings as e
from benchmark.standard.milestones import MILESTONES
from benchmark.standard.questionnaire import FEELINGS, ITEMS


@dataclass(frozen=True)
class Column:
    """One column. `kind`: text, gemeentecode, name, email, phone, account, code, yes_no, date,
    moment or scale. `required` holds for a new record; `past` refuses what is yet to come. A
    hyphen in a column that `clears` takes the whole record back."""

    name: str
    kind: str = "text"
    required: bool = False
    codes: tuple[str, ...] = ()
    past: bool = False
    clears: bool = False
    max_length: int = 0
    example: object = None


@dataclass(frozen=True)
class Sheet:
    """One sheet; `key` are the columns that together name one record."""

    name: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    def column(self, name: str) -> Column | None:
        """The column with this name, or None."""
        return next((column for column in self.columns if column.name == name), None)


def _code(name, terms, **options) -> Column:
    return Column(name, "code", codes=tuple(term.code for term in terms), **options)


NUMBER = Column("external_id", required=True, max_length=60, example="W-1001")

SHEETS: tuple[Sheet, ...] = (
    Sheet(
        "caseload",
        ("external_id",),
        (
            NUMBER,
            Column("first_name", "name", example="Anna"),
            Column("email", "email", example="anna@example.org"),
            Column("phone", "phone", example="06 12345678"),
            _code("channel", c.CHANNELS, example="email"),
            _code("language", c.LANGUAGES, example="nl"),
            Column("participates", "yes_no", example="yes"),
            Column("benchmark", "yes_no", example="yes"),
            _code("inflow", c.INFLOW, example="early_warning"),
            Column("first_contact", "date", example="2026-01-05"),
            Column("intake_date", "date", required=True, past=True, example="2026-01-12"),
            Column("enrolled_on", "date", example="2026-01-12"),
            Column("gemeentecode", "gemeentecode", max_length=6),
            Column("team", max_length=60, example="Noord"),
            Column("caseworker_email", "account"),
            Column("path", max_length=60),
            _code("client_type", c.CLIENT_TYPES, example="dependent"),
            _code("problem_severity", c.PROBLEM_SEVERITY, example="single"),
            _code("debt_duration", c.DEBT_DURATION, example="2-3"),
            _code("hindrance", c.HINDRANCE, example="medium"),
            _code("self_direction", c.SELF_DIRECTION, example="medium"),
            _code("competence", c.BANDS, example="below"),
            _code("attitude", c.BANDS, example="above"),
            _code("social_norm", c.BANDS, example="mixed"),
        ),
    ),
    Sheet(
        "milestones",
        ("external_id", "milestone"),
        (
            NUMBER,
            _code("milestone", MILESTONES, required=True, example="iu_in_view"),
            Column("reached_on", "date", past=True, clears=True, example="2026-02-16"),
        ),
    ),
    Sheet(
        "deployments",
        ("external_id", "category", "service", "started_on"),
        (
            NUMBER,
            _code("category", d.CATEGORIES, required=True, example="administrative"),
            Column("service", max_length=80, example="Thuisadministratie"),
            _code("intensity", d.INTENSITY, example="medium"),
            _code("mode", d.MODES, example="volunteer"),
            Column("started_on", "date", required=True, past=True, example="2026-01-26"),
            Column("ended_on", "date"),
        ),
    ),
    Sheet(
        "endings",
        ("external_id",),
        (
            NUMBER,
            Column("ended_on", "date", required=True, past=True, clears=True, example="2026-06-01"),
            _code("status", e.STATUSES, required=True, example="success"),
            _code("reason", e.REASONS, example="debt_rest"),
        ),
    ),
    Sheet(
        "pauses",
        ("external_id", "from"),
        (
            NUMBER,
            Column("from", "date", required=True, example="2026-03-02"),
            Column("until", "date", example="2026-03-15"),
        ),
    ),
    Sheet(
        "answers",
        ("external_id", "submitted_at"),
        (
            NUMBER,
            Column("submitted_at", "moment", required=True, past=True, example="2026-01-19 10:30"),
            Column("assisted", "yes_no", example="no"),
            *(
                Column(item.code, "scale", example=3)
                if item.is_scale
                else Column(item.code, "code", codes=tuple(t.code for t in FEELINGS))
                for item in ITEMS
            ),
        ),
    ),
)
SHEET_NAMES = tuple(sheet.name for sheet in SHEETS)


def by_name(name: str) -> Sheet:
    """The sheet with this name; KeyError when the workbook has none."""
    for sheet in SHEETS:
        if sheet.name == name:
            return sheet
    raise KeyError(name)

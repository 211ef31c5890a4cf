"""The pooled indicators in plain SQL by hand (plain.sql), and whether ours say the same."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from fractions import Fraction
from pathlib import Path

import psycopg
from psycopg.rows import namedtuple_row

NAMED = re.compile(r"^--: (\w+)\n", re.MULTILINE)
DIVIDERS = ("step", "phase", "client_type", "outcome", "inflow")


def rows(cohort) -> dict[str, list]:
    """Name of the statement -> its rows, for the municipality that this runs in.

    Leaves no table behind.
    """
    from django.db import transaction

    from .world import raw

    days = {"starts": cohort.starts_on, "ends": cohort.ends_on, "reference": cohort.reference_date}
    _, *parts = NAMED.split(Path(__file__).with_suffix(".sql").read_text())
    found = {}
    with transaction.atomic():
        cursor = psycopg.ClientCursor(raw(), row_factory=namedtuple_row)
        for name, statement in zip(parts[::2], parts[1::2], strict=True):
            cursor.execute(statement, days)
            found[name] = cursor.fetchall() if cursor.description else []
        cursor.execute("DROP TABLE g, w, t")
    return found


def differences(found: dict[str, list], computed: dict[str, dict]) -> list[str]:
    """Cells in which our statistic is not what plain SQL found, to the last digit.

    A cell that plain SQL has no row for must have nobody in it.
    """
    from benchmark.standard.indicators import POOLED

    by_hand = Figures(found)
    wrong = []
    for indicator in POOLED:
        expected = dict(by_hand.of(indicator))
        for term in indicator.cells:
            ours = computed[indicator.id][term.code]
            if _parts(ours) != expected.get(term.code) and not (
                ours.is_empty and term.code not in expected
            ):
                wrong.append(f"{indicator.id} {term.code}: {ours} and {expected.get(term.code)}")
    return wrong


def _parts(statistic) -> tuple:
    """What a statistic is made of, as plain numbers."""
    kind = type(statistic).__name__
    if kind == "Mean":
        return statistic.n, statistic.total, statistic.squares
    if kind == "Proportion":
        return statistic.hits, statistic.n
    if kind == "Curve":
        return statistic.at_risk, statistic.events, statistic.competing, statistic.censored
    return dict(statistic.counts), statistic.clients


class Figures:
    """The rows of plain.sql put under the indicators' names."""

    def __init__(self, found: dict[str, list]):
        self.found = found

    def of(self, indicator) -> Iterator[tuple[str, tuple]]:
        """Cell code -> the parts of its statistic."""
        return getattr(self, indicator.measure.code)(indicator)

    def mean_answer(self, indicator):
        from benchmark.standard.steps import EXPERIENCE_STEPS, PHASES

        once = True if indicator.moment == "baseline" else None
        used = [name for name in DIVIDERS if name in indicator.breakdowns]
        rows = [
            row
            for row in self.found["means"]
            if row.item == indicator.measure.item
            and row.first is once
            and [name for name in DIVIDERS if getattr(row, name) is not None] == used
        ]
        words = {"step": EXPERIENCE_STEPS, "phase": PHASES}

        def cell(row):
            parts = [
                words[name][getattr(row, name) - 1].code if name in words else getattr(row, name)
                for name in indicator.breakdowns
            ]
            return ".".join(parts) or "all"

        yield from _means(rows, cell, lambda row: row.c)

    def change_after_step(self, indicator):
        from benchmark.standard.steps import EXPERIENCE_STEPS

        rows = [row for row in self.found["changes"] if row.item == indicator.measure.item]
        yield from _means(
            rows, lambda row: EXPERIENCE_STEPS[row.step - 1].code, lambda row: row.c * row.next_c
        )

    def answers(self, indicator):
        from benchmark.standard.questionnaire import feeling_group
        from benchmark.standard.steps import EXPERIENCE_STEPS

        item, by_step = indicator.measure.item, bool(indicator.breakdowns)
        once = indicator.moment == "baseline"
        people = {row.step: getattr(row, item, None) for row in self.found["people"]}
        counts: dict[str, Counter] = {}
        for row in self.found["choices"]:
            given = getattr(row, item)
            if given is None or row.first is not (once or None) or bool(row.step) != by_step:
                continue
            code = EXPERIENCE_STEPS[row.step - 1].code if by_step else "all"
            word = feeling_group(given) if indicator.measure.variant == "groups" else str(given)
            counts.setdefault(code, Counter())[word] += row.n
        for place, term in enumerate(indicator.cells, start=1):
            if term.code in counts:
                clients = None if once else people[place if by_step else None]
                yield term.code, _divided(indicator, counts[term.code], clients)

    def registered(self, indicator):
        attribute = indicator.measure.attribute
        columns = {attribute, *indicator.breakdowns}
        counts: dict[str, Counter] = {}
        for row in self.found["registered"]:
            known = {name for name, value in row._asdict().items() if value is not None} - {"n"}
            if known == columns:
                code = getattr(row, *indicator.breakdowns) if indicator.breakdowns else "all"
                counts.setdefault(code, Counter())[getattr(row, attribute)] += row.n
        for code, of_cell in counts.items():
            yield code, _divided(indicator, of_cell)

    def reached_within(self, indicator):
        milestone, days = indicator.measure.milestone, indicator.window_days
        for code, row in self._shares(indicator):
            yield code, (getattr(row, f"{milestone}_{days}"), getattr(row, f"seen_{days}"))

    def settled_within(self, indicator):
        for code, row in self._shares(indicator):
            yield code, (row.agreed, row.requested)

    def success(self, indicator):
        if "model" in indicator.breakdowns:
            from django.db import connection

            model = connection.tenant.treatment_model
            for code, row in self._by("client_type"):
                yield f"{code}.{model}", (row.success, row.enrolled)
            return
        for code, row in self._shares(indicator):
            yield code, (row.success, row.enrolled)

    def drop_out(self, indicator):
        names = {
            "": ("drop_out", "enrolled"),
            "stopped": ("stopped", "enrolled"),
            "avoidable": ("avoidable", "enrolled"),
            "from_90_days": ("drop_out_from_90", "from_90"),
        }[indicator.measure.variant]
        for code, row in self._shares(indicator):
            yield code, tuple(getattr(row, name) for name in names)

    def drop_out_in_step(self, indicator):
        row = self._everybody
        for term, some, all_of in zip(indicator.cells, row.stopped_in, row.ever_in, strict=True):
            yield term.code, (some, all_of)

    def entered(self, indicator):
        row = self._everybody
        for term, some in zip(indicator.cells, row.entered, strict=True):
            yield term.code, (some, row.enrolled)

    def drop_out_moment(self, indicator):
        codes = (term.code for term in indicator.categories)
        yield "all", (dict(zip(codes, self._everybody.stopped_in, strict=True)), None)

    def success_kind(self, indicator):
        row = self._everybody
        yield "all", ({t.code: getattr(row, t.code) for t in indicator.categories}, None)

    def stabilisation_time(self, indicator):
        row = self._everybody
        classes = (row.weeks_8, row.weeks_17, row.weeks_26, row.weeks_39, row.weeks_more)
        codes = (term.code for term in indicator.categories)
        yield "all", (dict(zip(codes, classes, strict=True)), None)

    def time_to(self, indicator):
        by_type = bool(indicator.breakdowns)
        for term in indicator.cells:
            rows = {
                row.week: row
                for row in self.found["curves"]
                if row.result == indicator.measure.milestone
                and row.of_all == (not by_type)
                and (not by_type or row.client_type == term.code)
            }
            if rows:
                yield term.code, _curve(rows, indicator.weeks)

    def drop_out_reason(self, indicator):
        from benchmark.standard.steps import STEP_CODES

        counts: dict[str, Counter] = {}
        for row in self.found["reasons"]:
            words = {"step": STEP_CODES[row.step], "inflow": row.inflow}
            code = words[indicator.breakdowns[0]] if indicator.breakdowns else "all"
            counts.setdefault(code, Counter())[row.reason] += row.n
        for code, of_cell in counts.items():
            yield code, _divided(indicator, of_cell)

    def deployed(self, indicator):
        if len(indicator.breakdowns) == 1:
            for term in indicator.cells:
                yield term.code, (getattr(self._everybody, term.code), self._everybody.everybody)
            return
        for client_type, row in self._by("client_type"):
            for term in indicator.cells:
                outer, category = term.code.split(".")
                if outer == client_type:
                    yield term.code, (getattr(row, category), row.everybody)

    def deployments(self, indicator):
        for code, row in self._shares(indicator):
            yield code, (row.everybody, Fraction(row.kinds), Fraction(row.kinds_squared))

    def intensity(self, indicator):
        (name,) = indicator.breakdowns
        rows = [row for row in self.found["intensity"] if getattr(row, name) is not None]
        yield from _means(rows, lambda row: getattr(row, name), lambda row: row.c)

    def mode(self, indicator):
        people = {row.category: row.people for row in self.found["modes"] if row.mode is None}
        for term in indicator.cells:
            counts = {
                row.mode: row.n
                for row in self.found["modes"]
                if row.category == term.code and row.mode is not None
            }
            if counts:
                yield term.code, _divided(indicator, counts, people[term.code])

    def adjusted(self, indicator):
        counts = {
            ".".join((r.arm, r.outcome, r.client_type, r.debt_duration, r.problem_severity)): r.n
            for r in self.found["strata"]
            if r.category == indicator.measure.category
        }
        yield "all", _divided(indicator, counts)

    @property
    def _everybody(self):
        return next(row for row in self.found["shares"] if row.divided == 0b1111)

    def _by(self, name: str) -> Iterator[tuple[str, tuple]]:
        columns = ("client_type", "inflow", "administrative_in_window", "legal_in_window")
        mask = 0b1111 & ~(0b1000 >> columns.index(name))
        for row in self.found["shares"]:
            if row.divided == mask:
                yield getattr(row, name), row

    def _shares(self, indicator) -> Iterator[tuple[str, tuple]]:
        if not indicator.breakdowns:
            yield "all", self._everybody
            return
        (name,) = indicator.breakdowns
        if name == "intensity":
            words = {None: "none", 1: "low", 2: "medium", 3: "high", 0: ""}
            yield from ((words[score], row) for score, row in self._by("legal_in_window"))
        elif name == "help" and indicator.measure.category == "administrative":
            for helped, row in self._by("administrative_in_window"):
                yield ("with" if helped else "without"), row
        elif name == "help":
            yield from self._legal(indicator)
        else:
            yield from self._by(name)

    def _legal(self, indicator) -> Iterator[tuple[str, tuple]]:
        """With legal help is with any intensity of it."""
        with_help = [row for score, row in self._by("legal_in_window") if score is not None]
        first, *others = with_help
        together = first._replace(
            **{
                name: sum(getattr(row, name) for row in with_help)
                for name in ("iu_in_balance_91", "seen_91")
            }
        )
        yield "with", together
        yield from (("without", row) for score, row in self._by("legal_in_window") if score is None)


def _means(rows: Iterable, cell, denominator) -> Iterator[tuple[str, tuple]]:
    """Cell -> clients, sum and sum of squares, from sums per denominator."""
    sums: dict[str, list] = {}
    for row in rows:
        of_cell = sums.setdefault(cell(row), [0, Fraction(0), Fraction(0)])
        below = denominator(row)
        of_cell[0] += row.n
        of_cell[1] += Fraction(int(row.total), below)
        of_cell[2] += Fraction(int(row.squares), below**2)
    for code, parts in sums.items():
        yield code, tuple(parts)


def _divided(indicator, counts, clients=None) -> tuple:
    return {term.code: counts.get(term.code, 0) for term in indicator.categories}, clients


def _curve(rows: dict, weeks: int) -> tuple:
    """The four columns; a week in which nobody left has as many at risk as the next one."""
    at_risk, later = [], 0
    for week in range(weeks, -1, -1):
        later = rows[week].at_risk if week in rows else later
        at_risk.append(later)
    columns = [
        tuple(getattr(rows[week], name) if week in rows else 0 for week in range(weeks + 1))
        for name in ("events", "competing", "censored")
    ]
    return tuple(reversed(at_risk)), *columns

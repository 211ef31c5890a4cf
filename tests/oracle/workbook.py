"""Caseloads that this project's generator did not make, and the workbook each stands in.

It is registration as it comes: people without a type or without answers, results that were skipped,
turned round or dated before the intake, questionnaires a day apart or on the day of a result,
endings that contradict a success, help without intensity, and dates on both sides of every limit.
The seed decides everything. Nothing here comes from `monitor` or `benchmark`.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

from openpyxl import Workbook

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DESCRIBING = {
    "inflow": ("own_initiative", "early_warning", "referral"),
    "team": ("Noord", "Zuid"),
    "path": ("Kort & krachtig", "Samen op pad", "Z-pad"),
    "client_type": ("independent", "dependent", "vulnerable"),
    "problem_severity": ("none", "single", "multi"),
    "debt_duration": ("0-1", "2-3", "4-5", "over-5"),
    "hindrance": ("high", "medium", "low"),
    "self_direction": ("low", "medium", "high"),
    "competence": ("below", "above", "mixed"),
    "attitude": ("below", "above", "mixed"),
    "social_norm": ("below", "above", "mixed"),
}
RESULTS = (
    "intake_done",
    "iu_in_view",
    "debts_in_view",
    "iu_in_balance",
    "barriers_removed",
    "ready_for_settlement",
    "debt_rest",
)
ENDINGS = (
    ("success", ("ready_for_settlement", "debt_rest", "settlement_agreed")),
    (
        "stopped",
        ("no_show", "declines_settlement", "moved_or_deceased", "municipality_stops", "other"),
    ),
    ("referred", ("no_show", "declines_settlement", "moved_or_deceased", "other", "", "")),
)
CATEGORIES = ("administrative", "financial_coaching", "income_management", "legal", "psychosocial")
SCALES = ("influence", "stress", "unrest", "belief", "listened", "helped", "knows_what_to_do")
FEELINGS = ("despondent", "afraid", "sad", "angry", "hopeful", "relieved", "happy", "other")
# Days since the intake that lie on either side of a limit of the standard.
LIMITS = (0, 0, 56, 57, 59, 60, 61, 63, 64, 90, 91, 92, 119, 120, 182, 183, 273, 274)
# Excel takes a code with a hyphen for a day and a month.
AS_EXCEL_READS_IT = {"2-3": date(2024, 3, 2), "4-5": date(2024, 5, 4)}


@dataclass
class Trajectory:
    """One trajectory as it was registered; None and "" are not known.

    `describing`: the columns of DESCRIBING. `results`: milestone -> day. `ending`: day, status and
    reason, or None. `help`: rows of the sheet. `questionnaires`: (moment in Amsterdam without its
    zone, assisted or None, answers by item).
    """

    number: str
    intake: date
    enrolled: date | None
    benchmark: bool | None
    describing: dict[str, str]
    results: dict[str, date]
    ending: tuple[date, str, str] | None
    help: list[dict] = field(default_factory=list)
    questionnaires: list[tuple[datetime, bool | None, dict]] = field(default_factory=list)


def caseload(seed: int, starts_on: date, ends_on: date, reference: date, size: int = 120):
    """So many trajectories around a period: most of them inside it, some on its first or last day
    and some just outside."""
    rng = Random(seed)
    edges = [starts_on, starts_on - timedelta(1), ends_on, ends_on + timedelta(1), reference]
    edges += [reference - timedelta(days) for days in (-1, 59, 60, 89, 90, 91, 92, 119, 120)]
    return [_trajectory(rng, f"O-{n:03}", starts_on, ends_on, edges) for n in range(size)]


def _trajectory(rng: Random, number: str, starts_on: date, ends_on: date, edges) -> Trajectory:
    intake = starts_on + timedelta(rng.randint(0, (ends_on - starts_on).days))
    if rng.random() < 0.25:
        intake = rng.choice(edges)
    results = _in_order(rng, intake) if rng.random() < 0.65 else _anyhow(rng, intake)
    if rng.random() < 0.3:
        # The last two edges are 119 and 120 days before the reference date.
        requested = rng.choice((intake + timedelta(rng.randint(60, 260)), *edges[-2:]))
        results["settlement_requested"] = requested
        if rng.random() < 0.7:
            later = rng.choice((119, 120, 121, rng.randint(-5, 160)))
            results["settlement_agreed"] = requested + timedelta(later)
    return Trajectory(
        number,
        intake,
        rng.choice((None, intake, intake + timedelta(rng.randint(-20, 45)))),
        rng.choice((None, None, True, False)),
        {
            name: rng.choice(codes) if rng.random() < 0.85 else ""
            for name, codes in DESCRIBING.items()
        },
        results,
        _ending(rng, intake, results),
        _help(rng, intake),
        _questionnaires(rng, intake, results),
    )


def _in_order(rng: Random, intake: date) -> dict[str, date]:
    """One after the other, some skipped, some on the same day."""
    results, day = {}, intake + timedelta(rng.choice((0, 0, 3, 10, 20)))
    for kind in RESULTS:
        if rng.random() < 0.1:
            break
        if rng.random() < 0.85:
            results[kind] = day
        day += timedelta(rng.choice((0, 1, rng.randint(2, 35), rng.randint(20, 70))))
    if "ready_for_settlement" in results and rng.random() < 0.6:
        results.pop("debt_rest", None)
    return results


def _anyhow(rng: Random, intake: date) -> dict[str, date]:
    """In no order at all, before the intake too."""
    return {
        kind: intake
        + timedelta(rng.choice(LIMITS) if rng.random() < 0.6 else rng.randint(-12, 320))
        for kind in RESULTS
        if rng.random() < 0.45
    }


def _ending(rng: Random, intake: date, results: dict[str, date]):
    if rng.random() < 0.4:
        return None
    status, reasons = rng.choice(ENDINGS)
    day = intake + timedelta(rng.choice((0, 7, 8, rng.randint(1, 120), rng.randint(60, 330))))
    if results and rng.random() < 0.3:
        day = max(intake, rng.choice(sorted(results.values())))
    return day, status, rng.choice(reasons)


def _help(rng: Random, intake: date) -> list[dict]:
    rows, seen = [], set()
    for _ in range(rng.choice((0, 0, 1, 2, 3, 5, 6))):
        category = rng.choice((*CATEGORIES, "administrative", "legal", "legal"))
        started = intake + timedelta(rng.choice((-6, 0, 90, 91, 92, rng.randint(0, 330))))
        service = rng.choice(("", "Loket 1", "Loket 2"))
        if (category, service, started) in seen:
            continue
        seen.add((category, service, started))
        rows.append(
            {
                "category": category,
                "service": service,
                "intensity": rng.choice(("", "low", "medium", "high")),
                "mode": rng.choice(("", "caseworker", "other_desk", "volunteer", "partner")),
                "started_on": started,
                "ended_on": rng.choice((None, started, started + timedelta(40))),
            }
        )
    return rows


def _questionnaires(rng: Random, intake: date, results: dict[str, date]):
    if rng.random() < 0.2:
        return []
    moments: set[datetime] = set()
    day = intake + timedelta(rng.choice((-15, -1, 0, 1, 5, 14)))
    for _ in range(rng.choice((1, 1, 2, 3, 5, 8, 12))):
        if results and rng.random() < 0.25:
            day = rng.choice(sorted(results.values()))
        # Around midnight the day in Amsterdam is another than in UTC; two o'clock may be doubled.
        clock = timedelta(hours=rng.choice((0, 1, 8, 13, 23)), minutes=rng.randint(0, 59))
        moments.add(datetime(day.year, day.month, day.day) + clock)  # noqa: DTZ001 - local
        day += timedelta(rng.choice((0, 1, 1, 13, 14, 15, rng.randint(20, 60))))
    # The rows stand in no order in the file.
    return [
        (moment, rng.choice((None, False, False, True)), _answers(rng))
        for moment in rng.sample(sorted(moments), len(moments))
    ]


def _answers(rng: Random) -> dict:
    given = {item: rng.randint(1, 5) for item in SCALES if rng.random() < 0.75}
    if rng.random() < 0.75 or not given:
        given["feeling"] = rng.choice(FEELINGS)
    return given


def corrected(seed: int, trajectories: list[Trajectory]) -> dict[str, list[dict]]:
    """Change some of what was registered, and give the sheets of the workbook that says so."""
    rng = Random(seed)
    sheets: dict[str, list[dict]] = {name: [] for name in ("caseload", "milestones", "endings")}
    for each in rng.sample(trajectories, len(trajectories) // 3):
        key = {"external_id": each.number}
        plain = sorted(set(each.results) - set(ENDINGS[0][1]))
        if plain:
            kind = rng.choice(plain)
            if rng.random() < 0.5:
                del each.results[kind]
                sheets["milestones"].append(key | {"milestone": kind, "reached_on": "-"})
            else:
                each.results[kind] += timedelta(rng.randint(-9, 9))
                day = each.results[kind]
                sheets["milestones"].append(key | {"milestone": kind, "reached_on": day})
        if each.ending and each.ending[1] != "success":
            each.ending = None
            sheets["endings"].append(key | {"ended_on": "-"})
        if rng.random() < 0.5:
            each.describing["client_type"] = ""
            each.describing["path"] = "Z-pad"
            sheets["caseload"].append(key | {"client_type": "-", "path": "Z-pad", "team": None})
    return sheets


def sheets_of(seed: int, trajectories: list[Trajectory]) -> dict[str, list[dict]]:
    """The rows of each sheet, with dates and moments in the notations that people use."""
    rng = Random(seed)
    return {
        "answers": [
            {
                "external_id": each.number,
                "submitted_at": _written_moment(rng, moment),
                "assisted": {None: None, True: "yes", False: "no"}[assisted],
            }
            | given
            for each in trajectories
            for moment, assisted, given in each.questionnaires
        ],
        "endings": [
            {
                "external_id": each.number,
                "ended_on": _written(rng, each.ending[0]),
                "status": each.ending[1],
                "reason": each.ending[2],
            }
            for each in trajectories
            if each.ending
        ],
        "caseload": [
            {
                "external_id": each.number,
                "intake_date": _written(rng, each.intake),
                "enrolled_on": _written(rng, each.enrolled),
                "benchmark": {None: "", True: "yes", False: "no"}[each.benchmark],
            }
            | {
                name: AS_EXCEL_READS_IT.get(code, code) if rng.random() < 0.3 else code
                for name, code in each.describing.items()
            }
            for each in trajectories
        ],
        "milestones": [
            {"external_id": each.number, "milestone": kind, "reached_on": _written(rng, day)}
            for each in trajectories
            for kind, day in each.results.items()
        ],
        "deployments": [
            {"external_id": each.number}
            | row
            | {name: _written(rng, row[name]) for name in ("started_on", "ended_on")}
            for each in trajectories
            for row in each.help
        ],
        "pauses": [
            {"external_id": each.number, "from": each.intake + timedelta(30), "until": None}
            for each in trajectories[::9]
        ],
    }


def _written(rng: Random, day: date | None):
    if day is None:
        return None
    return rng.choice((day, day.isoformat(), f"{day.day}-{day.month}-{day.year}"))


def _written_moment(rng: Random, moment: datetime):
    with_zone = moment.replace(tzinfo=AMSTERDAM).astimezone(UTC).isoformat()
    return rng.choice((moment, moment.isoformat(" "), with_zone))


def save(sheets: dict[str, list[dict]], path) -> None:
    """Write the sheets that have rows as an XLSX file."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        columns = list(dict.fromkeys(column for row in rows for column in row))
        if rows:
            page = book.create_sheet(name)
            page.append(columns)
            for row in rows:
                page.append([row.get(column) for column in columns])
    book.save(path)

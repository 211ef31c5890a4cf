"""manage.py indicators --municipality SLUG [--indicator ID] [--breakdown NAME] [--json]."""

import json
from collections.abc import Callable, Iterable

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import tenant_context

from benchmark.standard.indicators import BREAKDOWNS, Indicator
from monitor.insights.asking import EDITION, NoEdition, Refused, ask
from monitor.insights.downloads import as_json
from tenants.models import Municipality

# What a figure is divided by: the breakdowns of the standard, and what its kind divides it into.
BY_KIND: dict[str, Callable[[Indicator], bool]] = {
    "week": lambda i: i.kind == "curve",
    "reason": lambda i: i.measure.code == "drop_out_reason",
    "category": lambda i: (
        "category" in i.breakdowns
        or (i.kind == "distribution" and i.measure.code not in ("drop_out_reason", "adjusted"))
    ),
}
NAMES = tuple(dict.fromkeys(("none", *BREAKDOWNS, *BY_KIND)))
COLUMNS = ("cell", "n", "value", "low", "high", "benchmark")


def is_divided_by(indicator: Indicator, name: str) -> bool:
    """Whether a figure has one number per `name`, one of NAMES."""
    if name in BY_KIND:
        return BY_KIND[name](indicator)
    return indicator.breakdown == "none" if name == "none" else name in indicator.breakdowns


class Command(BaseCommand):
    """Print what the API answers: aggregates only, withheld as on the pages."""

    help = "Print the figures of one municipality, as the API gives them."

    def add_arguments(self, parser):
        """Whose figures, which of them, and for which choice."""
        parser.add_argument("--municipality", required=True, metavar="SLUG")
        parser.add_argument("--edition", metavar="SLUG", help="the newest with figures otherwise")
        parser.add_argument("--indicator", metavar="ID")
        parser.add_argument("--breakdown", metavar="NAME", help=", ".join(NAMES))
        parser.add_argument(
            "--filter",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="a filter of the pages, such as type=vulnerable; may be repeated",
        )
        parser.add_argument("--json", action="store_true", help="JSON instead of a table")

    def handle(self, *, municipality, edition, indicator, breakdown, filter, **options):
        """Ask and print."""
        tenant = Municipality.objects.filter(slug=municipality, is_active=True).first()
        if tenant is None or tenant.is_programme:
            raise CommandError(f"No active municipality has the slug {municipality}.")
        if breakdown and breakdown not in NAMES:
            raise CommandError(f"No breakdown is called {breakdown}. Known: {', '.join(NAMES)}.")
        query = _query(filter) | ({EDITION: edition} if edition else {})
        with tenant_context(tenant):
            try:
                dashboard = ask(tenant, query)
            except Refused as error:
                raise CommandError(str(error)) from error
            except NoEdition as error:
                raise CommandError(f"{tenant.name} has no edition yet.") from error
            chosen = _chosen(dashboard.indicators, indicator, breakdown)
            figures = [as_json(dashboard, found) for found in chosen]
        if options["json"]:
            data = figures[0] if indicator else {"indicators": figures}
            self.stdout.write(json.dumps(data, ensure_ascii=False, indent=2))
        else:
            self.stdout.write("\n\n".join(_table(figure) for figure in figures))


def _query(filters: Iterable[str]) -> dict[str, str]:
    for pair in filters:
        if "=" not in pair:
            raise CommandError(f"A filter is NAME=VALUE, not {pair}.")
    return dict(pair.split("=", 1) for pair in filters)


def _chosen(known: dict[str, Indicator], id: str | None, breakdown: str | None) -> list[Indicator]:
    if id and id not in known:
        raise CommandError(f"No indicator is called {id}.")
    some = [known[id]] if id else list(known.values())
    found = [i for i in some if not breakdown or is_divided_by(i, breakdown)]
    if not found:
        asked = f"{id} is not" if id else "No indicator here is"
        raise CommandError(f"{asked} divided by {breakdown}.")
    return found


def _table(figure: dict) -> str:
    """The numbers under each other, columns as wide as they need."""
    rows = [COLUMNS, *(_row(cell) for cell in figure["cells"])]
    widths = [max(len(row[i]) for row in rows) for i in range(len(COLUMNS))]
    lines = ["  ".join(f"{t:<{w}}" for t, w in zip(r, widths, strict=True)).rstrip() for r in rows]
    head = f"{figure['id']}: {figure['title']} ({figure['reference_date']})"
    return "\n".join([head, figure["finding"], "", *lines])


def _row(cell: dict) -> tuple[str, ...]:
    numbers = (cell["n"], cell["value"], cell["low"], cell["high"])
    written = [_number(number) for number in numbers]
    if cell["suppressed"]:
        written[0] = cell["reason"]
    average = cell["benchmark"]
    return (cell["key"], *written, average["label"] if average else "–")


def _number(number: float | None) -> str:
    if number is None:
        return "–"
    return str(number) if isinstance(number, int) else f"{number:.3f}"

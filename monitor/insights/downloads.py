"""A figure as a file."""

import csv
import io
from collections.abc import Iterable

from benchmark.figures import Figure


def as_csv(figure: Figure) -> str:
    """The figure's table with its finding, notes and method, for a Dutch spreadsheet (semicolons).

    Made of what the page shows, so it withholds what the page withholds.
    """
    sheet = io.StringIO()
    writer = csv.writer(sheet, delimiter=";", lineterminator="\r\n")
    writer.writerow([figure.table.caption])
    writer.writerow([figure.finding])
    writer.writerow([])
    if not figure.is_empty:
        writer.writerow(figure.table.header)
        writer.writerows(figure.table.rows)
        writer.writerow([])
    writer.writerows(_texts(figure))
    return sheet.getvalue()


def _texts(figure: Figure) -> Iterable[list[str]]:
    return ([text] for text in (*figure.notes, figure.method, figure.direction) if text)

"""Points on public pages: a release and one or two figures in, a drawn figure out.

A figure with points is written as "indicator:cell". No municipality is named, and none is the
reader's own.
"""

from django.utils.translation import get_language

from benchmark import lookup
from benchmark.figures import Figure, Place, build_bars, build_scatter
from benchmark.models import Release
from benchmark.standard.indicators import Indicator, by_id

from .figures import drawn

SEPARATOR = ":"


def has_points(release_slug: str, name: str) -> bool:
    """Whether the release has points for this figure; False for one the standard has not."""
    found = _figure(name)
    return found is not None and bool(lookup.released_points(release_slug, *found))


def bars_of(release_slug: str | None, name: str, *, prefix: str) -> Figure | None:
    """A bar per municipality in the active language; its empty state without points.

    None when the figure is no longer in the standard. `prefix` is unique on the page.
    """
    found = _figure(name)
    if found is None:
        return None
    release = Release.objects.filter(slug=release_slug).select_related("edition").first()
    points = lookup.released_points(release.slug, *found) if release else []
    return drawn(
        build_bars(
            *found,
            [Place(point.number, False, point.value) for point in points],
            own_name="",
            id_prefix=prefix,
            lang=get_language() or "nl",
            measured_on=release.edition.reference_date if release else None,
        )
    )


def scatter_of(release_slug: str | None, x: str, y: str, *, prefix: str) -> Figure | None:
    """A point per municipality that shows both; its empty state without enough of them."""
    across, up = _figure(x), _figure(y)
    if across is None or up is None:
        return None
    points = {p.number: p.value for p in lookup.released_points(release_slug or "", *across)}
    places = [
        Place(point.number, False, points[point.number], point.value)
        for point in lookup.released_points(release_slug or "", *up)
        if point.number in points
    ]
    return drawn(
        build_scatter(
            across, up, places, own_name="", id_prefix=prefix, lang=get_language() or "nl"
        )
    )


def _figure(name: str) -> tuple[Indicator, str] | None:
    """The indicator and its cell; None when the standard has it no longer."""
    id, _separator, cell = name.partition(SEPARATOR)
    try:
        indicator = by_id(id)
        indicator.cell(cell)
    except KeyError:
        return None
    return indicator, cell

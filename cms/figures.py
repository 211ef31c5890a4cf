"""National figures on public pages: a release and an indicator in, a drawn figure out."""

from dataclasses import replace

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark import lookup
from benchmark.figures import Figure, build_figure
from benchmark.models import Release
from benchmark.standard.indicators import POOLED, by_id


def release_choices() -> list[tuple[str, str]]:
    """The published releases, newest first, for the editor's list."""
    return [
        (release.slug, f"{release.slug} ({release.published_at:%d-%m-%Y})")
        for release in Release.objects.all()
    ]


def indicator_choices() -> list[tuple[str, str]]:
    """The indicators of the standard, for the editor's list."""
    return [(indicator.id, str(indicator.title)) for indicator in POOLED]


def stands_in_release(release_slug: str, indicator_id: str) -> bool:
    """Whether the release holds a national figure, shown or withheld, of this indicator."""
    indicator = by_id(indicator_id)
    return bool(
        lookup.released(release_slug, indicator) or lookup.withheld(release_slug, indicator)
    )


def _companions(release: Release | None, indicator):
    """No own side, and the released figures that the drawing shows beside this one."""
    if release is None or not indicator.companion:
        return None
    return None, lookup.released(release.slug, by_id(indicator.companion))


def figure_of(release_slug: str | None, indicator_id: str, *, prefix: str) -> Figure | None:
    """The national figure in the active language; its empty state without a release.

    None when the indicator is no longer in the standard. `prefix` is unique on the page.
    """
    try:
        indicator = by_id(indicator_id)
    except KeyError:
        return None
    release = Release.objects.filter(slug=release_slug).select_related("edition").first()
    figure = build_figure(
        indicator,
        None,
        lookup.released(release.slug, indicator) if release else {},
        own_label="",
        average_label=_("Gemiddelde"),
        id_prefix=prefix,
        lang=get_language() or "nl",
        measured_on=release.edition.reference_date if release else None,
        average_reasons=lookup.withheld(release.slug, indicator) if release else None,
        companions=_companions(release, indicator),
    )
    # Drawn by benchmark.charts, which escapes every text it is given.
    return replace(
        figure,
        svg=mark_safe(figure.svg),  # noqa: S308
        svg_narrow=mark_safe(figure.svg_narrow),  # noqa: S308
    )

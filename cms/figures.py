"""National figures on public pages: a release and an indicator in, a drawn figure out."""

from dataclasses import replace

from django.utils.safestring import mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from benchmark import lookup, points
from benchmark.figures import Figure, build_figure
from benchmark.models import Release
from benchmark.standard.indicators import CHAPTERS, POOLED, SECTIONS, Indicator, by_id


def release_choices() -> list[tuple[str, str]]:
    """The published releases, newest first, for the editor's list."""
    return [
        (release.slug, f"{release.slug} ({release.published_at:%d-%m-%Y})")
        for release in Release.objects.all()
    ]


def indicator_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    """What a release can hold, by chapter and section, for the editor's list."""
    chapters = {chapter.code: str(chapter) for chapter in CHAPTERS}
    groups = [
        (
            f"{chapters[section.code.split('.')[0]]}: {section}",
            [(i.id, str(i.title)) for i in POOLED if i.section == section.code],
        )
        for section in SECTIONS
    ]
    return [(name, indicators) for name, indicators in groups if indicators]


def point_choices() -> list[tuple[str, str]]:
    """The figures that have a point per municipality, for the editor's list."""
    return [
        (f"{indicator.id}:{cell}", _title_of(indicator, cell))
        for indicator, cell in points.declared()
    ]


def _title_of(indicator: Indicator, cell: str) -> str:
    if not indicator.breakdowns:
        return str(indicator.title)
    return f"{indicator.title}: {indicator.cell(cell)}"


def drawn(figure: Figure) -> Figure:
    """With drawings that a template writes as they are: benchmark.charts escapes every text."""
    return replace(
        figure,
        svg=mark_safe(figure.svg),  # noqa: S308
        svg_narrow=mark_safe(figure.svg_narrow),  # noqa: S308
    )


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
    return drawn(figure)

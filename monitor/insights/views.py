"""The insights pages: five chapters, the data of a figure, and what leaves the municipality."""

import json
from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from benchmark import consents, contributions
from benchmark.disclosure import COHORT_FLOOR, INTERNAL_FLOOR
from benchmark.standard.indicators import CHAPTERS, SECTIONS
from tenants.access import INSIGHT, members_only

from .cards import card_of
from .contribution import Offer, hand_over_for
from .download_views import TYPES
from .editions import open_on
from .leaving import described
from .reading import ACCOUNTABLE, SLUGS, Reading


@require_safe
@members_only(INSIGHT)
def overview(request):
    """The five chapters, each with its findings."""
    reading = Reading(request)
    context = reading.context(request, "")
    if reading.dashboard:
        context["tiles"] = [
            (tile, reading.url("chapter", SLUGS[tile.chapter]))
            for tile in reading.dashboard.tiles()
        ]
        context["chapters"] = [
            {
                "title": str(chapter),
                "url": reading.url("chapter", SLUGS[chapter.code]),
                "figures": reading.dashboard.highlights(chapter.code),
                "count": sum(
                    i.chapter == chapter.code for i in reading.dashboard.indicators.values()
                ),
            }
            for chapter in CHAPTERS
        ]
    return render(request, "insights/overview.html", context, status=reading.status)


@require_safe
@members_only(INSIGHT)
def chapter(request, slug):
    """One chapter with all its figures, by section."""
    found = next((c for c in CHAPTERS if SLUGS[c.code] == slug), None)
    if found is None:
        raise Http404("no such chapter")
    reading = Reading(request)
    context = reading.context(request, found.code) | {"title": str(found)}
    if reading.dashboard:
        figures = reading.dashboard.figures(found.code)
        context["figures"] = figures
        context["nothing_yet"] = all(figure.is_empty for figure in figures)
        context["sections"] = _sections(reading, figures)
    return render(request, "insights/chapter.html", context, status=reading.status)


def _sections(reading: Reading, figures) -> list[dict]:
    """The figures under the names of their sections, each with its card and its files."""
    names = {section.code: str(section) for section in SECTIONS}
    return [
        {
            "code": code.split(".")[1],
            "title": names[code],
            "figures": [
                {
                    "figure": figure,
                    "card": card_of(figure.indicator, reading.dashboard.own_names),
                    "files": [
                        {
                            "label": kind.upper(),
                            "url": reading.url("figure_file", figure.indicator.id, kind),
                        }
                        for kind in TYPES
                    ],
                    "compare": f"{reverse('insights:compare')}?cijfer={figure.indicator.id}",
                }
                for figure in some
            ]
            + [{"figure": figure} for figure in reading.dashboard.between(code)],
        }
        for code, some in groupby(figures, key=lambda figure: figure.indicator.section)
    ]


@require_safe
@members_only(ACCOUNTABLE)
def contribution(request):
    """Exactly what goes to the average when it is handed over now."""
    reading = Reading(request)
    context = reading.context(request, "contribution")
    if reading.edition:
        offer = Offer.of(reading.edition)
        rows = contributions.preview(
            reading.edition, reading.municipality, offer.computed, offer.cohort_size
        )
        standing = list(contributions.own(reading.edition, reading.municipality))
        exact = [
            {"indicator": r.indicator, "version": r.version, "cell": r.cell, "base": r.base}
            | {"cohort_size": r.cohort_size, "statistic": r.statistic}
            for r in rows
            if r.base >= INTERNAL_FLOOR
        ]
        context |= {
            "cohort_size": offer.cohort_size,
            "least": COHORT_FLOOR,
            "leaving": described(rows),
            "row_count": len(rows),
            "exact": "\n".join(json.dumps(row) for row in exact),
            "handed_over_at": max((row.computed_at for row in standing), default=None),
            "handed_over_count": len(standing),
            "is_open": _is_open(reading),
            "consent": consents.standing(reading.edition, reading.municipality),
        }
    return render(request, "insights/contribution.html", context)


@require_POST
@members_only(ACCOUNTABLE)
def hand_over(request):
    """Hand over now instead of tonight."""
    reading = Reading(request)
    if reading.edition is None:
        raise Http404("no edition")
    if not _is_open(reading):
        messages.error(request, _("Deze editie is gesloten. De cijfers liggen vast."))
        return redirect(reading.url("contribution"))
    count = hand_over_for(reading.municipality, reading.edition)
    if count:
        text = ngettext(
            "%(count)d cijfer is verstuurd.", "%(count)d cijfers zijn verstuurd.", count
        )
        messages.success(request, text % {"count": count})
    else:
        text = _("Er is niets verstuurd: er zijn nog geen %(least)d cliënten in deze editie.")
        messages.warning(request, text % {"least": COHORT_FLOOR})
    return redirect(reading.url("contribution"))


def _is_open(reading: Reading) -> bool:
    editions = open_on(reading.municipality, timezone.localdate())
    return editions.filter(pk=reading.edition.pk).exists()


@require_POST
@members_only(ACCOUNTABLE)
def consent(request):
    """Let the municipality's own figure stand under a number beside others, or no longer."""
    reading = Reading(request)
    if reading.edition is None:
        raise Http404("no edition")
    if request.POST.get("toestemming") == "ja":
        consents.give(reading.edition, reading.municipality, request.user.pk)
        messages.success(
            request,
            _("Jullie cijfer komt onder een nummer in de volgende publicatie van deze editie."),
        )
    elif consents.withdraw(reading.edition, reading.municipality, request.user.pk):
        messages.success(
            request,
            _("De toestemming is ingetrokken. Wat al is gepubliceerd, blijft staan."),
        )
    return redirect(f"{reading.url('contribution')}#punt")

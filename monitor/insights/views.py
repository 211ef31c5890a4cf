"""The insights pages: five chapters, the data of a figure, and what leaves the municipality."""

import json
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from benchmark import contributions
from benchmark.disclosure import COHORT_FLOOR
from benchmark.standard.indicators import CHAPTERS, by_id
from tenants.access import INSIGHT, members_only
from tenants.models import Role

from .contribution import Offer, hand_over_for
from .dashboard import Dashboard, as_csv, newest_with_figures
from .editions import open_on
from .forms import Choice
from .frames import Cohort
from .leaving import described

# The chapters' names in the address.
SLUGS = {
    "experience": "beleving",
    "inflow": "instroom",
    "screening": "screening",
    "results": "resultaten",
    "drop_out": "uitval",
}
# Who answers for what leaves the municipality.
ACCOUNTABLE = frozenset({Role.POLICY_ADVISER, Role.ADMINISTRATOR})
FILTERS = {"type": "client_type", "instroom": "inflow"}


class Reading:
    """What every page needs: the dashboard that the address asks for, and the ways on."""

    def __init__(self, request):
        self.municipality = request.tenant
        self.editions, default = newest_with_figures(request.tenant)
        wanted = request.GET.get("looptijd")
        found = [e for e in self.editions if e.slug == wanted] if wanted else [default]
        if not found:
            raise Http404("no such edition")
        self.edition = found[0]
        self.form = Choice(request.GET or None, self.editions)
        chosen = self.form.cleaned_data if self.form.is_valid() else {}
        self.filters = {name: chosen[name] for name in FILTERS if chosen.get(name)}
        self.query = urlencode(({"looptijd": wanted} if wanted else {}) | self.filters)
        self.dashboard = self.edition and Dashboard(
            self.municipality,
            self.edition,
            Cohort.of(self.edition, **{FILTERS[n]: v for n, v in self.filters.items()}),
        )

    def url(self, name: str, *args) -> str:
        """The address of another page for the same choice."""
        address = reverse(f"insights:{name}", args=args)
        return f"{address}?{self.query}" if self.query else address

    def context(self, request, current: str) -> dict:
        """What the shared frame of the pages shows."""
        pages = [("", _("Overzicht"), self.url("overview"))]
        pages += [(c.code, str(c), self.url("chapter", SLUGS[c.code])) for c in CHAPTERS]
        if request.membership.role in ACCOUNTABLE:
            pages.append(("contribution", _("Wat wij delen"), self.url("contribution")))
        return {
            "reading": self,
            "dashboard": self.dashboard,
            "form": self.form,
            "chosen": {"looptijd": self.edition.slug if self.edition else ""} | self.filters,
            "tabs": [
                {"url": url, "label": label, "current": code == current}
                for code, label, url in pages
            ],
        }


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
                "figures": reading.dashboard.figures(chapter.code),
            }
            for chapter in CHAPTERS
        ]
    return render(request, "insights/overview.html", context)


@require_safe
@members_only(INSIGHT)
def chapter(request, slug):
    """One chapter with all its figures."""
    found = next((c for c in CHAPTERS if SLUGS[c.code] == slug), None)
    if found is None:
        raise Http404("no such chapter")
    reading = Reading(request)
    context = reading.context(request, found.code) | {"title": str(found)}
    if reading.dashboard:
        context["figures"] = reading.dashboard.figures(found.code)
        context["nothing_yet"] = all(figure.is_empty for figure in context["figures"])
        context["downloads"] = [
            {"label": figure.title, "url": reading.url("figure_csv", figure.indicator.id)}
            for figure in context["figures"]
            if not figure.is_empty
        ]
    return render(request, "insights/chapter.html", context)


@require_safe
@members_only(INSIGHT)
def figure_csv(request, indicator):
    """The numbers of one figure, as the page shows them."""
    try:
        found = by_id(indicator)
    except KeyError as error:
        raise Http404("no such figure") from error
    reading = Reading(request)
    if reading.dashboard is None:
        raise Http404("no edition")
    name = f"{reading.municipality.slug}-{reading.edition.slug}-{found.id}.csv"
    return HttpResponse(
        # With a byte order mark spreadsheets read the accents.
        "\ufeff" + as_csv(reading.dashboard.figure(found)),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


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

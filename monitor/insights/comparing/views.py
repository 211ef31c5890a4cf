"""The page that sets two groups side by side."""

from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from monitor.insights.editions import editions_of
from monitor.insights.frames import Cohort
from monitor.insights.palettes import palette_of
from tenants.access import INSIGHT, members_only

from .choice import BY_DATE, Choice
from .material import Material
from .report import Report
from .sides import before_and_since, by_attribute


@require_safe
@members_only(INSIGHT)
def compare(request):
    """The choice, and below it the comparison that the address asks for."""
    editions = list(editions_of(request.tenant))
    material = Material.read(editions)
    context, status = {"has_clients": bool(material.days)}, 200
    if material.days:
        choice = Choice(request.GET, material, editions)
        context["choice"] = choice
        if choice.is_valid():
            context["report"] = _report(request, choice)
        elif choice.is_bound:
            status = 400
    return render(request, "insights/compare.html", context, status=status)


def _report(request, choice: Choice) -> Report:
    common = {
        "lang": get_language() or "nl",
        "palette": palette_of(request.tenant.theme),
    }
    material = choice.material
    if choice.cleaned_data["hoe"] == BY_DATE:
        sides = before_and_since(choice.periods, material.known_until)
        return Report.of(choice.indicator, sides, is_moved=choice.periods.is_moved, **common)
    if choice.edition:
        cohort = Cohort.of(choice.edition)
    else:
        cohort = Cohort(material.first, material.last, material.known_until)
    sides = by_attribute(cohort, choice.attribute, *choice.groups)
    return Report.of(choice.indicator, sides, by=choice.attribute, **common)

"""What this municipality's headings mean: to look at, and to forget."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from monitor.caseload.acts import act
from tenants.access import CASELOAD, members_only

from ..hand import IMPORT
from ..models import HeadingPreset


@members_only(CASELOAD)
@require_http_methods(["GET", "POST"])
def presets(request):
    """The headings that are known here; POST `preset` to forget one."""
    if request.method == "POST":
        known = {str(each.pk): each for each in HeadingPreset.objects.all()}
        preset = known.get(request.POST.get("preset", ""))
        if preset is None:
            raise Http404
        with act(request.user, source=IMPORT):
            preset.delete()
        messages.success(request, _("Deze koppeling is weg. We vragen er de volgende keer naar."))
        return redirect("exchange:presets")
    return render(request, "exchange/presets.html", {"presets": HeadingPreset.objects.all()})

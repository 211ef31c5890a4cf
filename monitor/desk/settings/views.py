"""The page on which an administrator gives the steps the municipality's own names."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from benchmark.standard.steps import VERSION
from monitor.caseload import labels
from tenants.access import members_only
from tenants.models import Role

from .forms import NamesForm


@require_http_methods(["GET", "HEAD", "POST"])
@members_only({Role.ADMINISTRATOR})
def names(request):
    """See and change the names; an error leaves everything as it was."""
    standing = labels.current()
    form = NamesForm(request.POST or None, names=standing)
    if request.method == "POST" and form.is_valid():
        return _done(request, labels.change(by=request.user, **form.cleaned()))
    context = {"form": form, "names": standing, "version": VERSION}
    return render(request, "desk/settings/names.html", context)


@require_POST
@members_only({Role.ADMINISTRATOR})
def standard_names(request):
    """Everything by its standard name again."""
    return _done(request, labels.change(by=request.user, own={}))


def _done(request, changed: int):
    if changed:
        said = ngettext("%(n)d naam is aangepast.", "%(n)d namen zijn aangepast.", changed)
        messages.success(request, said % {"n": changed})
    else:
        messages.info(request, _("Er is niets veranderd."))
    return redirect("desk:names")

"""The page of savings: what there is, what comes with the next questionnaire, taking it out."""

from django.http import Http404
from django.views.decorators.http import require_http_methods

from monitor.caseload.acts import Refused
from monitor.portal.doors import back, page, portal_page
from monitor.surveys.savings import ledger
from monitor.surveys.savings.statement import statement_of


@require_http_methods(["GET", "HEAD", "POST"])
@portal_page
def savings(request, client):
    """The statement; a POST takes everything out or gives it away."""
    if not ledger.is_shown_to(client):
        raise Http404
    error = ""
    if request.method == "POST":
        try:
            ledger.take_out(client=client, way=request.POST.get("hoe", ""))
            return back("portal:savings", "sparen")
        except Refused as refusal:
            error = str(refusal)
    context = {"savings": statement_of(client), "error": error}
    return page(request, "portal/savings.html", context)

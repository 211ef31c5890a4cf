"""Fetching and authorising in one: which trajectory a colleague may open."""

from functools import wraps

from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from monitor.caseload.models import Trajectory
from tenants.access import CASELOAD, members_only


def desk_view(*methods: str):
    """View decorator: a page or act of the desk, for who has a caseload.

    A redirect (to sign in again, say) takes the whole page along when htmx asked for a part of it.
    """

    def decorate(view):
        guarded = members_only(CASELOAD)(require_http_methods(methods)(view))

        @wraps(guarded)
        def whole(request, *args, **kwargs):
            response = guarded(request, *args, **kwargs)
            if request.htmx and response.status_code == 302:
                return HttpResponseClientRedirect(response.url)
            return response

        return whole

    return decorate


def on_trajectory(*methods: str):
    """View decorator for `traject/<pk>/…`: the view gets the trajectory itself.

    A key of another municipality finds nothing here (404); a member without a caseload gets 403
    before anything is looked up.
    """

    def decorate(view):
        @wraps(view)
        def found(request, pk, **kwargs):
            return view(request, get_object_or_404(Trajectory, pk=pk), **kwargs)

        return desk_view(*methods)(found)

    return decorate

"""Who may see a page of a municipality: one decorator per audience.

Fetching and authorising stay together: a view names its roles where it is declared, and the route
table in the tests repeats them.
"""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

from .models import Role

STAFF = frozenset(Role)
LEADING = frozenset({Role.TEAM_LEAD, Role.POLICY_ADVISER, Role.ADMINISTRATOR})
INSIGHT = STAFF
ADMINISTRATION = frozenset({Role.ADMINISTRATOR, Role.TEAM_LEAD})
CASELOAD = frozenset({Role.CASEWORKER, Role.TEAM_LEAD, Role.ADMINISTRATOR})


def members_only(roles=STAFF):
    """View decorator: a signed-in member of this municipality with one of `roles`.

    Anonymous visitors are led to sign in; a member without the role gets 403.
    """

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated or request.membership is None:
                return redirect_to_login(request.get_full_path())
            if request.membership.role not in roles:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = frozenset(roles)
        return guarded

    return decorate

"""Who is a member: everybody with an active membership of a municipality, and programme staff."""

from functools import wraps

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied

MEMBERS = "community members"
MODERATORS = "programme staff"


def is_member(account) -> bool:
    """Whether this account takes part in the community."""
    return account.is_authenticated and (
        account.is_staff
        or account.memberships.filter(is_active=True, municipality__is_active=True).exists()
    )


def community_only(audience=MEMBERS):
    """View decorator: visitors are led to sign in, others without the right get 403."""

    def decorate(view):
        @wraps(view)
        def guarded(request, *args, **kwargs):
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            allowed = request.user.is_staff if audience == MODERATORS else is_member(request.user)
            if not allowed:
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.audience = audience
        return guarded

    return decorate

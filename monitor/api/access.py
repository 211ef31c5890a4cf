"""Who may ask: a signed-in member of this municipality, by the session of the pages."""

from rest_framework.authentication import SessionAuthentication
from rest_framework.permissions import BasePermission


class MemberSession(SessionAuthentication):
    """The session of the pages. Without one the answer is 401 and never a page to sign in."""

    def authenticate_header(self, request) -> str:
        """What makes REST framework answer 401 instead of 403."""
        return "Session"


class IsMemberWithRole(BasePermission):
    """An active membership with one of the view's `roles`."""

    def has_permission(self, request, view) -> bool:
        """False for who is anonymous (401) and for another role (403)."""
        membership = getattr(request._request, "membership", None)
        return membership is not None and membership.role in view.roles

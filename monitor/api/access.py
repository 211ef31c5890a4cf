"""Who may ask: a program with a token of this municipality, or a signed-in member."""

import pghistory
from django.conf import settings
from django.core.cache import caches
from django.utils.translation import gettext as _
from rest_framework.authentication import (
    BaseAuthentication,
    SessionAuthentication,
    get_authorization_header,
)
from rest_framework.exceptions import AuthenticationFailed
from rest_framework.permissions import BasePermission
from rest_framework.throttling import SimpleRateThrottle

from tenants.models import Account

from . import tokens
from .models import AccessToken

CHALLENGE = 'Bearer realm="Klantmonitor"'


class Program:
    """Who asks with a token: nobody with an account, so that no act is put to a person's name."""

    is_authenticated = True
    is_active = True
    pk = None

    def __init__(self, token: AccessToken):
        self.token = token


class TokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer kmt_…`: a token of the municipality whose host is asked."""

    def authenticate(self, request):
        """(Program, AccessToken), or None without such a header; 401 when it opens nothing."""
        kind, _space, secret = get_authorization_header(request).partition(b" ")
        if kind.lower() != b"bearer":
            return None
        try:
            token = tokens.find(secret.strip().decode("ascii"))
        except UnicodeDecodeError:
            token = None
        if token is None:
            raise AuthenticationFailed(_("Deze sleutel geeft geen toegang."))
        tokens.note_use(token)
        return Program(token), token

    def authenticate_header(self, request) -> str:
        """What a 401 asks for."""
        return CHALLENGE


class MemberSession(SessionAuthentication):
    """The session of the pages. Changes need the CSRF token, as on the pages."""


class MayAsk(BasePermission):
    """A token with the view's scope for this method (None: any), or a membership with one of its
    `roles`."""

    def has_permission(self, request, view) -> bool:
        """False for who is anonymous (401) and for another role or scope (403)."""
        if isinstance(request.auth, AccessToken):
            scope = view.scope_for(request.method)
            return scope is None or scope in request.auth.scopes
        membership = getattr(request._request, "membership", None)
        return membership is not None and membership.role in view.roles


class PerToken(SimpleRateThrottle):
    """So many requests a minute per token (or account); counted per municipality."""

    scope = "api"

    def __init__(self):
        self.cache = caches["tenant"]
        super().__init__()

    def get_rate(self) -> str:
        """As the installation's settings say."""
        return settings.API_RATE

    def get_cache_key(self, request, view) -> str:
        """One count per who asks."""
        return f"api-rate:{actor_of(request)}"


def actor_of(request):
    """The key of the token or the account that asks."""
    return request.auth.pk if isinstance(request.auth, AccessToken) else request.user.pk


def account_of(request) -> Account | None:
    """Who acts, as the acts of the caseload take it: None for a program."""
    return None if isinstance(request.auth, AccessToken) else request.user


def in_history(request):
    """Context manager: history of what happens inside says which token did it."""
    context = {}
    if isinstance(request.auth, AccessToken):
        context["access_token"] = str(request.auth.pk)
    return pghistory.context(**context)

"""From host to world: which municipality a request is for, and whether this account may enter."""

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.http import Http404, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import set_urlconf
from django.utils.cache import patch_vary_headers
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import activate, get_language, gettext

from .hosts import municipality_on
from .models import Membership

API_PATH = "/api/"


class HostMiddleware(MiddlewareMixin):
    """Enters the world of the request's host; an unknown host is 404, never `public`."""

    def process_request(self, request):
        """Set `request.tenant`, the connection and the URL table."""
        connection.set_schema_to_public()
        host = request.get_host().rsplit(":", 1)[0].lower().removeprefix("www.")
        tenant = municipality_on(host)
        if tenant is None:
            request.urlconf = settings.PUBLIC_SCHEMA_URLCONF
            raise Http404("unknown host")
        request.tenant = tenant
        connection.set_tenant(tenant)
        is_public = tenant.schema_name == "public"
        request.urlconf = settings.PUBLIC_SCHEMA_URLCONF if is_public else settings.ROOT_URLCONF
        set_urlconf(request.urlconf)


class LanguageMiddleware(LocaleMiddleware):
    """Dutch unless somebody chose otherwise: the browser's language is often not the reader's."""

    def process_request(self, request):
        """Activate the chosen language."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = get_language()

    def process_response(self, request, response):
        """Say in which language the page is; only the cookie chooses it."""
        response.headers.setdefault("Content-Language", get_language())
        if response.headers.get("Vary") != "Cookie":
            patch_vary_headers(response, ("Cookie",))
        return response


class MembershipMiddleware(MiddlewareMixin):
    """On a municipality's host a signed-in account without an active membership sees nothing."""

    def process_request(self, request):
        """Set `request.membership`; refuse, and sign out, an account that does not belong here."""
        request.membership = None
        if connection.schema_name == "public" or not _may_be_signed_in(request):
            return None
        membership = (
            Membership.objects.active_in(request.tenant).filter(account=request.user).first()
        )
        if membership is None:
            logout(request)
            if request.path.startswith(API_PATH):
                return _problem(request)
            return render(request, "403.html", status=403)
        request.membership = membership
        return None


def _may_be_signed_in(request) -> bool:
    """Clients have no session: for them nothing is looked up."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated


def _problem(request) -> JsonResponse:
    """For a program no page, but a problem (RFC 9457)."""
    data = {
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
        "detail": gettext("Je hoort niet (meer) bij deze gemeente. Je bent nu uitgelogd."),
        "instance": request.path,
    }
    headers = {"API-Version": settings.SPECTACULAR_SETTINGS["VERSION"]}
    return JsonResponse(data, status=403, headers=headers, content_type="application/problem+json")


class PrivacyHeadersMiddleware(MiddlewareMixin):
    """No cache keeps a page that shows a person, and Wagtail's admin alone has a looser policy."""

    def process_response(self, request, response):
        """Add the headers that depend on who asks and where."""
        user = getattr(request, "user", None)
        if connection.schema_name != "public" or (user is not None and user.is_authenticated):
            response.headers.setdefault("Cache-Control", "no-store")
        if connection.schema_name == "public" and request.path.startswith(f"/{settings.CMS_PATH}"):
            response._csp_replace = settings.CMS_CONTENT_SECURITY_POLICY
            response.headers["X-Frame-Options"] = "SAMEORIGIN"
        response.headers.setdefault(
            "Permissions-Policy", "camera=(), microphone=(), geolocation=()"
        )
        return response

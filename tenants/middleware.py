"""From host to world: which municipality a request is for, and whether this account may enter."""

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.http import Http404, JsonResponse
from django.middleware.locale import LocaleMiddleware
from django.shortcuts import render
from django.urls import set_urlconf
from django.utils.deprecation import MiddlewareMixin
from django.utils.translation import gettext

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
        from django.utils import translation

        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, settings.LANGUAGE_CODE)
        known = dict(settings.LANGUAGES)
        translation.activate(chosen if chosen in known else settings.LANGUAGE_CODE)
        request.LANGUAGE_CODE = translation.get_language()


class MembershipMiddleware(MiddlewareMixin):
    """On a municipality's host a signed-in account without an active membership sees nothing."""

    def process_request(self, request):
        """Set `request.membership`; refuse, and sign out, an account that does not belong here."""
        request.membership = None
        if connection.schema_name == "public" or not request.user.is_authenticated:
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

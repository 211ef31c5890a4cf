"""Addresses of the programme's host."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from .views import healthz

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("taal/", include(language_urls)),
    path("accounts/login/", account_views.login, name="account_login"),
    path("accounts/logout/", account_views.logout, name="account_logout"),
    path(settings.CMS_PATH, include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("community/", include("learning_community.urls")),
    path("programma/", include("cms.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo.urls")))
urlpatterns.append(path("", include(wagtail_urls)))

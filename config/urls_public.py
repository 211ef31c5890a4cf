"""Addresses of the programme's host."""

from allauth.account import views as account_views
from django.conf import settings
from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from benchmark.questionnaires.serving import recording

from .views import accessibility, healthz, privacy, security_txt

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("toegankelijkheid/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("taal/", include(language_urls)),
    path("opname/<int:version>/<str:name>", recording, name="recording"),
    path("accounts/login/", account_views.login, name="account_login"),
    path("accounts/logout/", account_views.logout, name="account_logout"),
    path("accounts/password/reset/", account_views.password_reset, name="account_reset_password"),
    path(
        "accounts/password/reset/done/",
        account_views.password_reset_done,
        name="account_reset_password_done",
    ),
    path(
        "accounts/password/reset/key/<uidb36>-<key>/",
        account_views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "accounts/password/reset/key/done/",
        account_views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path(settings.CMS_PATH, include(wagtailadmin_urls)),
    path("documenten/", include(wagtaildocs_urls)),
    path("community/", include("learning_community.urls")),
    path("programma/", include("cms.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("config.demo.urls")))
urlpatterns.append(path("", include(wagtail_urls)))

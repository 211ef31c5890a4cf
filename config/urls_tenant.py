"""Addresses of a municipality's host."""

from allauth.account import views as account_views
from django.conf.urls.i18n import urlpatterns as language_urls
from django.urls import include, path

from benchmark.questionnaires.serving import recording

from .views import accessibility, front_door, healthz, privacy, security_txt

urlpatterns = [
    path("", include("monitor.surveys.urls")),  # first: the road that most requests take
    path("healthz", healthz, name="healthz"),
    path("toegankelijkheid/", accessibility, name="accessibility"),
    path("privacy/", privacy, name="privacy"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("taal/", include(language_urls)),
    path("opname/<int:version>/<str:name>", recording, name="recording"),
    path("accounts/login/", account_views.login, name="account_login"),
    path("accounts/logout/", account_views.logout, name="account_logout"),
    path("", front_door, name="front_door"),
    path("instellingen/vragen/", include("monitor.surveys.own_questions.urls")),
    path("werklijst/", include("monitor.desk.worklist.urls")),
    path("import/", include("monitor.exchange.urls")),
    path("inzichten/", include("monitor.insights.urls")),
    path("api/v1/", include("monitor.api.urls")),
    path("koppelingen/", include("monitor.api.administration.urls")),
    path("spaartegoed/", include("monitor.surveys.savings.urls")),
    path("berichten/terugmelding/", include("tenants.messaging.urls")),
    path("", include("monitor.portal.urls")),
    path("", include("monitor.surveys.free_texts.urls")),
    path("", include("monitor.desk.waves.urls")),
    path("", include("monitor.desk.dashboards.urls")),
    path("", include("monitor.desk.urls")),
]

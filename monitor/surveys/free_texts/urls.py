"""Addresses of the free texts: the client's pages behind the pass, and the policy adviser's."""

from django.urls import path

from . import policy_views, views

app_name = "free_texts"
urlpatterns = [
    path("vragenlijst/nog-iets/", views.say, name="say"),
    path("vragenlijst/bewaard/", views.kept, name="kept"),
    path("vragenlijst/hulp/", views.help_now, name="help"),
    path("vragenlijst/hulp/gevraagd/", views.asked, name="asked"),
    path("wat-clienten-zeggen/", policy_views.voices, name="voices"),
    path("wat-clienten-zeggen/<uuid:pk>/", policy_views.code, name="code"),
]

"""Addresses of the administrator's pages, under /koppelingen/."""

from django.urls import path

from . import views

app_name = "links"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("sleutels/nieuw/", views.new_token, name="new_token"),
    path("sleutels/<uuid:pk>/intrekken/", views.revoke_token, name="revoke_token"),
    path("meldingen/nieuw/", views.new_webhook, name="new_webhook"),
    path("meldingen/<uuid:pk>/", views.webhook, name="webhook"),
]

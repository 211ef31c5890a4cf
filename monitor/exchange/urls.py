"""Addresses of the exchange pages on a municipality's host, for who has a caseload."""

from django.urls import include, path

from . import views

app_name = "exchange"
urlpatterns = [
    path("ddas/", include("monitor.exchange.ddas.urls")),
    path("", views.upload, name="upload"),
    path("voorbeeld.xlsx", views.example, name="example"),
    path("<uuid:pk>/", views.preview, name="preview"),
]

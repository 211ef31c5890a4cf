"""Addresses of the DDAS pages, inside those of the exchange."""

from django.urls import path

from .views import delivering, importing

urlpatterns = [
    path("", importing.upload, name="ddas"),
    path("levering/", delivering.delivery, name="ddas_export"),
    path("<uuid:pk>/", importing.matching, name="ddas_matching"),
    path("<uuid:pk>/meldingen.csv", importing.findings, name="ddas_findings"),
]

"""Addresses for providers, under /berichten/terugmelding/ on a municipality's host."""

from django.urls import path

from . import callbacks

app_name = "messaging"
urlpatterns = [
    path("<slug:provider>/", callbacks.report, name="report"),
    path("<slug:provider>/<str:secret>/", callbacks.report, name="report_with_secret"),
]

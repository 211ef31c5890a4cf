"""Addresses of the API, under /api/v1/ on a municipality's host."""

from django.urls import path

from . import views

app_name = "api"
urlpatterns = [
    path("openapi.json", views.OpenApi.as_view(), name="openapi"),
    path("indicators", views.Indicators.as_view(), name="indicators"),
    path("indicators/<slug:indicator>", views.Indicator.as_view(), name="indicator"),
    path("<path:rest>", views.Unknown.as_view(), name="unknown"),
]

"""Addresses of the insights pages on a municipality's host."""

from django.urls import include, path

from . import views
from .comparing.views import compare
from .download_views import figure_file

app_name = "insights"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("bijdrage/", views.contribution, name="contribution"),
    path("bijdrage/aanleveren/", views.hand_over, name="hand_over"),
    path("bijdrage/toestemming/", views.consent, name="consent"),
    path("cijfers/<slug:indicator>.<slug:kind>", figure_file, name="figure_file"),
    path("gegevens/", include("monitor.insights.quality.urls")),
    path("vergelijken/", compare, name="compare"),
    path("<slug:slug>/", views.chapter, name="chapter"),
]

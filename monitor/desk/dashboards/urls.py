"""Addresses of the dashboards on a municipality's host."""

from django.urls import path

from . import team_views, views

app_name = "dashboards"
urlpatterns = [
    path("mijn-overzicht/", views.own, name="own"),
    path("mijn-overzicht/delen/", views.share, name="share"),
    path("mijn-overzicht/delen/<uuid:pk>/stoppen/", views.stop, name="stop"),
    path("team-overzicht/", team_views.overview, name="team"),
    path("team-overzicht/gedeeld/<uuid:pk>/", views.shared, name="shared"),
    path("team-overzicht/weekbericht/", team_views.choose_digest, name="choose_digest"),
]

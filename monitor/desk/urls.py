"""Addresses of the caseworker's desk on a municipality's host, for who has a caseload."""

from django.urls import include, path

from .settings import views as settings
from .views import client, grid, registering

app_name = "desk"
acts = [
    path("", client.page, name="client"),
    path("rij/", grid.row, name="row"),
    path("resultaat/", grid.tick, name="tick"),
    path("resultaat/<slug:kind>/", grid.milestone, name="milestone"),
    path("resultaat/<slug:kind>/weg/", grid.untick, name="untick"),
    path("contact/", registering.contact, name="contact"),
    path("kenmerken/", registering.characteristics, name="characteristics"),
    path("deelname/<uuid:client_pk>/", client.participate, name="participate"),
    path("hulp/", client.add_deployment, name="add_deployment"),
    path("hulp/<uuid:deployment_pk>/einde/", client.end_deployment, name="end_deployment"),
    path("pauze/", client.start_pause, name="start_pause"),
    path("pauze/<uuid:pause_pk>/einde/", client.finish_pause, name="finish_pause"),
    path("afsluiten/", client.end, name="end"),
    path("heropenen/", client.reopen, name="reopen"),
]
urlpatterns = [
    path("", grid.page, name="grid"),
    path("zoeken/", grid.search, name="search"),
    path("nieuw/", registering.new, name="new"),
    path("traject/<uuid:pk>/", include(acts)),
    path("instellingen/namen/", settings.names, name="names"),
    path("instellingen/namen/standaard/", settings.standard_names, name="standard_names"),
]

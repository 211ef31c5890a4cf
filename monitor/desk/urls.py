"""Addresses of the caseworker's desk on a municipality's host, for who has a caseload."""

from django.urls import include, path

from .settings import channels
from .settings import views as settings
from .views import (
    client,
    deciding,
    grid,
    grid_help,
    grid_many,
    helping,
    registering,
    screening,
)

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
    path("gesprek/", client.add_contact, name="add_contact"),
    path("gesprek/gemist/", client.add_missed, name="add_missed"),
    path("gesprek/<uuid:contact_pk>/weg/", client.remove_contact, name="remove_contact"),
    path("doelen/", client.add_goal, name="add_goal"),
    path("doelen/<uuid:goal_pk>/", client.say_of_goal, name="say_of_goal"),
    path("doelen/<uuid:goal_pk>/vervalt/", client.drop_goal, name="drop_goal"),
    path("gespreksblad/", client.conversation, name="conversation"),
    path("klanttype/", deciding.client_type, name="client_type"),
    path("overdragen/", deciding.hand_over, name="hand_over"),
    path("screening/", screening.add, name="add_screening"),
    path("screening/<uuid:screening_pk>/weg/", screening.remove, name="remove_screening"),
    path("partner/", registering.partner, name="partner"),
    path("partner/<uuid:client_pk>/weg/", client.part, name="part"),
    path("hulp/", helping.add, name="add_deployment"),
    path("hulp/erbij/", grid_help.add, name="choose_help"),
    path("hulp/<uuid:deployment_pk>/", helping.change, name="change_deployment"),
    path("hulp/<uuid:deployment_pk>/weg/", helping.remove, name="remove_deployment"),
    path("hulp/<uuid:deployment_pk>/einde/", helping.end, name="end_deployment"),
    path("pauze/", client.start_pause, name="start_pause"),
    path("pauze/<uuid:pause_pk>/einde/", client.finish_pause, name="finish_pause"),
    path("afsluiten/", client.end, name="end"),
    path("heropenen/", client.reopen, name="reopen"),
]
urlpatterns = [
    path("", grid.page, name="grid"),
    path("zoeken/", grid.search, name="search"),
    path("resultaten/", grid_many.tick, name="tick_many"),
    path("resultaten/weg/", grid_many.untick, name="untick_many"),
    path("nieuw/", registering.new, name="new"),
    path("overdragen/", deciding.hand_over_many, name="hand_over_many"),
    path("traject/<uuid:pk>/", include(acts)),
    path("instellingen/namen/", settings.names, name="names"),
    path("instellingen/namen/standaard/", settings.standard_names, name="standard_names"),
    path("instellingen/kanalen/", channels.overview, name="channels"),
    path("instellingen/kanalen/<slug:channel>/", channels.channel, name="channel"),
    path("instellingen/kanalen/<slug:channel>/proef/", channels.trial, name="channel_trial"),
]

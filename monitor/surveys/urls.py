"""Addresses of the client's pages on a municipality's host; one is for the caseworker."""

from django.urls import path

from . import handing_over_views, views

app_name = "surveys"
urlpatterns = [
    path("vragenlijst/<int:number>/", views.question, name="question"),
    path("v/<str:token>", views.open_link, name="open"),
    path("v/<str:token>/stop", views.open_stop, name="open_stop"),
    path("v/<str:token>/wie", views.open_wrong_person, name="open_wrong_person"),
    path("samen-invullen/<uuid:pk>/", handing_over_views.offer, name="hand_over"),
    path("samen/<str:token>/", handing_over_views.together, name="together"),
    path("vragenlijst/", views.start, name="start"),
    path("vragenlijst/werker.js", views.worker, name="worker"),
    path("vragenlijst/zonder-lijn/", views.no_line, name="no_line"),
    path("vragenlijst/taal/", views.language, name="language"),
    path("vragenlijst/klaar/", views.thanks, name="thanks"),
    path("vragenlijst/stoppen/", views.stop, name="stop"),
    path("vragenlijst/niet-voor-mij/", views.wrong_person, name="wrong_person"),
]

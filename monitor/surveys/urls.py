"""Addresses of the surveys pages on a municipality's host. All are for the client with a link."""

from django.urls import path

from . import views

app_name = "surveys"
urlpatterns = [
    path("v/<str:token>", views.open_link, name="open"),
    path("v/<str:token>/stop", views.open_stop, name="open_stop"),
    path("v/<str:token>/wie", views.open_wrong_person, name="open_wrong_person"),
    path("vragenlijst/", views.start, name="start"),
    path("vragenlijst/<int:number>/", views.question, name="question"),
    path("vragenlijst/klaar/", views.thanks, name="thanks"),
    path("vragenlijst/stoppen/", views.stop, name="stop"),
    path("vragenlijst/niet-voor-mij/", views.wrong_person, name="wrong_person"),
]

"""Addresses of planned questionnaires and messages."""

from django.urls import path

from . import views

app_name = "waves"
urlpatterns = [
    path("vragenlijsten/", views.overview, name="overview"),
    path("traject/<uuid:pk>/vragenlijsten/", views.of_client, name="client"),
    path("traject/<uuid:pk>/vragenlijsten/<uuid:wave_pk>/verplaatsen/", views.move, name="move"),
    path(
        "traject/<uuid:pk>/vragenlijsten/<uuid:wave_pk>/schrappen/",
        views.call_off,
        name="call_off",
    ),
    path("traject/<uuid:pk>/vragenlijsten/<uuid:wave_pk>/reden/", views.why_not, name="why_not"),
    path("berichten/", views.stuck, name="stuck"),
    path("berichten/<uuid:pk>/opnieuw/", views.send_again, name="send_again"),
    path("instellingen/protocol/", views.protocol, name="protocol"),
]

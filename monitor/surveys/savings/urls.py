"""Addresses of savings on a municipality's host, for its administrator."""

from django.urls import path

from . import views

app_name = "savings"
urlpatterns = [
    path("", views.page, name="page"),
    path("lijsten/", views.make_list, name="make_list"),
    path("lijsten/<uuid:pk>/", views.payout_list, name="list"),
    path("lijsten/<uuid:pk>/bestand.csv", views.file, name="file"),
    path("lijsten/<uuid:pk>/uitbetaald/", views.paid, name="paid"),
    path("uitbetalingen/<uuid:pk>/terug/", views.take_back, name="take_back"),
]

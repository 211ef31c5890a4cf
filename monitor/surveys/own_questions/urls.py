"""Addresses of a municipality's own questions."""

from django.urls import path

from . import views

app_name = "own_questions"
urlpatterns = [
    path("", views.overview, name="overview"),
    path("nieuw/", views.add, name="add"),
    path("<uuid:pk>/", views.change, name="change"),
    path("<uuid:pk>/stop/", views.retire, name="retire"),
]

"""Addresses of the worklist on a municipality's host."""

from django.urls import path

from . import views

app_name = "worklist"
urlpatterns = [
    path("", views.page, name="page"),
    path("regels/", views.rules, name="rules"),
    path("regels/<slug:code>/", views.switch, name="switch"),
    path("<uuid:pk>/later/", views.snooze, name="snooze"),
    path("<uuid:pk>/niet-nodig/", views.dismiss, name="dismiss"),
    path("<uuid:pk>/afgehandeld/", views.handle, name="handle"),
    path("<uuid:pk>/terug/", views.put_back, name="put_back"),
]

"""Addresses of the programme's own forms (polls); pages are served by Wagtail."""

from django.urls import path

from .polls.views import cast

app_name = "cms"
urlpatterns = [
    path("peilingen/<int:poll_id>/stem/", cast, name="vote"),
]

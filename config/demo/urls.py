"""Addresses that exist in the demo only, on the programme's host."""

from django.urls import path

from . import postvak, publication

app_name = "demo"
urlpatterns = [
    path("publicatie-2021/", publication.page, name="publication"),
    path("postvak/", postvak.listing, name="postvak"),
    path("postvak/<str:name>/", postvak.message, name="postvak_message"),
    path("postvak/<str:name>/html", postvak.html_part, name="postvak_html"),
]

"""Addresses of the data-quality board, below the insights pages."""

from django.urls import path

from . import views

urlpatterns = [
    path("", views.board, name="quality"),
    path("rijen.csv", views.rows, name="quality_rows"),
]

"""Addresses of the community's forms; themes are Wagtail pages."""

app_name = "community"
urlpatterns = []

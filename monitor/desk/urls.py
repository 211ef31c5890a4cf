"""Addresses of the desk pages on a municipality's host."""

app_name = "desk"
urlpatterns = []

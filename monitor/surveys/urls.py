"""Addresses of the surveys pages on a municipality's host."""

app_name = "surveys"
urlpatterns = []

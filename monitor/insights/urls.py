"""Addresses of the insights pages on a municipality's host."""

app_name = "insights"
urlpatterns = []

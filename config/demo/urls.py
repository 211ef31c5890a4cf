"""Addresses that exist in the demo only, on the programme's host."""

app_name = "demo"
urlpatterns = []

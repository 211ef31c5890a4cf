"""Addresses of the exchange pages on a municipality's host."""

app_name = "exchange"
urlpatterns = []

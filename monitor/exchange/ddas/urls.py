"""Addresses of the DDAS pages, inside those of the exchange."""

urlpatterns = []

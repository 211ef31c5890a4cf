"""What every template knows of the world it is rendered in."""

from django.conf import settings
from django.db import connection


def world(request) -> dict:
    """`municipality` (None on the programme's host), `demo`, `product_name` and `membership`."""
    tenant = getattr(request, "tenant", None)
    in_municipality = tenant is not None and connection.schema_name != "public"
    return {
        "product_name": settings.PRODUCT_NAME,
        "demo": settings.DEMO or bool(tenant is not None and tenant.is_demo),
        "municipality": tenant if in_municipality else None,
        "membership": getattr(request, "membership", None),
    }

"""The base of every model in a municipality's schema."""

import uuid

import pghistory
from django.db import models


class TenantModel(models.Model):
    """A row of one municipality. UUID keys: a key of one schema means nothing in another, so a
    reference that crosses by mistake finds nothing (reference tenancy, section 0 item 8)."""

    wagtail_reference_index_ignore = True

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True


def tracked(**options):
    """Class decorator: keep every insert, update and delete in an event table beside it."""
    return pghistory.track(
        pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent(), **options
    )

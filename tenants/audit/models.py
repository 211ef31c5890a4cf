"""Who read what. Who changed what is kept by django-pghistory beside each tracked model."""

import uuid

import pgtrigger
from django.db import models

from tenants.vault.declarations import declare


class ReadEvent(models.Model):
    """Somebody opened something that shows a person: who, what, when and where. Append-only."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account_id = models.UUIDField(null=True)
    what = models.CharField(max_length=40)  # "client", "free_text", …
    object_id = models.UUIDField()
    route = models.CharField(max_length=80)
    at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(pseudonymous="account_id object_id", plain="id what route at")

    class Meta:
        indexes = [models.Index(fields=["what", "object_id", "at"])]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.object_id}"


def record_read(request, what: str, object_id) -> ReadEvent:
    """Write down that the signed-in account of `request` opened this object."""
    match = request.resolver_match
    return ReadEvent.objects.create(
        account_id=request.user.pk if request.user.is_authenticated else None,
        what=what,
        object_id=object_id,
        route=match.view_name if match else "",
    )

"""What a questionnaire that was gone through still has to set in motion."""

from django.db import models

from monitor.fields.base import TenantModel
from tenants.vault.declarations import declare

from .waves import Wave


class FollowUp(TenantModel):
    """A wave that was submitted and of which the rest has yet to be done: the next wave planned,
    the worklist and the savings told. Written with the submission, gone when that is done; tried
    again `not_before` then when it failed."""

    wave = models.OneToOneField(Wave, on_delete=models.CASCADE, related_name="follow_up")
    since = models.DateTimeField()
    not_before = models.DateTimeField(null=True)

    data_classes = declare(pseudonymous="id wave", plain="since not_before")

    class Meta:
        ordering = ["since"]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"

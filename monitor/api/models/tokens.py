"""Tokens: what a program shows instead of a session."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from monitor.fields.base import TenantModel, tracked
from tenants.vault.declarations import declare

NAME_LENGTH = 60


class Scope(models.TextChoices):
    """What a token opens. One does not hold another: who writes and reads has both."""

    CASELOAD_READ = "caseload:read", _("Trajecten, resultaten, hulp en afsluitingen lezen")
    CASELOAD_WRITE = "caseload:write", _("Trajecten, resultaten, hulp en afsluitingen vastleggen")
    ANSWERS_READ = "answers:read", _("Antwoorden van cliënten lezen, zonder vrije tekst")
    INDICATORS_READ = "indicators:read", _("Cijfers van de gemeente lezen")
    WEBHOOKS = "webhooks", _("Meldingen aan andere systemen instellen")


class AccessTokenQuerySet(models.QuerySet):
    """Tokens by intention."""

    def valid_on(self, day):
        """Those that open something on this day; the last day of a token counts."""
        return self.filter(revoked_at__isnull=True, expires_on__gte=day)


@tracked(exclude=["token_hash", "last_used_on"])
class AccessToken(TenantModel):
    """What a program of this municipality shows to be let in.

    The token itself is shown once and kept nowhere: this row has its SHA-256. `beginning` are its
    first letters, by which people recognise it; they open nothing.
    """

    name = models.CharField(_("naam"), max_length=NAME_LENGTH)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope.choices))
    token_hash = models.BinaryField(unique=True, editable=False)
    beginning = models.CharField(max_length=12)
    created_by = models.UUIDField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("geldig tot en met"))
    last_used_on = models.DateField(null=True)
    revoked_at = models.DateTimeField(null=True)
    revoked_by = models.UUIDField(null=True)

    objects = AccessTokenQuerySet.as_manager()
    data_classes = declare(
        pseudonymous="created_by revoked_by",
        plain="id name scopes token_hash beginning created_at expires_on last_used_on revoked_at",
    )

    class Meta:
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(condition=Q(scopes__len__gt=0), name="a_token_opens_something")
        ]

    def __str__(self) -> str:
        return f"access token {self.pk}"

    @property
    def state(self) -> str:
        """valid, expired or revoked."""
        if self.revoked_at is not None:
            return "revoked"
        return "valid" if self.expires_on >= timezone.localdate() else "expired"

    @property
    def scope_labels(self) -> list[str]:
        """What it opens, in words."""
        return [str(Scope(scope).label) for scope in self.scopes]

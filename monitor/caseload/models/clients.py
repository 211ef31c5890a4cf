"""Clients and whether they take part."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from benchmark.standard.clients import CHANNELS, LANGUAGES
from benchmark.standard.text import choices
from monitor.fields.base import TenantModel, tracked
from monitor.fields.sealed import Sealed
from tenants.vault.declarations import declare

# The channels by which a message reaches somebody.
REACHING = tuple(term for term in CHANNELS if term.code != "assisted")


@tracked()
class Client(TenantModel):
    """A person who is helped with debts: a first name and how to reach them, and no more.

    No citizen service number, birth date, address or creditors, ever (requirements R11, D3).
    """

    first_name_sealed = models.BinaryField(null=True, editable=False)
    email_sealed = models.BinaryField(null=True, editable=False)
    phone_sealed = models.BinaryField(null=True, editable=False)
    first_name = Sealed()
    email = Sealed()
    phone = Sealed()
    channel = models.CharField(_("kanaal"), max_length=10, choices=choices(CHANNELS), blank=True)
    # The way that is taken when the first one definitely fails; blank: none was agreed.
    fallback = models.CharField(
        _("als dat niet lukt"),
        max_length=10,
        choices=choices(REACHING),
        blank=True,
        default="",
        db_default="",
    )
    language = models.CharField(_("taal"), max_length=10, choices=choices(LANGUAGES), default="nl")
    contact_blocked = models.CharField(_("niet bereikbaar"), max_length=20, blank=True)
    # One more with every new address, so that what was sent to an old one can be told apart.
    address_version = models.PositiveSmallIntegerField(default=1, db_default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        personal="first_name_sealed email_sealed phone_sealed",
        pseudonymous="id channel fallback language contact_blocked",
        plain="address_version created_at",
    )

    def __str__(self) -> str:
        return f"client {self.pk}"  # never a name: this text reaches logs


@tracked()
class Participation(TenantModel):
    """What a client said about taking part, with the information they were shown (R119).

    Rows are added, never changed; the latest one holds. No row, or an empty `monitor`, means no
    messages; results count all the same.
    """

    client = models.ForeignKey(Client, on_delete=models.CASCADE, related_name="participations")
    monitor = models.BooleanField(_("doet mee"), null=True)
    benchmark = models.BooleanField(_("telt mee in het gemiddelde"), null=True)
    aftercare = models.BooleanField(_("mag na het traject nog gevraagd worden"), null=True)
    information_version = models.CharField(max_length=20)
    recorded_by = models.CharField(
        max_length=10,
        choices=[("client", "client"), ("caseworker", "caseworker"), ("import", "import")],
    )
    account_id = models.UUIDField(null=True)
    recorded_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        pseudonymous="id client monitor benchmark aftercare account_id",
        plain="information_version recorded_by recorded_at",
    )

    class Meta:
        ordering = ["-recorded_at", "-id"]
        indexes = [models.Index(fields=["client", "-recorded_at"])]

    def __str__(self) -> str:
        return f"participation {self.pk}"

"""Municipalities (tenants) and the hosts they answer on."""

import pghistory
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_tenants.models import DomainMixin, TenantMixin

from tenants.vault.declarations import declare


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(), pghistory.DeleteEvent())
class Municipality(TenantMixin):
    """A municipality or a body of several, with a schema of its own for its clients.

    The programme itself is the row with schema `public`; the template that new municipalities are
    cloned from is the inactive row `m_template`.
    """

    auto_create_schema = False  # provisioning creates schema, role and grants together
    auto_drop_schema = False

    slug = models.SlugField(_("kortnaam"), unique=True)
    name = models.CharField(_("naam"), max_length=120)
    gemeentecode = models.CharField(
        _("gemeentecode"), max_length=6, validators=[RegexValidator(r"^GM\d{4}$")], blank=True
    )
    treatment_model = models.CharField(_("behandelmodel"), max_length=20, blank=True)
    description = models.TextField(_("werkwijze"), blank=True)
    theme = models.SlugField(_("thema"), blank=True)
    sender_name = models.CharField(_("afzender"), max_length=60, blank=True)
    sender_address = models.EmailField(_("afzenderadres"), blank=True)
    is_active = models.BooleanField(_("actief"), default=True)
    is_demo = models.BooleanField(_("verzonnen gegevens"), default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    data_classes = declare(
        plain="id schema_name slug name gemeentecode treatment_model description theme "
        "sender_name sender_address is_active is_demo created_at"
    )

    class Meta:
        verbose_name = _("gemeente")
        verbose_name_plural = _("gemeenten")

    def __str__(self) -> str:
        return self.name

    @property
    def is_programme(self) -> bool:
        """Whether this row stands for the programme's own host and not for a municipality."""
        return self.schema_name == "public"


class Domain(DomainMixin):
    """A host name on which the programme or a municipality answers."""

    data_classes = declare(plain="id domain tenant is_primary")

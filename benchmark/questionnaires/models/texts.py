"""What an item says in a language."""

import pgtrigger
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tenants.models import Account
from tenants.vault.declarations import declare

from .. import audio
from ..languages import CLIENT_LANGUAGES, SOURCE
from .versions import OF_ITEM, Item, changes, refuse_when_published

REFUSE = refuse_when_published(OF_ITEM)


class TextStatus(models.TextChoices):
    """Only what is approved is shown to clients; machine-made ones in the demo as well, marked."""

    MACHINE = "machine", _("Door een machine vertaald")
    DRAFT = "draft", _("Nog niet goedgekeurd")
    APPROVED = "approved", _("Goedgekeurd")


class ItemText(models.Model):
    """The wording of an item in one language: question, hint, a label per option, a recording."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(
        _("taal"),
        max_length=10,
        choices=[(language.code, language.own_name) for language in CLIENT_LANGUAGES],
    )
    text = models.CharField(_("vraag"), max_length=200)
    hint = models.CharField(_("uitleg"), max_length=200, blank=True)
    labels = models.JSONField(_("antwoorden"))  # code of an option -> its label
    status = models.CharField(
        _("staat"), max_length=10, choices=TextStatus.choices, default=TextStatus.DRAFT
    )
    audio = models.FileField(
        _("opname"),
        upload_to=audio.place,
        blank=True,
        validators=[audio.check],
        help_text=_("De vraag met de antwoorden, voorgelezen: mp3 of m4a, hoogstens 2 MB."),
    )
    approved_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    approved_at = models.DateTimeField(null=True, editable=False)

    data_classes = declare(
        plain="id item language text hint labels status audio approved_by approved_at"
    )

    class Meta:
        ordering = ["item", "language"]
        verbose_name = _("tekst van een vraag")
        constraints = [
            models.UniqueConstraint(fields=["item", "language"], name="a_text_once_per_language"),
            models.CheckConstraint(
                condition=(Q(status="approved") & Q(approved_at__isnull=False))
                | (~Q(status="approved") & Q(approved_at__isnull=True)),
                name="an_approved_text_has_a_time",
            ),
        ]
        triggers = [
            # A recording may still be added to the Dutch text; its words stay.
            pgtrigger.Trigger(
                name="words_of_a_published_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=changes(
                    f"OLD.language = '{SOURCE}'", "item_id language text hint labels status"
                ),
                func=REFUSE,
            ),
            pgtrigger.Trigger(
                name="no_words_become_dutch",
                when=pgtrigger.Before,
                operation=pgtrigger.Update,
                condition=changes(f"NEW.language = '{SOURCE}'", "language"),
                func="RAISE EXCEPTION 'pgtrigger: a translation does not become the Dutch text';",
            ),
            pgtrigger.Trigger(
                name="dutch_of_a_published_version_in",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert,
                condition=pgtrigger.Q(new__language=SOURCE),
                func=REFUSE,
            ),
            pgtrigger.Trigger(
                name="dutch_of_a_published_version_out",
                when=pgtrigger.Before,
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__language=SOURCE),
                func=REFUSE,
            ),
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def is_approved(self) -> bool:
        """Whether clients see it."""
        return self.status == TextStatus.APPROVED

"""A version, its items, and which kind of questionnaire asks which item."""

import uuid

import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from benchmark.standard.questionnaire import EVERY_ITEM, KINDS
from benchmark.standard.text import choices
from tenants.models import Account
from tenants.vault.declarations import declare


class VersionState(models.TextChoices):
    """A published version is asked and never changes again."""

    DRAFT = "draft", _("Concept")
    PUBLISHED = "published", _("Gepubliceerd")


def changes(when: str, columns: str) -> pgtrigger.Condition:
    """The condition of a trigger: `when` holds, and one of these columns gets another value."""
    old, new = (", ".join(f"{row}.{name}" for name in columns.split()) for row in ("OLD", "NEW"))
    return pgtrigger.Condition(f"{when} AND ROW({old}) IS DISTINCT FROM ROW({new})")


# The version of a row that belongs to an item.
OF_ITEM = "(SELECT i.version_id FROM public.questionnaires_item i WHERE i.id = [row].item_id)"


def refuse_when_published(version_of: str) -> str:
    """The body of a trigger that refuses a write to a part of a published version.

    `version_of` is SQL for the key of the row's version; `[row]` in it is OLD and NEW in turn.
    """
    checks = [
        f"""
        IF TG_OP <> '{other}' AND EXISTS (
            SELECT 1 FROM public.questionnaires_questionnaireversion v
            WHERE v.state = 'published' AND v.id = {version_of.replace("[row]", row)}
        ) THEN
            RAISE EXCEPTION 'pgtrigger: a published questionnaire does not change';
        END IF;"""  # noqa: S608 - of this file's own words
        for row, other in (("OLD", "INSERT"), ("NEW", "DELETE"))
    ]
    return "".join(checks) + "\n        IF TG_OP = 'DELETE' THEN RETURN OLD; END IF; RETURN NEW;"


class QuestionnaireVersion(models.Model):
    """One version of what clients are asked, in all its kinds.

    Answers keep the version they were given to, so a published one is fixed: the database refuses
    a change to its items and its Dutch texts. Translations may still be added and approved; each
    such change renews `stamp`, by which a process sees that what it remembers is old.
    """

    number = models.PositiveSmallIntegerField(_("nummer"), unique=True)
    state = models.CharField(
        _("staat"), max_length=10, choices=VersionState.choices, default=VersionState.DRAFT
    )
    note = models.CharField(_("wat er anders is"), max_length=300, blank=True)
    stamp = models.UUIDField(default=uuid.uuid4, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(_("gepubliceerd op"), null=True, editable=False)
    published_by = models.ForeignKey(
        Account, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    data_classes = declare(plain="id number state note stamp created_at published_at published_by")

    class Meta:
        ordering = ["-number"]
        verbose_name = _("versie van de vragenlijst")
        verbose_name_plural = _("vragenlijsten")
        constraints = [
            models.UniqueConstraint(
                fields=["state"], condition=Q(state="draft"), name="one_draft_questionnaire"
            ),
            models.CheckConstraint(
                condition=Q(state="draft", published_at__isnull=True)
                | Q(state="published", published_at__isnull=False),
                name="a_published_questionnaire_has_a_time",
            ),
        ]
        triggers = [
            pgtrigger.Protect(
                name="a_published_version_stays",
                operation=pgtrigger.Delete,
                condition=pgtrigger.Q(old__state="published"),
            ),
            pgtrigger.Protect(
                name="a_published_version_is_fixed",
                operation=pgtrigger.Update,
                condition=changes(
                    "OLD.state = 'published'",
                    "number state note created_at published_at published_by_id",
                ),
            ),
        ]

    def __str__(self) -> str:
        return _("Versie %(number)d") % {"number": self.number}

    @property
    def is_published(self) -> bool:
        """Whether its items and Dutch texts are fixed."""
        return self.state == VersionState.PUBLISHED


class Item(models.Model):
    """One item of a version. Its code and its options are the standard's."""

    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.CASCADE, related_name="items"
    )
    code = models.CharField(
        max_length=24, choices=[(item.code, item.label.nl) for item in EVERY_ITEM]
    )
    options = ArrayField(models.CharField(max_length=20))
    is_scale = models.BooleanField()
    is_core = models.BooleanField()

    data_classes = declare(plain="id version code options is_scale is_core")

    class Meta:
        ordering = ["pk"]
        verbose_name = _("vraag")
        constraints = [
            models.UniqueConstraint(fields=["version", "code"], name="an_item_once_per_version")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="items_of_a_published_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=refuse_when_published("[row].version_id"),
            )
        ]

    def __str__(self) -> str:
        return self.code


class Placement(models.Model):
    """An item in a kind of questionnaire, and at what place."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="placements")
    kind = models.CharField(max_length=10, choices=choices(KINDS))
    order = models.PositiveSmallIntegerField()

    data_classes = declare(plain="id item kind order")

    class Meta:
        ordering = ["kind", "order", "pk"]
        verbose_name = _("plaats in een vragenlijst")
        constraints = [
            models.UniqueConstraint(fields=["item", "kind"], name="an_item_once_per_kind")
        ]
        triggers = [
            pgtrigger.Trigger(
                name="places_in_a_published_version",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update | pgtrigger.Delete,
                func=refuse_when_published(OF_ITEM),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.order}"

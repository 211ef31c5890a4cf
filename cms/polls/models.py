"""Questions to visitors and their votes."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel
from wagtail.models import Orderable
from wagtail.snippets.models import register_snippet

from tenants.vault.declarations import declare


@register_snippet
class Poll(ClusterableModel):
    """A question with answers A, B and C, or a statement to agree or disagree with."""

    class Kind(models.TextChoices):
        CHOICE = "choice", _("Kiezen uit antwoorden")
        STATEMENT = "statement", _("Eens of oneens")

    kind = models.CharField(_("soort"), max_length=10, choices=Kind.choices, default=Kind.CHOICE)
    question = models.CharField(_("vraag"), max_length=200)
    is_open = models.BooleanField(_("open om te stemmen"), default=True)

    panels = [
        FieldPanel("kind"),
        FieldPanel("question"),
        FieldPanel("is_open"),
        InlinePanel("options", label=_("antwoord"), min_num=2, max_num=5),
    ]
    data_classes = declare(plain="id kind question is_open")

    class Meta:
        verbose_name = _("peiling")
        verbose_name_plural = _("peilingen")

    def __str__(self) -> str:
        return self.question


class PollOption(Orderable):
    """One answer, with a line that explains it."""

    poll = ParentalKey(Poll, on_delete=models.CASCADE, related_name="options")
    text = models.CharField(_("antwoord"), max_length=120)
    explanation = models.CharField(_("toelichting"), max_length=200, blank=True)

    data_classes = declare(plain="id sort_order poll text explanation")

    class Meta(Orderable.Meta):
        verbose_name = _("antwoord")

    def __str__(self) -> str:
        return self.text


class Vote(models.Model):
    """One vote. It holds no address and no account: only fingerprints that differ per poll.

    `browser` is made from the signed cookie, `account` from the account of who was signed in
    (empty otherwise). Without the installation's secret nobody can tell from them who voted, or
    that votes on two polls are one person's.
    """

    poll = models.ForeignKey(Poll, on_delete=models.CASCADE, related_name="votes")
    option = models.ForeignKey(PollOption, on_delete=models.CASCADE, related_name="votes")
    browser = models.CharField(max_length=64)
    account = models.CharField(max_length=64, blank=True)
    voted_on = models.DateField(auto_now_add=True)

    data_classes = declare(pseudonymous="browser account", plain="id poll option voted_on")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["poll", "browser"], name="one_vote_per_browser"),
            models.UniqueConstraint(
                fields=["poll", "account"],
                condition=~models.Q(account=""),
                name="one_vote_per_account",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.poll_id}: {self.option_id}"

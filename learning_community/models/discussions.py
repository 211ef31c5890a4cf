"""Discussions: topics under a theme, and the posts in them."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Count, Max, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tenants.models import Municipality
from tenants.vault.declarations import declare

from .pages import ThemePage

# Long enough to repair a slip, short enough that answers keep their meaning.
CHANGEABLE_FOR = timedelta(hours=24)


class TopicQuerySet(models.QuerySet):
    """Topics by intention."""

    def visible_to(self, account):
        """Those with a post to read: a title may hold what made its posts go. Staff see all."""
        if account.is_staff:
            return self
        standing = Post.objects.filter(topic=models.OuterRef("pk"), hidden_at=None, removed_at=None)
        return self.filter(models.Exists(standing))

    def for_list(self):
        """With the number of visible posts and the day of the last, latest first."""
        visible = Q(posts__hidden_at=None, posts__removed_at=None)
        return self.annotate(
            post_count=Count("posts", filter=visible),
            last_post_at=Max("posts__written_at", filter=visible),
        ).order_by(models.F("last_post_at").desc(nulls_last=True), "-pk")


class Topic(models.Model):
    """A question or experience brought under a theme; its first post is the opening."""

    theme = models.ForeignKey(ThemePage, on_delete=models.CASCADE, related_name="topics")
    title = models.CharField(_("onderwerp"), max_length=120)
    opened_at = models.DateTimeField(auto_now_add=True)

    objects = TopicQuerySet.as_manager()
    data_classes = declare(personal="title", plain="id theme opened_at")

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("community:topic", args=[self.pk])


class Post(models.Model):
    """What one member said, as Markdown.

    A removed post keeps its place and loses its text. A hidden one keeps its text, which nobody
    but programme staff sees.
    """

    topic = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="posts")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="community_posts"
    )
    municipality = models.ForeignKey(
        Municipality, on_delete=models.PROTECT, null=True, related_name="community_posts"
    )  # what the author wrote on behalf of; None for programme staff
    text = models.TextField(_("bericht"), max_length=5000)
    written_at = models.DateTimeField(default=timezone.now)
    edited_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)
    hidden_at = models.DateTimeField(null=True)
    hidden_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )

    data_classes = declare(
        personal="text",
        pseudonymous="author hidden_by",
        plain="id topic municipality written_at edited_at removed_at hidden_at",
    )

    class Meta:
        ordering = ["written_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(hidden_at=None, hidden_by=None)
                | Q(hidden_at__isnull=False, hidden_by__isnull=False),
                name="post_is_hidden_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(removed_at=None) | Q(text=""), name="removed_post_has_no_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.topic_id}: {self.pk}"

    def get_absolute_url(self) -> str:
        return f"{self.topic.get_absolute_url()}#bericht-{self.pk}"

    @property
    def byline(self) -> str:
        """First name and municipality; nothing else of the author is shown."""
        place = self.municipality.name if self.municipality else str(_("programma"))
        return f"{self.author.first_name or _('Een lid')}, {place}"

    def is_changeable_by(self, account) -> bool:
        """Its own author, for a day, while it stands."""
        return (
            self.author_id == account.pk
            and self.removed_at is None
            and self.hidden_at is None
            and timezone.now() - self.written_at < CHANGEABLE_FOR
        )

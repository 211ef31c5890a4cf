"""What members and programme staff do in discussions. Each function is one act."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from tenants.models import Account

from .models import Post, ThemePage, Topic


@transaction.atomic
def open_topic(*, by: Account, theme: ThemePage, title: str, text: str) -> Topic:
    """A new topic with its first post."""
    topic = Topic.objects.create(theme=theme, title=title)
    reply(by=by, topic=topic, text=text)
    return topic


def reply(*, by: Account, topic: Topic, text: str) -> Post:
    """One post more, on behalf of the author's municipality."""
    return Post.objects.create(topic=topic, author=by, municipality=_municipality_of(by), text=text)


@transaction.atomic
def edit(*, by: Account, post: Post, text: str) -> Post:
    """Change one's own post; PermissionDenied after a day or for somebody else's."""
    post = _locked(post)
    if not post.is_changeable_by(by):
        raise PermissionDenied
    post.text, post.edited_at = text, timezone.now()
    post.save(update_fields=["text", "edited_at"])
    return post


@transaction.atomic
def remove(*, by: Account, post: Post) -> Post:
    """Take one's own post back: its text is gone for good, its place stays."""
    post = _locked(post)
    if not post.is_changeable_by(by):
        raise PermissionDenied
    post.text, post.removed_at = "", timezone.now()
    post.save(update_fields=["text", "removed_at"])
    return post


@transaction.atomic
def hide(*, by: Account, post: Post) -> Post:
    """Programme staff take a post out of sight."""
    post = _locked(post)
    if not by.is_staff:
        raise PermissionDenied
    if post.hidden_at is None:
        post.hidden_at, post.hidden_by = timezone.now(), by
        post.save(update_fields=["hidden_at", "hidden_by"])
    return post


@transaction.atomic
def show_again(*, by: Account, post: Post) -> Post:
    """Programme staff put a hidden post back."""
    post = _locked(post)
    if not by.is_staff:
        raise PermissionDenied
    post.hidden_at = post.hidden_by = None
    post.save(update_fields=["hidden_at", "hidden_by"])
    return post


def _locked(post: Post) -> Post:
    return Post.objects.select_for_update().get(pk=post.pk)


def _municipality_of(account: Account):
    if account.is_staff:
        return None
    membership = (
        account.memberships.filter(is_active=True, municipality__is_active=True)
        .select_related("municipality")
        .order_by("created_at")
        .first()
    )
    return membership.municipality if membership else None

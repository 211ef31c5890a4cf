"""Discussions on the programme's host."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from . import discussions
from .access import MODERATORS, community_only
from .forms import PostForm, TopicForm
from .models import Post, ThemePage, Topic


@community_only()
def new_topic(request: HttpRequest, theme_id: int) -> HttpResponse:
    """Bring something to discuss under a theme."""
    theme = get_object_or_404(ThemePage.objects.live(), pk=theme_id)
    form = TopicForm(request.POST or None)
    if form.is_valid():
        topic = discussions.open_topic(by=request.user, theme=theme, **form.cleaned_data)
        messages.success(request, _("Je onderwerp staat erbij."))
        return redirect(topic)
    return render(request, "learning_community/new_topic.html", {"theme": theme, "form": form})


@community_only()
def topic(request: HttpRequest, topic_id: int) -> HttpResponse:
    """Read a discussion, and add to it."""
    shown = _topic(request, topic_id)
    form = PostForm(request.POST or None)
    if form.is_valid():
        post = discussions.reply(by=request.user, topic=shown, **form.cleaned_data)
        return redirect(post)
    posts = shown.posts.select_related("author", "municipality", "topic")
    context = {
        "topic": shown,
        "posts": [(post, post.is_changeable_by(request.user)) for post in posts],
        "form": form,
    }
    return render(request, "learning_community/topic.html", context)


@community_only()
def edit_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Change one's own post."""
    post = _own_post(request, post_id)
    form = PostForm(request.POST or None, initial={"text": post.text})
    if form.is_valid():
        discussions.edit(by=request.user, post=post, **form.cleaned_data)
        messages.success(request, _("Je bericht is aangepast."))
        return redirect(post)
    return render(request, "learning_community/edit_post.html", {"post": post, "form": form})


@community_only()
def remove_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take one's own post back, after a question."""
    post = _own_post(request, post_id)
    if request.method == "POST":
        discussions.remove(by=request.user, post=post)
        messages.success(request, _("Je bericht is weg."))
        theme = post.topic.theme
        still_there = Topic.objects.visible_to(request.user).filter(pk=post.topic_id).exists()
        return redirect(post.topic if still_there else theme.get_url(request))
    return render(request, "learning_community/remove_post.html", {"post": post})


@community_only(MODERATORS)
@require_POST
def hide_post(request: HttpRequest, post_id: int) -> HttpResponse:
    """Take a post out of sight, or put it back (`show` in the form)."""
    post = get_object_or_404(Post, pk=post_id)
    act = discussions.show_again if "show" in request.POST else discussions.hide
    return redirect(act(by=request.user, post=post))


def _topic(request: HttpRequest, topic_id: int) -> Topic:
    """A topic under a theme that is live, with something to read for who asks; 404 otherwise."""
    topics = Topic.objects.visible_to(request.user).select_related("theme")
    return get_object_or_404(topics, pk=topic_id, theme__live=True)


def _own_post(request: HttpRequest, post_id: int) -> Post:
    """The reader's own post while it can be changed; 404 otherwise."""
    post = get_object_or_404(Post.objects.select_related("topic__theme"), pk=post_id)
    if not post.is_changeable_by(request.user):
        raise Http404
    return post

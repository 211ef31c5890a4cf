"""Themes as pages, and what members say about them (schema `public`)."""

from .discussions import Post, Topic
from .pages import CommunityIndexPage, ThemePage

__all__ = ["CommunityIndexPage", "Post", "ThemePage", "Topic"]

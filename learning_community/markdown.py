"""From what a member typed to safe HTML."""

import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

# No HTML, images or headings in a post; the page's own headings stay the outline.
_markdown = MarkdownIt("js-default", {"html": False, "linkify": False, "breaks": True}).disable(
    ["image", "heading", "lheading", "table", "html_block"]
)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "code", "pre", "a", "hr"}


def to_html(text: str) -> SafeString:
    """Rendered and sanitised; links open without handing on where the reader came from."""
    html = nh3.clean(
        _markdown.render(text),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"https", "http"},
        link_rel="nofollow noopener noreferrer ugc",
    )
    return mark_safe(html)  # noqa: S308 - nh3 has just cleaned it

"""The page tree in templates: menu, footer, breadcrumbs, the language of content, figures."""

from dataclasses import dataclass

from django import template
from django.utils.html import format_html
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from wagtail.models import Page, Site

register = template.Library()


@dataclass(frozen=True)
class Link:
    """An address with what it is called; `exact` as in components/nav_item.html."""

    url: str
    label: str
    exact: bool = False


@register.simple_tag(takes_context=True)
def menu(context) -> list[Link]:
    """The live pages under the front page that are marked for the menu, in the tree's order."""
    request, root = _root(context)
    if root is None:
        return []
    return [
        Link(page.get_url(request), page.title)
        for page in root.get_children().live().public().in_menu()
    ]


@register.simple_tag(takes_context=True)
def footer_menu(context) -> list[Link]:
    """The pages marked for the foot of every page: privacy, accessibility, contact."""
    from cms.models import ContentPage

    request, root = _root(context)
    if root is None:
        return []
    pages = ContentPage.objects.descendant_of(root).live().public().filter(in_footer=True)
    return [Link(page.get_url(request), page.title) for page in pages.order_by("path")]


@register.simple_tag(takes_context=True)
def crumbs(context, page: Page) -> list[Link]:
    """The way from the front page to the page above this one."""
    request, root = _root(context)
    if root is None or page.pk == root.pk:
        return []
    between = page.get_ancestors().filter(depth__gte=root.depth).live()
    return [
        Link(ancestor.get_url(request), _("Begin") if ancestor.pk == root.pk else ancestor.title)
        for ancestor in between
    ]


@register.simple_tag
def content_lang(page: Page) -> str:
    """`lang="nl"` where the page's content speaks another language than the screens around it."""
    language = page.locale.language_code
    if (get_language() or "nl").startswith(language):
        return ""
    return format_html(' lang="{}"', language)


@register.simple_tag
def national_figure(block):
    """The figure that a chart block of a stream cites; None when its indicator is gone."""
    return block.value.figure(block.id)


def _root(context):
    request = context.get("request")
    site = Site.find_for_request(request) if request is not None else None
    return request, site.root_page if site else None

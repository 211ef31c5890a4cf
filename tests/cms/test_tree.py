"""The page tree of the demo's site answers."""

from wagtail.models import Page


def test_every_page_of_the_tree_answers_a_visitor(site, client_on):
    visitor = client_on()
    for page in Page.objects.live().filter(depth__gte=2):
        assert visitor.get(address(page)).status_code == 200, page


def address(page) -> str:
    """Where the page stands on the programme's host."""
    return page.url_path.removeprefix("/klantmonitor")

"""axe over a page (WCAG 2.2 A and AA), and that nothing is wider than the screen."""

from functools import cache

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@cache
def _axe():
    from axe_playwright_python.sync_playwright import Axe

    return Axe()


def complaints(page) -> list[str]:
    """What axe finds, one line each; empty when nothing.

    Without preloading: axe would ask for every imported stylesheet again, at the wrong address."""
    options = {"runOnly": {"type": "tag", "values": RULES}, "preload": False}
    result = _axe().run(page, options=options)
    return [
        f"{violation['id']}: {node['target']} {node.get('failureSummary', '')[:160]}"
        for violation in result.response["violations"]
        for node in violation["nodes"]
    ]


def twice(page) -> list[str]:
    """The ids that stand on the page more than once: drawings refer to theirs."""
    return page.evaluate(
        """() => {
            const seen = new Map();
            for (const each of document.querySelectorAll('[id]'))
                seen.set(each.id, (seen.get(each.id) || 0) + 1);
            return [...seen].filter(([, count]) => count > 1).map(([id]) => id);
        }"""
    )


def sideways(page) -> int:
    """How many pixels the page can be scrolled sideways; 0 is right."""
    return page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )

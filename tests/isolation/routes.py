"""Every address of both worlds, by the resolver, and its audience, by docs/routes.md."""

import re
from pathlib import Path

from django.urls import URLPattern, URLResolver, get_resolver

ROOT = Path(__file__).resolve().parents[2]
WORLDS = {"municipality": "config.urls_tenant", "programme": "config.urls_public"}
# Third-party trees that are mounted whole: one row in the table stands for each.
WHOLE_TREES = ("wagtail", "wagtailadmin", "wagtaildocs", "wagtailimages", "wagtailsnippets")


def routes_of(urlconf: str) -> dict[str, str]:
    """View name -> route, of one URL table; what a third party mounts is left out."""
    found: dict[str, str] = {}

    def walk(patterns, prefix, namespace):
        for pattern in patterns:
            if isinstance(pattern, URLResolver):
                inner = pattern.namespace or ""
                if inner in WHOLE_TREES or "wagtail" in str(pattern.urlconf_name):
                    continue
                walk(
                    pattern.url_patterns,
                    prefix + str(pattern.pattern),
                    f"{inner}:" if inner else namespace,
                )
            elif isinstance(pattern, URLPattern) and pattern.name:
                if "wagtail" in getattr(pattern.callback, "__module__", ""):
                    continue
                found[namespace + pattern.name] = prefix + str(pattern.pattern)

    walk(get_resolver(urlconf).url_patterns, "", "")
    return found


def documented() -> dict[tuple[str, str], str]:
    """(world, view name) -> audience, from docs/routes.md."""
    rows: dict[tuple[str, str], str] = {}
    for line in (ROOT / "docs" / "routes.md").read_text().splitlines():
        cells = [cell.strip().strip("`") for cell in line.strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[0] in WORLDS:
            rows[cells[0], cells[1]] = cells[3]
    return rows


def filled(route: str, values: dict[str, object]) -> str:
    """`route` with each `<converter:name>` replaced by a value for that name or converter."""

    def value(match) -> str:
        converter, _, name = match.group(1).rpartition(":")
        return str(values.get(name, values.get(converter or "str", "x")))

    return "/" + re.sub(r"<([^>]+)>", value, route)

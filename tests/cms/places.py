"""Addresses on the programme's host."""

REPORT = "/rapporten/klantbeleving-per-stap/"
WEBINAR = "/webinars/vertrouwen-bij-de-intake/"
THEME = "/community/vertrouwen-bij-de-intake/"


def address(page) -> str:
    """Where a page of the demo's tree stands."""
    return page.url_path.removeprefix("/klantmonitor")

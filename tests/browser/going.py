"""From one page to the next."""


def follow(page, what):
    """Press what leads to another page (a selector or a locator) and wait until that page is whole.
    `click()` waits only until it begins to come, and what is read then may be half a page."""
    place = page.locator(what) if isinstance(what, str) else what
    with page.expect_navigation():
        place.click()

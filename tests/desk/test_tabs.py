"""Pages that belong together stand beside each other, for who may open them."""

import re

import pytest
from django.urls import resolve

from config.context import DAY, SETTINGS

LIST = ("/werklijst/", "/vragenlijsten/", "/berichten/", "/werklijst/regels/")
PAGES = (
    "/instellingen/namen/",
    "/instellingen/kanalen/",
    "/instellingen/protocol/",
    "/instellingen/vragen/",
    "/spaartegoed/",
    "/koppelingen/",
)


@pytest.mark.parametrize(("pages", "path"), [(p, path) for p in (LIST, PAGES) for path in p])
def test_every_page_shows_the_others(client_on, waterveen, make_account, pages, path):
    account = make_account("iris@waterveen.example.org", waterveen, "administrator")
    page = client_on(waterveen, account).get(path).content.decode()
    nav = re.search(r'<nav class="tabs.*?</nav>', page, re.S)[0]
    tabs = re.findall(r'<a class="tabs__link" href="([^"]+)"( aria-current="page")?', nav)
    assert [address for address, _ in tabs] == list(pages)
    assert [address for address, current in tabs if current] == [path]
    bar = re.search(r'<nav class="site-header__nav".*?</nav>', page, re.S)[0]
    assert re.findall(r'href="([^"]+)" aria-current', bar) == [pages[0]]


def test_the_pages_are_those_of_the_tabs():
    for paths, pages in ((LIST, DAY), (PAGES, SETTINGS)):
        assert [resolve(path).view_name for path in paths] == [view for _label, view in pages]


def test_a_caseworker_sees_what_they_may_open(client_on, waterveen, make_account):
    account = make_account("noor@waterveen.example.org", waterveen, "caseworker")
    browser = client_on(waterveen, account)
    tabs = browser.get("/werklijst/").context["page_tabs"]
    assert all(browser.get(tab["url"]).status_code == 200 for tab in tabs)
    assert browser.get(PAGES[0]).status_code == 403


def test_elsewhere_there_are_no_settings(client_on, waterveen, make_account):
    account = make_account("iris@waterveen.example.org", waterveen, "administrator")
    assert client_on(waterveen, account).get("/").context.get("page_tabs") is None
    visitor = client_on(waterveen).get("/accounts/login/")
    assert visitor.context.get("page_tabs") is None

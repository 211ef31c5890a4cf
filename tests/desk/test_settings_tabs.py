"""The settings stand beside each other, for who may open them."""

import re

import pytest
from django.urls import resolve

from config.context import SETTINGS

PAGES = (
    "/instellingen/namen/",
    "/instellingen/kanalen/",
    "/instellingen/protocol/",
    "/instellingen/vragen/",
    "/spaartegoed/",
    "/koppelingen/",
)


@pytest.mark.parametrize("path", PAGES)
def test_every_setting_shows_the_others(client_on, waterveen, make_account, path):
    account = make_account("iris@waterveen.example.org", waterveen, "administrator")
    page = client_on(waterveen, account).get(path).content.decode()
    tabs = re.findall(r'<a class="tabs__link" href="([^"]+)"( aria-current="page")?', page)
    assert [address for address, _ in tabs] == list(PAGES)
    assert [address for address, current in tabs if current] == [path]


def test_the_pages_are_those_of_the_tabs():
    assert [resolve(path).view_name for path in PAGES] == [view for _label, view in SETTINGS]


def test_elsewhere_there_are_no_settings(client_on, waterveen, make_account):
    account = make_account("iris@waterveen.example.org", waterveen, "administrator")
    assert client_on(waterveen, account).get("/").context["settings_tabs"] == []
    visitor = client_on(waterveen).get("/accounts/login/")
    assert visitor.context["settings_tabs"] == []

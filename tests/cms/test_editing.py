"""Wagtail's admin: for programme staff, on the programme's host, under its own policy."""

import pytest
from django.contrib.auth.models import Group

from cms.models import ReportPage


@pytest.fixture
def editor(make_account):
    """Programme staff in Wagtail's group of editors."""
    account = make_account("redactie@example.org", is_staff=True)
    account.groups.add(Group.objects.get(name="Editors"))
    return account


def test_an_editor_opens_a_report(site, editor, client_on):
    report = ReportPage.objects.get()
    answer = client_on(account=editor).get(f"/cms/pages/{report.pk}/edit/")
    assert answer.status_code == 200
    assert "proces" in answer.content.decode()


def test_an_editor_may_choose_among_the_releases(site, release, editor, client_on):
    page = client_on(account=editor).get(f"/cms/pages/{ReportPage.objects.get().pk}/edit/")
    assert "proef-1 (04-10-2021)" in page.content.decode()


def test_a_caseworker_does_not_enter_the_admin(site, make_account, waterveen, client_on):
    anna = make_account("anna@example.org", waterveen)
    assert client_on(account=anna).get("/cms/").status_code in (302, 403)


def test_a_visitor_is_led_to_sign_in(site, client_on):
    answer = client_on().get("/cms/")
    assert answer.status_code == 302
    assert answer["Location"].startswith("/accounts/login/")


def test_the_admin_is_not_on_a_municipalitys_host(site, waterveen, client_on):
    assert client_on(waterveen).get("/cms/").status_code == 404


def test_only_the_admin_has_the_looser_policy(site, editor, client_on):
    browser = client_on(account=editor)
    admin, page = browser.get("/cms/"), browser.get("/")
    assert admin.status_code == 200
    assert "unsafe-inline" in admin["Content-Security-Policy"]
    assert "unsafe-inline" not in page["Content-Security-Policy"]


def test_a_preview_of_a_report_draws_its_charts(site_with_figures, editor, client_on):
    report = ReportPage.objects.get()
    answer = client_on(account=editor).get(f"/cms/pages/{report.pk}/view_draft/")
    assert answer.status_code == 200
    assert "<svg" in answer.content.decode()

"""The page tree: what a visitor finds, and what an editor may build."""

import pytest
from django.apps import apps
from wagtail.models import Page, Site

from cms.models import ArticlePage, ContentPage, HomePage, ReportPage, WebinarPage
from learning_community.models import CommunityIndexPage, ThemePage

from .places import REPORT, WEBINAR, address

MODELS = [
    model
    for label in ("cms", "learning_community")
    for model in apps.get_app_config(label).get_models(include_auto_created=True)
]


def test_every_page_of_the_tree_answers_a_visitor(site, client_on):
    visitor = client_on()
    for page in Page.objects.live().filter(depth__gte=2):
        assert visitor.get(address(page)).status_code == 200, page


def test_an_english_reader_gets_english_screens_around_content_marked_as_dutch(site, client_on):
    visitor = client_on()
    visitor.cookies["language"] = "en"
    page = visitor.get("/zo-werkt-het/").content.decode()
    assert '<html lang="en"' in page
    assert '<div class="stack" lang="nl">' in page


def test_the_menu_holds_the_live_pages_marked_for_it(site, client_on):
    ContentPage.objects.get(slug="zo-werkt-het").unpublish()
    menu = client_on().get("/").content.decode().split('id="hoofdmenu"')[1].split("</nav>")[0]
    assert "/rapporten/" in menu
    assert "/zo-werkt-het/" not in menu
    assert "/contact/" not in menu


def test_breadcrumbs_lead_back_to_the_front_page(site, client_on):
    page = client_on().get(REPORT).content.decode()
    crumbs = page.split('aria-label="Kruimelpad"')[1].split("</nav>")[0]
    assert 'href="/"' in crumbs and 'href="/rapporten/"' in crumbs


def test_building_the_demo_again_changes_nothing(site, edition):
    from config.demo import content

    before = set(Page.objects.values_list("pk", "slug", "path"))
    content.build(edition, None)
    assert set(Page.objects.values_list("pk", "slug", "path")) == before
    assert Site.objects.get(is_default_site=True).root_page.specific_class is HomePage


@pytest.mark.parametrize(
    ("child", "parent", "allowed"),
    [
        (ReportPage, HomePage, False),
        (WebinarPage, HomePage, False),
        (ArticlePage, ContentPage, False),
        (ThemePage, CommunityIndexPage, True),
        (CommunityIndexPage, HomePage, True),
        (HomePage, HomePage, False),
    ],
)
def test_pages_stand_only_where_they_belong(child, parent, allowed):
    assert (parent in child.allowed_parent_page_models()) is allowed


@pytest.mark.parametrize("model", MODELS)
def test_every_field_of_pages_polls_and_discussions_is_declared(model):
    own = {field.name for field in model._meta.local_fields + model._meta.local_many_to_many}
    assert own == set(model.data_classes)


def test_a_draft_is_not_found(site, client_on):
    page = ArticlePage.objects.first()
    page.unpublish()
    assert client_on().get(address(page)).status_code == 404


def test_the_front_page_leads_to_the_newest_report_and_the_next_webinar(site, client_on):
    page = client_on().get("/").content.decode()
    assert REPORT in page and WEBINAR in page


def test_a_webinar_goes_into_a_calendar(site, client_on):
    answer = client_on().get(f"{WEBINAR}agenda/")
    lines = answer.content.decode().split("\r\n")
    assert answer["Content-Type"].startswith("text/calendar")
    assert lines[0] == "BEGIN:VCALENDAR" and "END:VEVENT" in lines
    assert any(line.startswith("DTSTART:") and line.endswith("00Z") for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines)


def test_a_webinar_does_not_end_before_it_begins(site):
    from django.core.exceptions import ValidationError

    webinar = WebinarPage.objects.get()
    webinar.ends_at = webinar.starts_at
    with pytest.raises(ValidationError, match="einde"):
        webinar.full_clean()


def test_a_municipalitys_host_has_no_pages_of_the_programme(site, waterveen, client_on):
    assert client_on(waterveen).get(REPORT).status_code == 404

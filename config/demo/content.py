"""The demo's site: pages, a report, a webinar with polls, a theme with a discussion.

All of it is written for the demo; people, municipalities and figures in it are made up.
"""

import json
import secrets
import uuid
from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Site

from cms.models import (
    ArticleIndexPage,
    ArticlePage,
    ClientTypesPage,
    ContentPage,
    HomePage,
    Poll,
    PollOption,
    ReportIndexPage,
    ReportPage,
    WebinarIndexPage,
    WebinarPage,
)
from cms.polls import voting
from learning_community import discussions
from learning_community.models import CommunityIndexPage, ThemePage, Topic
from tenants.models import Account

from . import texts

ROOT_SLUG = "klantmonitor"


@transaction.atomic
def build(edition, release) -> Site:
    """The site of `edition`, its charts citing `release` (None: they show their empty state).

    Again is the same: a page that exists gets the demo's text back, nothing stands there twice.
    """
    home = _home()
    cited = release.slug if release is not None else ""
    how = _text_page(home, "zo-werkt-het", texts.HOW_IT_WORKS, show_in_menus=True)
    municipalities = _text_page(home, "voor-gemeenten", texts.FOR_MUNICIPALITIES)
    report = _report(home, edition, cited)
    types = _page(
        home,
        ClientTypesPage,
        "klanttypen",
        title="Klanttypen",
        summary=texts.CLIENT_TYPES_SUMMARY,
        body=_stream(
            ("client_types", texts.CLIENT_TYPES_TABLE),
            ("text", texts.CLIENT_TYPES_TEXT),
            ("chart", {"release": cited, "indicator": "iu_in_balance_within_91_by_type"}),
        ),
        show_in_menus=True,
    )
    webinar = _webinar(home)
    _articles(home, cited)
    theme = _community(home, report, webinar)
    _text_page(home, "contact", texts.CONTACT, in_footer=True)
    _discussion(theme)
    answers = {"results": report, "experience": types, "drop_out": theme, "learning": how}
    home.refresh_from_db()
    home.title, home.summary, home.seo_title = texts.PROMISE, texts.PROMISE_SUMMARY, ""
    home.invitation = municipalities.page_ptr
    home.questions = _stream(
        *(
            ("question", {"question": question, "answer": answer, "page": answers[key].pk})
            for key, question, answer in texts.QUESTIONS
        )
    )
    home.quotes = _stream(*(("quote", quote) for quote in texts.QUOTES))
    home.save_revision().publish()
    _order(home, how, municipalities)
    return Site.objects.get(is_default_site=True)


def _home() -> HomePage:
    """The front page as root of the default site, in place of Wagtail's welcome page."""
    root = Page.get_first_root_node()
    home = HomePage.objects.child_of(root).filter(slug=ROOT_SLUG).first()
    if home is None:
        home = root.add_child(instance=HomePage(slug=ROOT_SLUG, title=texts.PROMISE))
    facts = {
        "hostname": "localhost",
        "port": getattr(settings, "PORT", 80),
        "site_name": settings.PRODUCT_NAME,
        "root_page": home,
    }
    Site.objects.update_or_create(is_default_site=True, defaults=facts)
    for page in root.get_children().exclude(pk=home.pk):
        page.delete()
    return home


def _page(parent, kind, slug: str, **fields):
    """The page under `parent` with this slug, published with these fields."""
    page = kind.objects.child_of(parent).filter(slug=slug).first()
    if page is None:
        parent.refresh_from_db()  # the tree counts children in the parent's row
        page = parent.add_child(instance=kind(slug=slug, **fields))
    for name, value in fields.items():
        setattr(page, name, value)
    page.save_revision().publish()
    return page


def _text_page(home, slug: str, text: dict, **fields) -> ContentPage:
    body = _stream(*text["body"])
    return _page(
        home,
        ContentPage,
        slug,
        title=text["title"],
        summary=text["summary"],
        body=body,
        **fields,
    )


def _report(home, edition, cited: str) -> ReportPage:
    index = _page(
        home,
        ReportIndexPage,
        "rapporten",
        title="Rapporten",
        summary=texts.REPORTS_SUMMARY,
        show_in_menus=True,
    )
    chapters = []
    for chapter in texts.CHAPTERS:
        body = _cited(chapter["body"], cited)
        notes = [_child("item", note) for note in chapter.get("footnotes", ())]
        chapters.append(
            (
                "chapter",
                {
                    "subject": chapter["subject"],
                    "conclusion": chapter["conclusion"],
                    "body": [_child(kind, value) for kind, value in body],
                    "footnotes": notes,
                },
            )
        )
    return _page(
        index,
        ReportPage,
        "klantbeleving-per-stap",
        title="Klantbeleving per stap",
        summary=texts.REPORT_SUMMARY,
        period=edition.name if edition is not None else "",
        introduction=texts.REPORT_INTRODUCTION,
        chapters=_stream(*chapters),
        colophon=texts.COLOPHON,
    )


def _cited(body, release: str) -> list[tuple[str, object]]:
    """The parts of a text with the release that its figures come from."""
    made = []
    for kind, value in body:
        if kind in ("chart", "bars"):
            value = {"release": release, "indicator": value}
        elif kind == "scatter":
            value = {"release": release, "x": value[0], "y": value[1]}
        made.append((kind, value))
    return made


def _webinar(home) -> WebinarPage:
    index = _page(
        home,
        WebinarIndexPage,
        "webinars",
        title="Webinars",
        summary=texts.WEBINARS_SUMMARY,
        show_in_menus=True,
    )
    polls = [_poll(**poll) for poll in texts.POLLS]
    day = timezone.localdate() + timedelta(days=23)
    day -= timedelta(days=day.weekday() - 3)  # a Thursday
    starts_at = timezone.make_aware(datetime.combine(day, time(10)))
    return _page(
        index,
        WebinarPage,
        "vertrouwen-bij-de-intake",
        title="Vertrouwen begint bij de intake",
        summary=texts.WEBINAR_SUMMARY,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=75),
        place="Online",
        body=texts.WEBINAR_BODY,
        agenda=_stream(*(("item", item) for item in texts.AGENDA)),
        speakers=_stream(*(("speaker", speaker) for speaker in texts.SPEAKERS)),
        polls=_stream(*(("poll", {"poll": poll.pk}) for poll in polls)),
        participants="\n".join(texts.PARTICIPANTS),
    )


def _poll(*, question: str, kind: str, options: list[tuple[str, str, int]]) -> Poll:
    """A poll with some votes of invented visitors, so that a visitor's own vote shows a result."""
    found = Poll.objects.filter(question=question).first()
    if found is not None:
        return found
    poll = Poll.objects.create(question=question, kind=kind)
    for order, (text, explanation, votes) in enumerate(options):
        option = PollOption.objects.create(
            poll=poll, text=text, explanation=explanation, sort_order=order
        )
        for _ in range(votes):
            voting.vote(poll=poll, option=option, voter=secrets.token_urlsafe(16))
    return poll


def _articles(home, cited: str) -> None:
    index = _page(
        home,
        ArticleIndexPage,
        "artikelen",
        title="Artikelen",
        summary=texts.ARTICLES_SUMMARY,
        show_in_menus=True,
    )
    made = []
    for age, article in enumerate(texts.ARTICLES):
        body = _cited(article["body"], cited)
        made.append(
            _page(
                index,
                ArticlePage,
                article["slug"],
                title=article["title"],
                summary=article["summary"],
                published_on=timezone.localdate() - timedelta(days=9 + 34 * age),
                body=_stream(*body),
            )
        )
    for article in made:
        others = [other for other in made if other.pk != article.pk]
        article.related = _stream(*(("article", other.pk) for other in others))
        article.save_revision().publish()


def _community(home, report, webinar) -> ThemePage:
    index = _page(
        home,
        CommunityIndexPage,
        "community",
        title="Community",
        summary=texts.COMMUNITY_SUMMARY,
        introduction=texts.COMMUNITY_TEXT,
        show_in_menus=True,
    )
    resources = (
        {"title": "Rapport: klantbeleving per stap", "text": "Hoofdstuk 5 gaat over uitval.",
         "page": report.pk, "url": ""},
        {"title": "Webinar over vertrouwen", "text": "Met een stelling om over te praten.",
         "page": webinar.pk, "url": ""},
    )  # fmt: skip
    return _page(
        index,
        ThemePage,
        "vertrouwen-bij-de-intake",
        title="Vertrouwen bij de intake",
        summary=texts.THEME_SUMMARY,
        introduction=texts.THEME_TEXT,
        resources=_stream(*(("resource", resource) for resource in resources)),
    )


def _discussion(theme: ThemePage) -> None:
    """Two posts by colleagues of two municipalities, when their accounts are there."""
    asks = Account.objects.filter(email="noor@waterveen.example.org").first()
    answers = Account.objects.filter(email="fenna@lindehaven.example.org").first()
    if asks is None or answers is None or theme.topics.exists():
        return
    topic: Topic = discussions.open_topic(
        by=asks, theme=theme, title=texts.TOPIC_TITLE, text=texts.TOPIC_TEXT
    )
    discussions.reply(by=answers, topic=topic, text=texts.TOPIC_REPLY)


def _order(home, *first) -> None:
    """These pages come first in the menu."""
    for page in reversed(first):
        page.refresh_from_db()
        home.refresh_from_db()
        page.move(home, pos="first-child")


def _stream(*blocks: tuple[str, object]) -> str:
    """A stream as Wagtail stores it."""
    return json.dumps([_child(kind, value) for kind, value in blocks])


def _child(kind: str, value: object) -> dict:
    # The same content has the same id, so that building again changes nothing.
    name = json.dumps([kind, value], sort_keys=True)
    return {"type": kind, "value": value, "id": str(uuid.uuid5(uuid.NAMESPACE_OID, name))}

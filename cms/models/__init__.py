"""Page types of the programme's site, and the polls that stand on them."""

from cms.polls.models import Poll, PollOption, Vote

from .articles import ArticleIndexPage, ArticlePage
from .content import ClientTypesPage, ContentPage
from .home import HomePage
from .reports import ReportIndexPage, ReportPage
from .webinars import WebinarIndexPage, WebinarPage

__all__ = [
    "ArticleIndexPage",
    "ArticlePage",
    "ClientTypesPage",
    "ContentPage",
    "HomePage",
    "Poll",
    "PollOption",
    "ReportIndexPage",
    "ReportPage",
    "Vote",
    "WebinarIndexPage",
    "WebinarPage",
]

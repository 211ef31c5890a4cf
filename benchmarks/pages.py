"""The insight pages of a large municipality, with nothing remembered and with everything: how many
queries, and the time beside the least there is to do.

Cold: the tables by COPY and the page's template with values that lie ready. Warm: that template
alone. All goes through Django's test client.
"""

from unittest.mock import patch

from . import large
from .contributing import TABLES
from .measure import Line, medians
from .world import raw

COLD, WARM = 25, 8
FILTERS = {"": {}, " + 2 filters": {"type": "dependent", "instroom": "referral"}}


def run(world):
    """Per page and choice of filters a cold and a warm line; the target says how many queries."""
    from django.core.cache import caches
    from django.template.loader import render_to_string
    from django.test import Client
    from django.urls import reverse, set_urlconf
    from django_tenants.utils import tenant_context

    from monitor.insights.reading import SLUGS

    municipality = large.municipality(world)
    browser = Client(headers={"host": f"{large.SLUG}.localhost"})
    reader = _reader(municipality)
    with tenant_context(municipality):
        browser.force_login(reader, "django.contrib.auth.backends.ModelBackend")
        set_urlconf("config.urls_tenant")
        pages = {"overview": reverse("insights:overview")} | {
            code: reverse("insights:chapter", args=[slug]) for code, slug in SLUGS.items()
        }

    def forget():
        with tenant_context(municipality):
            caches["tenant"].clear()

    def copy():
        with tenant_context(municipality):
            for table in TABLES:
                with raw().cursor().copy(f"COPY {table} TO STDOUT") as rows:
                    sum(len(row) for row in rows.rows())

    for (name, address), (how, filters) in (
        (page, choice) for page in pages.items() for choice in FILTERS.items()
    ):
        query = filters | {"looptijd": world.edition.slug}

        def ask(address=address, query=query):
            answer = browser.get(address, query)
            assert answer.status_code == 200, answer.status_code
            assert len(answer.content) > 10_000, len(answer.content)
            return answer

        with patch("monitor.insights.views.render", side_effect=_render) as rendered:
            ask()
        request, template, context = rendered.call_args.args

        def bare(template=template, context=context, request=request):
            with tenant_context(municipality):
                render_to_string(template, context, request)

        def cold(ask=ask):
            forget()
            ask()

        def least(bare=bare):
            copy()
            bare()

        forget()
        for state, ours, limit, most in (("cold", cold, least, COLD), ("warm", ask, bare, WARM)):
            queries = _queries(ask)
            mine, lowest = medians(ours, limit, rounds=2)
            yield Line(
                f"page {name}{how}, {state}: {queries} queries", mine, lowest, f"{most} queries"
            )


def _render(request, template, context, **how):
    from django.shortcuts import render

    return render(request, template, context, **how)


def _queries(ask) -> int:
    """Queries of one request, without the statements that enter a world."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as said:
        ask()
    return len([query for query in said if "set_config" not in query["sql"]])


def _reader(municipality):
    """A policy adviser of the municipality."""
    from django.contrib.auth import get_user_model

    from tenants.models import Membership

    email = f"beleid@{municipality.slug}.example.org"
    accounts = get_user_model().objects
    account = accounts.filter(email=email).first() or accounts.create_user(email, "x" * 20)
    Membership.objects.get_or_create(
        account=account, municipality=municipality, defaults={"role": "policy_adviser"}
    )
    return account

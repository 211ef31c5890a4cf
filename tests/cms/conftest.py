"""The demo's site, as the programme would run it."""

import pytest


@pytest.fixture(autouse=True)
def _addresses_of_the_programme():
    """Outside a request, too, addresses are those of the programme's host."""
    from django.conf import settings
    from django.urls import set_urlconf

    set_urlconf(settings.PUBLIC_SCHEMA_URLCONF)
    yield
    set_urlconf(None)


@pytest.fixture
def edition(db):
    """The edition whose figures the site shows."""
    from datetime import date

    from tenants.models import Edition

    return Edition.objects.create(
        slug="proef",
        name="Proefjaar",
        starts_on=date(2021, 1, 1),
        ends_on=date(2021, 9, 30),
        reference_date=date(2021, 9, 30),
    )


# Indicator, cell and the whole percents of the municipalities that show theirs, by number.
POINTS = (
    ("iu_in_balance_within_91", "all", (68, 33, 72, 35, 31, 22)),
    ("deployed_by_category", "administrative", (96, 45, 53, 36, 38, 22)),
    ("iu_in_view_within_91", "all", (82, 67, 81, 63, 62, 56)),
)


@pytest.fixture
def release(edition):
    """Three published indicators over all their cells, one that is withheld, and POINTS."""
    from datetime import UTC, datetime

    from django.db import connection

    from benchmark.models import Release, ReleasedPoint, ReleasedStatistic
    from benchmark.standard.indicators import by_id
    from benchmark.statistics import Mean, Proportion, to_json

    moment = datetime(2021, 10, 4, tzinfo=UTC)
    with connection.as_publisher():
        release = Release.objects.create(
            slug="proef-1",
            edition=edition,
            published_at=moment,
            input_hash="0" * 64,
            code_version="proef",
            contributor_band="5-9",
        )

        def publish(indicator_id, **fields):
            indicator = by_id(indicator_id)
            for place, cell in enumerate(indicator.cells):
                values = {name: make(place) for name, make in fields.items()}
                ReleasedStatistic.objects.create(
                    release=release,
                    indicator=indicator.id,
                    version=indicator.version,
                    cell=cell.code,
                    published_at=moment,
                    **values,
                )

        publish(
            "stress_by_step",
            statistic=lambda place: to_json(Mean.of([4, 3, 4, 2, 3 + place % 2] * 20)),
        )
        publish("drop_out_by_step", statistic=lambda place: to_json(Proportion(6 + place, 120)))
        publish("steps_entered", statistic=lambda place: to_json(Proportion(119 - 9 * place, 120)))
        publish(
            "drop_out", statistic=lambda place: None, withheld=lambda place: "few_municipalities"
        )
        for indicator_id, cell, shares in POINTS:
            for number, share in enumerate(shares, start=1):
                ReleasedPoint.objects.create(
                    release=release,
                    indicator=indicator_id,
                    version=by_id(indicator_id).version,
                    cell=cell,
                    number=number,
                    value=share,
                    base_band="10+",
                    published_at=moment,
                )
    return release


@pytest.fixture
def site(edition):
    """The demo's site without a release: every chart is empty."""
    return _site(edition, None)


@pytest.fixture
def site_with_figures(edition, release):
    """The demo's site, its charts citing the release."""
    return _site(edition, release)


# Building takes seconds, so the first test's rows are kept and put back for the next. Sequences
# are not rolled back: the keys stay free.
_kept: dict[str, dict[str, bytes]] = {}


def _site(edition, release):
    from django.db import connection
    from wagtail.models import Site

    from config.demo import content

    kept = _kept.get(release.slug if release else "")
    if kept is None:
        content.build(edition, release)
        _kept[release.slug if release else ""] = _rows()
    else:
        with connection.cursor() as cursor:
            for table in reversed(kept):
                cursor.execute(f"DELETE FROM {table}")
            for table, rows in kept.items():
                with cursor.copy(f"COPY {table} FROM STDIN") as copy:
                    copy.write(rows)
    return Site.objects.get(is_default_site=True)


def _rows() -> dict[str, bytes]:
    from django.db import connection

    from tenants.database.roles import tables_of

    tables = ["wagtailcore_page", "wagtailcore_site", "wagtailcore_revision"]
    kept = {}
    with connection.cursor() as cursor:
        for table in [*tables, *tables_of("cms", "learning_community")]:
            with cursor.copy(f"COPY {table} TO STDOUT") as copy:
                kept[table] = b"".join(bytes(part) for part in copy)
    return kept

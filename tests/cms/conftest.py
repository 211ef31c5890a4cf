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


@pytest.fixture
def release(edition):
    """Two published indicators, each over all its cells, and one that is withheld."""
    from datetime import UTC, datetime

    from django.db import connection

    from benchmark.models import Release, ReleasedStatistic
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
        publish(
            "drop_out", statistic=lambda place: None, withheld=lambda place: "few_municipalities"
        )
    return release


@pytest.fixture
def site(edition):
    """The demo's site without a release: every chart is empty."""
    from config.demo import content

    return content.build(edition, None)


@pytest.fixture
def site_with_figures(edition, release):
    """The demo's site, its charts citing the release."""
    from config.demo import content

    return content.build(edition, release)

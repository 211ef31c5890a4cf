"""Fill the demo once: `python -m config.demo.seed`.

Six fictional municipalities with the generated clients of one edition, their contributions, a
release and the programme's pages. Everything passes through the code that real data pass through.
The municipalities are made as the database's owner, all else as web and worker work.
"""

import os
import subprocess
import sys
from datetime import timedelta

LOGIN = "KLANTMONITOR_LOGIN"
EDITION = "2021"
EDITION_DAYS = 274


def main() -> None:
    """Both halves, each in a process with its own login; skipped when done before."""
    part = sys.argv[1] if len(sys.argv) > 1 else ""
    if not part:
        for part, login in (("municipalities", "owner"), ("records", "web")):
            done = subprocess.run(  # noqa: S603 - our own module
                [sys.executable, "-m", "config.demo.seed", part],
                env=os.environ | {LOGIN: login},
                check=False,
            )
            if done.returncode:
                raise SystemExit(done.returncode)
        return
    import django

    django.setup()
    {"municipalities": make_municipalities, "records": fill}[part]()


def make_municipalities() -> None:
    """The six, each with its schema, role and host (owner)."""
    from monitor.demo.municipalities import MUNICIPALITIES
    from tenants.database.provisioning import provision
    from tenants.models import Municipality

    for record in MUNICIPALITIES:
        if Municipality.objects.filter(slug=record.slug).exists():
            continue
        provision(
            name=record.name,
            slug=record.slug,
            gemeentecode=record.gemeentecode,
            host=f"{record.slug}.localhost",
            treatment_model=record.treatment_model,
            description=record.description,
            theme=record.slug,
            is_demo=True,
            sender_name=f"Gemeente {record.name}",
            sender_address=f"vragenlijst@{record.slug}.example.org",
        )


def fill() -> None:
    """Accounts, edition, clients, contributions, release and pages (web)."""
    from django.utils import timezone

    from monitor.demo.generator import generate
    from tenants.models import Edition, Municipality

    from . import content
    from .accounts import make_accounts

    if Edition.objects.filter(slug=EDITION).exists() and _is_complete():
        return
    # The edition ended yesterday, so that what somebody tries today leaves its figures alone.
    reference_date = timezone.localdate() - timedelta(days=1)
    edition, _ = Edition.objects.get_or_create(
        slug=EDITION,
        defaults={
            "name": "Editie 2021 (demo)",
            "starts_on": reference_date - timedelta(days=EDITION_DAYS - 1),
            "ends_on": reference_date,
            "reference_date": reference_date,
            "is_demo": True,
        },
    )
    Edition.objects.get_or_create(
        slug="lopend",
        defaults={
            "name": "Lopende editie",
            "starts_on": timezone.localdate(),
            "ends_on": timezone.localdate() + timedelta(days=365),
            "reference_date": timezone.localdate() + timedelta(days=365),
            "is_demo": True,
        },
    )
    demo = generate(edition.reference_date)
    municipalities = {m.slug: m for m in Municipality.objects.filter(is_demo=True)}
    accounts = make_accounts(municipalities)
    _load_and_publish(demo, municipalities, accounts, edition)
    content.build(edition, _release(edition))


def _is_complete() -> bool:
    from wagtail.models import Site

    return (
        Site.objects.filter(is_default_site=True, hostname="localhost")
        .exclude(root_page__slug="home")
        .exists()
    )


def _load_and_publish(demo, municipalities, accounts, edition) -> None:
    from django.db import transaction
    from django_tenants.utils import tenant_context

    from benchmark import consents
    from benchmark.releases import publish
    from monitor.caseload.models import Trajectory
    from monitor.demo import besides
    from monitor.demo.load import load
    from monitor.insights.contribution import hand_over_for
    from tenants.models import Membership, Role

    for record in demo.municipalities:
        municipality = municipalities[record.slug]
        with tenant_context(municipality):
            if not Trajectory.objects.exists():  # an earlier run may have stopped half-way
                with transaction.atomic():
                    load(demo, municipality, accounts)
                    besides.add(demo, municipality)
            hand_over_for(municipality, edition)
            # In the demo all six show their figure under a number (S111, S115).
            adviser = Membership.objects.filter(
                municipality=municipality, role=Role.POLICY_ADVISER
            ).first()
            consents.give(edition, municipality, (adviser or _anybody(municipality)).account_id)
    publish(edition)


def _anybody(municipality):
    from tenants.models import Membership

    return Membership.objects.filter(municipality=municipality).first()


def _release(edition):
    from benchmark.models import Release

    return Release.objects.filter(edition=edition).first()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.demo")
    main()

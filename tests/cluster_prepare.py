"""Prepare the tests' cluster in a process of its own, first its "structure" and then its
"municipalities": `python -m tests.cluster_prepare FOLDER STAGE`."""

import os
import sys
from pathlib import Path

os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"

# Three fictional municipalities stand in every isolation test: who should see what is known at a
# glance (STYLE 17).
MUNICIPALITIES = (
    ("Waterveen", "waterveen", "GM9001"),
    ("Lindehaven", "lindehaven", "GM9002"),
    ("Oosterduin", "oosterduin", "GM9003"),
)


def main(folder: Path, stage: str) -> None:
    """Migrate, make the template and the programme; or make three municipalities."""
    from config.demo import cluster

    _server, socket = cluster.start(folder, durable=False)

    import django
    from django.conf import settings

    settings.DATABASES["default"]["HOST"] = socket
    settings.PG_DUMP = cluster.PG_DUMP
    settings.LOGGING["root"]["level"] = "WARNING"
    django.setup()
    from django.core.management import call_command

    if stage == "structure":
        call_command("migrate_schemas", shared=True, verbosity=0, interactive=False)
        call_command("make_template", verbosity=0)
        call_command("set_up_programme", host="localhost")
        call_command("grant_roles")
    else:
        for name, slug, code in MUNICIPALITIES:
            call_command("create_municipality", name, slug=slug, gemeentecode=code)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])

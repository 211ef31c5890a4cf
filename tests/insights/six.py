"""Adds the other three demo municipalities to a running test server, as its owner.

`python -m tests.insights.six SOCKET`: making a schema takes another login than the tests have.
"""

import os
import sys

if __name__ == "__main__":
    os.environ |= {"DJANGO_SETTINGS_MODULE": "config.settings.test", "KLANTMONITOR_LOGIN": "owner"}
    import django
    from django.conf import settings

    from config.demo import cluster

    settings.DATABASES["default"]["HOST"] = sys.argv[1]
    settings.PG_DUMP = cluster.PG_DUMP
    django.setup()
    from config.demo.seed import make_municipalities

    make_municipalities()

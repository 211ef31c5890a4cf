"""`python -m benchmarks.memory SOCKET SLUG EDITION`: compute one municipality's contribution, and
print by how many megabytes the process was larger at its peak than before."""

import os
import sys
from pathlib import Path


def _megabytes(name: str) -> float:
    """A line of the kernel's account of this process: VmRSS is now, VmHWM the most ever."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(f"{name}:")) / 1024


def main(socket: str, slug: str, edition: str) -> None:
    """Pandas is loaded by the first figure, so it counts."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
    import django
    from django.conf import settings

    settings.DATABASES["default"]["HOST"] = socket
    django.setup()
    from django_tenants.utils import tenant_context

    from monitor.insights.contribution import Offer
    from tenants.models import Edition, Municipality

    with tenant_context(Municipality.objects.get(slug=slug)):
        chosen = Edition.objects.get(slug=edition)
        before = _megabytes("VmRSS")
        Offer.of(chosen)
        print(round(_megabytes("VmHWM") - before, 1))  # noqa: T201 - what it is for


if __name__ == "__main__":
    main(*sys.argv[1:])

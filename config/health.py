"""Health checks of the processes: `python -m config.health web|beat`; status 0 when well.

Standard library only, so that a check costs no Django start-up. The worker is asked by Celery's
own `inspect ping`.
"""

import os
import sys
import time
import urllib.request
from pathlib import Path

BEAT_FILE = Path(os.environ.get("BEAT_SCHEDULE", "/tmp/beat-schedule"))  # noqa: S108 - in a container
BEAT_PATIENCE = 300  # seconds; beat writes its file at least every three minutes


def web() -> bool:
    """Whether the web process and its database answer on the programme's host."""
    port = os.environ.get("WEB_PORT", "8000")
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/healthz",
        headers={"Host": os.environ["BASE_HOST"], "X-Forwarded-Proto": "https"},
    )
    with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310 - http, this machine
        return answer.status == 200


def beat() -> bool:
    """Whether beat has written its schedule lately."""
    newest = max(path.stat().st_mtime for path in BEAT_FILE.parent.glob(BEAT_FILE.name + "*"))
    return time.time() - newest < BEAT_PATIENCE


if __name__ == "__main__":
    try:
        well = {"web": web, "beat": beat}[sys.argv[1]]()
    except (OSError, ValueError) as error:
        sys.exit(f"not well: {error}")
    sys.exit(0 if well else "not well")

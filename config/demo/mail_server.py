"""The demo's mail server: `python -m config.demo.mail_server`.

A real SMTP server on this machine's own address. It keeps what it receives as files, forwards
nothing, and so no message of the demo reaches anybody.
"""

import os
import signal
import threading
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from aiosmtpd.controller import Controller

from .places import Places

ROOT = Path(__file__).resolve().parents[2]
HOST = "127.0.0.1"


class Keeper:
    """Keeps each message as one .eml file, complete or not at all."""

    def __init__(self, folder: Path):
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    async def handle_DATA(self, server, session, envelope) -> str:  # noqa: N802 - aiosmtpd's name
        """Called for each message; the answer to the sender."""
        moment = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
        path = self.folder / f"{moment}-{token_hex(4)}.eml"
        draft = path.with_suffix(".part")
        draft.write_bytes(envelope.original_content)
        draft.rename(path)
        return "250 kept"


def main() -> None:
    """Serve until the supervisor says stop."""
    places = Places.of(Path(os.environ.get("KLANTMONITOR_DEMO_DIR", ROOT / "var" / "demo")))
    controller = Controller(Keeper(places.mail), hostname=HOST, port=places.smtp_port())
    stopped = threading.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, lambda *_: stopped.set())
    controller.start()
    print(f"mail server on {HOST}:{places.smtp_port()}, keeping messages in {places.mail}")
    stopped.wait()
    controller.stop()


if __name__ == "__main__":
    main()

"""Where the demo keeps its data, sockets and ports."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    """The demo's folder. What is decided while it runs (ports, sockets) stands in `running.json`,
    so that a second terminal finds the same database and broker."""

    root: Path

    @classmethod
    def of(cls, root: Path) -> "Places":
        """The places under `root`, which is made when it is not there."""
        root.mkdir(parents=True, exist_ok=True)
        return cls(root.resolve())

    @property
    def database(self) -> Path:
        """The data folder of the embedded PostgreSQL."""
        return self.root / "postgres"

    @property
    def broker_socket(self) -> Path:
        """The local socket of the broker. Sockets have short paths, so it may lie elsewhere."""
        return Path(self.running().get("broker_socket", self.root / "broker.sock"))

    @property
    def mail(self) -> Path:
        """Where the demo's mail server keeps what it received."""
        return self.root / "mail"

    @property
    def logs(self) -> Path:
        """One log per process."""
        return self.root / "logs"

    def running(self) -> dict:
        """What the supervisor wrote down; empty before the first run."""
        try:
            return json.loads((self.root / "running.json").read_text())
        except FileNotFoundError:
            return {}

    def write_running(self, **facts) -> None:
        """Write down what this run decided."""
        draft = self.root / "running.json.new"
        draft.write_text(json.dumps(self.running() | facts, indent=2))
        draft.replace(self.root / "running.json")

    def port(self) -> int:
        """The web port of this run."""
        return int(self.running().get("port", 8000))

    def smtp_port(self) -> int:
        """The port of the demo's mail server."""
        return int(self.running().get("smtp_port", 0)) or 2525

    def database_socket(self) -> str:
        """The folder of PostgreSQL's socket."""
        return self.running().get("database_socket", str(self.database))

    def pg_dump(self) -> str:
        """The pg_dump that fits the embedded server."""
        return self.running().get("pg_dump", "pg_dump")

    def secret(self, name: str) -> str:
        """A secret made once on this machine, hex."""
        return self.secret_bytes(name).hex()

    def secret_bytes(self, name: str) -> bytes:
        """32 random bytes, made once and readable by their owner alone."""
        path = self.root / f"{name}.key"
        if not path.exists():
            path.touch(mode=0o600)
            path.write_bytes(secrets.token_bytes(32))
        return path.read_bytes()

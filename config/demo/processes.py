"""The processes of the demo, supervised: started in order, restarted when they fall, stopped
together. Each runs in a session of its own, so that Ctrl-C reaches the supervisor alone."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

PR_SET_PDEATHSIG = 1
MAX_RESTARTS = 5


def _die_with_parent() -> None:
    """Linux: if the supervisor is killed outright, its children get SIGTERM."""
    os.setsid()
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


@dataclass
class Process:
    """One supervised process and how often it was started again."""

    name: str
    command: list[str]
    environment: dict[str, str]
    log: Path
    cwd: Path
    restarts: int = 0
    child: subprocess.Popen | None = field(default=None, repr=False)

    def start(self) -> None:
        """Start it, its output going to its own log."""
        self.log.parent.mkdir(parents=True, exist_ok=True)
        with self.log.open("ab") as log:
            self.child = subprocess.Popen(  # noqa: S603 - our own commands, no shell
                self.command,
                cwd=self.cwd,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_die_with_parent,
            )

    @property
    def is_running(self) -> bool:
        """Whether it was started and has not ended."""
        return self.child is not None and self.child.poll() is None

    def stop(self, patience: float = 8.0) -> None:
        """Ask it to end, with its children; insist after `patience` seconds."""
        if self.child is None or self.child.poll() is not None:
            return
        self._signal(signal.SIGTERM)
        try:
            self.child.wait(patience)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGKILL)
            self.child.wait(5)

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self.child.pid, number)
        except ProcessLookupError:
            return

    def last_words(self, lines: int = 15) -> str:
        """The end of its log."""
        try:
            return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])
        except FileNotFoundError:
            return ""


def watch(processes: list[Process], say) -> None:
    """Restart what falls, until interrupted. RuntimeError when one keeps falling."""
    while True:
        for process in processes:
            if not process.is_running:
                process.restarts += 1
                if process.restarts > MAX_RESTARTS:
                    raise RuntimeError(f"{process.name} keeps stopping:\n{process.last_words()}")
                say(f"{process.name} stopped; starting it again")
                process.start()
        time.sleep(1)

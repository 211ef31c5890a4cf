"""Workers that are killed while they send: real processes, real signals, real servers.

A worker here is a fork that does what tasks.send_invitations does; the next one takes its place
as a supervisor would see to. The mail server or the provider's gateway, in the mother process,
strikes while it has the message in its hands.
"""

import os
import random
import traceback
from collections.abc import Iterable
from signal import SIGKILL

SHARE = 0.3


class Killer:
    """Strikes 30 % of the receivers, half of them before their message is kept and half after."""

    def __init__(self, receivers: Iterable[str], seed: int = 7):
        chosen = sorted(receivers)
        random.Random(seed).shuffle(chosen)  # noqa: S311 - a draw, no secret
        number = round(len(chosen) * SHARE)
        self.before = frozenset(chosen[: number // 2])
        self.after = frozenset(chosen[number // 2 : number])
        self._left = {"before": set(self.before), "after": set(self.after)}
        self.worker = 0

    def strike(self, moment: str, receiver: str) -> bool:
        """Kill whoever is sending to them, at their first message only; whether it happened."""
        if receiver not in self._left[moment]:
            return False
        self._left[moment].discard(receiver)
        os.kill(self.worker, SIGKILL)
        return True

    def send_all(self, municipality, at_most: int) -> int:
        """One worker after the other until one of them survives; how many were killed."""
        for deaths in range(at_most):
            self.worker = worker(municipality)
            _pid, status = os.waitpid(self.worker, 0)
            if os.WIFEXITED(status):
                assert os.WEXITSTATUS(status) == 0, "a worker failed by itself"
                return deaths
            assert os.WTERMSIG(status) == SIGKILL
        raise AssertionError("more deaths than receivers")


def worker(municipality) -> int:
    """The process number of a fork that sends what waits in this municipality."""
    from django.db import connections
    from django.utils import timezone
    from django_tenants.utils import tenant_context

    from monitor.surveys import sending

    connections.close_all()  # a fork that shares the socket would end its mother's session
    if pid := os.fork():
        return pid
    status = 1
    try:
        with tenant_context(municipality):
            sending.deliver(sending.waiting(timezone.now()), municipality, any_time=True)
        status = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(status)

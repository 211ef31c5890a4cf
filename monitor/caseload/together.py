"""Many acts at once: whoever listens to the caseload can wait and follow all of them together, in a
number of statements that does not grow with the records."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Protocol, TypeVar


class Pile(Protocol):
    """What a listener gathers; `follow` does what is due, inside the same transaction."""

    def follow(self) -> None:
        """Act on all that was gathered."""


Kind = TypeVar("Kind", bound=Pile)
_piles: ContextVar[dict[type, Pile] | None] = ContextVar("piles", default=None)


@contextmanager
def together() -> Iterator[None]:
    """For the block listeners gather; at its end, unless it raised, each follows its own pile."""
    piles: dict[type, Pile] = {}
    token = _piles.set(piles)
    try:
        yield
    finally:
        _piles.reset(token)
    for pile in piles.values():
        pile.follow()


def pile_of(kind: type[Kind]) -> Kind | None:
    """The pile of this kind in the current block, made when it is not there; None outside one."""
    piles = _piles.get()
    if piles is None:
        return None
    return piles.setdefault(kind, kind())

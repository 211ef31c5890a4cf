"""Adding statistics of many groups into one."""

from collections.abc import Iterable
from functools import reduce
from operator import add

from .curve import Curve
from .distribution import Distribution
from .mean import Mean
from .proportion import Proportion
from .wire import Statistic


def zero_like(stat: Statistic) -> Statistic:
    """The statistic over nobody that can be added to `stat`."""
    match stat:
        case Proportion():
            return Proportion(0, 0)
        case Mean():
            return Mean(0)
        case Distribution():
            clients = None if stat.clients is None else 0
            products = None if stat.products is None else (0,) * len(stat.products)
            return Distribution(tuple((code, 0) for code in stat.codes), clients, products)
        case Curve():
            nobody = (0,) * (stat.weeks + 1)
            return Curve(nobody, nobody, nobody, nobody)
    raise TypeError(f"{type(stat).__name__} is not a statistic")


def pool(stats: Iterable[Statistic]) -> Statistic:
    """All of them together, in any order; ValueError for none (of which kind would it be?)."""
    stats = list(stats)
    if not stats:
        raise ValueError("Nothing to pool")
    return reduce(add, stats)

"""Statistics as plain JSON and back, without losing a digit.

A contribution is stored and shown in this form. Fractions travel as "numerator/denominator".
"""

from fractions import Fraction

from .curve import Curve
from .distribution import Distribution
from .mean import Mean
from .proportion import Proportion

Statistic = Proportion | Mean | Distribution | Curve


def to_json(stat: Statistic) -> dict:
    """A dict of str, int, list and None with a "kind"; TypeError for anything else."""
    match stat:
        case Proportion():
            return {"kind": "proportion", "hits": stat.hits, "n": stat.n}
        case Mean():
            return {
                "kind": "mean",
                "n": stat.n,
                "total": _written(stat.total),
                "squares": _written(stat.squares),
            }
        case Distribution():
            data = {
                "kind": "distribution",
                "counts": [[code, count] for code, count in stat.counts],
                "clients": stat.clients,
            }
            return data if stat.products is None else data | {"products": list(stat.products)}
        case Curve():
            return {
                "kind": "curve",
                "at_risk": list(stat.at_risk),
                "events": list(stat.events),
                "competing": list(stat.competing),
                "censored": list(stat.censored),
            }
    raise TypeError(f"{type(stat).__name__} is not a statistic")


def from_json(data: dict) -> Statistic:
    """The statistic written by `to_json`; ValueError for an unknown kind or impossible numbers."""
    match data:
        case {"kind": "proportion", "hits": hits, "n": n}:
            return Proportion(hits, n)
        case {"kind": "mean", "n": n, "total": total, "squares": squares}:
            return Mean(n, Fraction(total), Fraction(squares))
        case {"kind": "distribution", "counts": counts}:
            # Before November 2026 there were no products.
            products = data.get("products")
            return Distribution(
                tuple((code, count) for code, count in counts),
                data.get("clients"),
                None if products is None else tuple(products),
            )
        case {
            "kind": "curve",
            "at_risk": at_risk,
            "events": events,
            "competing": competing,
            "censored": censored,
        }:
            return Curve(tuple(at_risk), tuple(events), tuple(competing), tuple(censored))
    raise ValueError(f"Not a statistic: kind {data.get('kind')!r}")


def _written(number: Fraction) -> str:
    return f"{number.numerator}/{number.denominator}"

"""How far a share lies from the truth when clients answer more than once.

Answers of one client resemble each other, so a hundred answers of ten clients tell less than a
hundred clients. What each client's answers have in common is kept as *products*: per pair of
categories a, b the sum over clients of (answers a) x (answers b). They are whole numbers that add
up over municipalities, and every share of any set of categories finds its variance in them.

The variance is that of a ratio of two sums over clients (Taylor linearisation with clients as
clusters, Cochran 1977, section 6.3; Liang and Zeger 1986 call it the sandwich). It is turned into
an effective number of answers for Wilson's interval, as Kott and Carr (1997) do, with Korn and
Graubard's (1998) correction for estimating a variance from few clients. Dean and Pagano (2015)
found that intervals of this kind keep their promise where share ± t se does not.
"""

from collections.abc import Collection, Sequence

import numpy as np

from .interval import normal_quantile, student_quantile


def products_per_client(clients: np.ndarray, positions: np.ndarray, size: int) -> tuple[int, ...]:
    """The products of rows (number of the client, position of the category answered).

    Upper triangle of a `size` x `size` table, row by row: (0,0), (0,1), ... (1,1), ...
    """
    people = len(np.bincount(clients))
    table = np.bincount(clients * size + positions, minlength=people * size)
    table = table.reshape(people, size)
    return tuple((table.T @ table)[np.triu_indices(size)].tolist())


def are_possible(counts: Sequence[int], clients: int, products: Sequence[int]) -> bool:
    """Whether clients could have answered so: what any set of numbers per client obeys."""
    pairs = _pairs(len(counts))
    if len(products) != len(pairs) or any(product < 0 for product in products):
        return False
    table = {pair: products[place] for place, pair in enumerate(pairs)}
    return (
        # n² is at least n for a whole number, and even or odd as n is.
        all(table[a, a] >= n and table[a, a] % 2 == n % 2 for a, n in enumerate(counts))
        # Cauchy and Schwarz.
        and all(table[a, a] * clients >= n * n for a, n in enumerate(counts))
        and all(table[a, b] ** 2 <= table[a, a] * table[b, b] for a, b in pairs)
    )


def effective_answers(
    counts: Sequence[int],
    clients: int,
    products: Sequence[int],
    chosen: Collection[int],
    level: float,
) -> float:
    """As how many independent answers the share at the positions `chosen` counts.

    Never more than there are answers. A share of nothing or of everything shows no variance; then
    a client's answers are taken as all alike (Kish 1965), as over one client.
    """
    answers = sum(counts)
    hits = sum(counts[place] for place in chosen)
    if clients == 1 or hits in (0, answers):
        return answers**2 / _sum_of_squares([1] * len(counts), products)
    # Per client (answers chosen) - share x (answers), times all answers: stays a whole number.
    weights = [answers * (place in chosen) - hits for place in range(len(counts))]
    scatter = _sum_of_squares(weights, products) * clients
    if_independent = hits * (answers - hits) * answers * (clients - 1)
    # variance / (share x (1 - share)) = scatter / (answers x if_independent)
    effective = answers * min(1.0, if_independent / scatter) if scatter else answers
    correction = normal_quantile(level) / student_quantile(level, clients - 1)
    return effective * correction**2


def _sum_of_squares(weights: Sequence[int], products: Sequence[int]) -> int:
    """Over clients, the sum of (weights x answers per category) squared."""
    return sum(
        (1 if a == b else 2) * weights[a] * weights[b] * products[place]
        for place, (a, b) in enumerate(_pairs(len(weights)))
    )


def _pairs(size: int) -> list[tuple[int, int]]:
    return [(a, b) for a in range(size) for b in range(a, size)]

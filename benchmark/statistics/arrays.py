"""Columns of many clients as numpy arrays of whole numbers, so that sums are quick and exact."""

from collections.abc import Iterable

import numpy as np


def column(values: Iterable) -> np.ndarray:
    """One-dimensional array of a list, an iterator, an array or a pandas column."""
    array = np.asarray(values)
    return array if array.ndim else np.asarray(list(values))


def whole_numbers(values: Iterable[int]) -> np.ndarray:
    """The same as int64; TypeError for anything that is not a whole number."""
    array = column(values)
    if not array.size:
        return np.zeros(0, dtype=np.int64)
    if array.dtype.kind not in ("i", "u"):
        raise TypeError(f"Give whole numbers, not {array.dtype}")
    return array.astype(np.int64)


def equally_long(*columns: np.ndarray) -> None:
    """ValueError when two columns do not tell about the same clients."""
    if len({len(one) for one in columns}) != 1:
        raise ValueError("The columns are not equally long")


def places_of_clients(clients: Iterable) -> np.ndarray:
    """Numbers 0, 1, 2 ... instead of the clients' own keys, one per row."""
    return np.unique(column(clients), return_inverse=True)[1]

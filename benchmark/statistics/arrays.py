"""Columns of many clients as numpy arrays of whole numbers, so that sums are quick and exact."""

from collections.abc import Iterable

import numpy as np


def whole_numbers(values: Iterable[int]) -> np.ndarray:
    """One-dimensional int64 array of a list, an iterator, an array or a pandas column.

    TypeError for anything that is not a whole number: a float's sums depend on their order.
    """
    array = np.asarray(values if hasattr(values, "__array__") else list(values))
    if not array.size:
        return np.zeros(0, dtype=np.int64)
    if array.dtype.kind not in "iu":
        raise TypeError(f"Give whole numbers, not {array.dtype}")
    return array.astype(np.int64)


def equally_long(*columns: np.ndarray) -> None:
    """ValueError when two columns do not tell about the same clients."""
    if len({len(column) for column in columns}) != 1:
        raise ValueError("The columns are not equally long")


def places_of_clients(clients: Iterable) -> np.ndarray:
    """Numbers 0, 1, 2 ... instead of the clients' own keys, one per row."""
    keys = np.asarray(clients if hasattr(clients, "__array__") else list(clients))
    return np.unique(keys, return_inverse=True)[1]

"""Who answered against who was asked: beside every figure about experience (R75, M-16, A-26)."""

from .representation import LEAST_ANSWERED, RESPONSE_FLOOR, Representation, representation_of
from .weights import weighted_step_means, weights

__all__ = [
    "LEAST_ANSWERED",
    "RESPONSE_FLOOR",
    "Representation",
    "representation_of",
    "weighted_step_means",
    "weights",
]

"""At most two questions that a municipality adds itself: outside score and benchmark (R27)."""

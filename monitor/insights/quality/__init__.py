"""The data-quality board: what in the register contradicts itself or is missing (R78)."""

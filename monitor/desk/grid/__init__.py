"""The grid: what is read of each trajectory, its columns, its cells and rows, and acts on many."""

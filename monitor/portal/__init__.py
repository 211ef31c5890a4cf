"""A client's own pages: their line, their goals, what was done, their data and their savings."""

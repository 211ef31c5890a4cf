"""Polls and statements: one vote each, no names, results from five votes."""

"""Versions of the questionnaire: what clients are asked, in which words and languages."""

"""Savings (spaartegoed): points for each questionnaire that is filled in, without any pressure."""

"""Versions of the questionnaire, their texts and recordings, and a municipality's own questions."""

"""The questionnaire in Wagtail's admin: versions, words per language, recordings, preview."""

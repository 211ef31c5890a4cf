"""Answering behind a real server: gunicorn with two sync workers, and respondents in a process of
their own that fill in questionnaires over sixteen connections."""

"""Answering behind a real server: Granian with two workers, and respondents in a process of
their own that fill in questionnaires over sixteen connections."""

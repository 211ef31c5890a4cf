"""Answering behind a real server, as production has it, and respondents in a process of their own
that fill in questionnaires over sixteen connections."""

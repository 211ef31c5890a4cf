"""A cursor whose statements PostgreSQL plans once and not at every message.

Django sends every statement as one text, to be parsed and planned anew; for the statement that
claims a message that is most of its cost. A prepared statement belongs to the session, as the role
and the search path of a municipality do (tenants/database/base.py): a pooler has to leave sessions
alone in any case. PostgreSQL plans it anew when the search path changes.
"""

from django.db import connection
from psycopg import Cursor


class Prepared:
    """A cursor in the municipality of Django's connection; parameters go apart from the text."""

    def __init__(self):
        with connection.cursor():
            self._raw = connection.connection  # in the right world now
        cursor = Cursor(self._raw)
        if connection.queries_logged:
            self._cursor = connection.make_debug_cursor(cursor)
        else:
            self._cursor = connection.make_cursor(cursor)

    def one(self, statement: str, parameters: dict) -> tuple | None:
        """The first row of the statement; None when there is none."""
        usual, self._raw.prepare_threshold = self._raw.prepare_threshold, 0
        try:
            self._cursor.execute(statement, parameters)
            return self._cursor.fetchone() if self._cursor.description else None
        finally:
            self._raw.prepare_threshold = usual

"""Who reaches themes and discussions: the programme's host only."""

from tenants.database.names import PUBLIC_ROLE
from tenants.database.roles import DML, tables_of

GRANTS = {PUBLIC_ROLE: {table: ", ".join(DML) for table in tables_of("learning_community")}}

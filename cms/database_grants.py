"""Who reaches pages and polls: the programme's host only."""

from tenants.database.names import PUBLIC_ROLE
from tenants.database.roles import DML, tables_of

GRANTS = {PUBLIC_ROLE: {table: ", ".join(DML) for table in tables_of("cms")}}

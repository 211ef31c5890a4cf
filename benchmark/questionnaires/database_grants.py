"""Who reaches the questionnaire: programme staff write it, a municipality only reads."""

from tenants.database.names import PUBLIC_ROLE, TENANT_ROLE
from tenants.database.roles import DML, tables_of

TABLES = tables_of("questionnaires")
GRANTS = {
    PUBLIC_ROLE: {table: ", ".join(DML) for table in TABLES},
    TENANT_ROLE: dict.fromkeys(TABLES, "SELECT"),
}

"""Who reaches contributions, releases and the ledger behind them."""

from tenants.database.names import PUBLIC_ROLE, PUBLISHER_ROLE, TENANT_ROLE

GRANTS = {
    PUBLIC_ROLE: {
        "benchmark_release": "SELECT",
        "benchmark_releasedstatistic": "SELECT",
    },
    TENANT_ROLE: {
        "benchmark_contribution": "SELECT, INSERT, UPDATE, DELETE",  # own rows only, see below
        "benchmark_release": "SELECT",
        "benchmark_releasedstatistic": "SELECT",
    },
    PUBLISHER_ROLE: {
        "benchmark_contribution": "SELECT",
        "benchmark_release": "SELECT, INSERT",
        "benchmark_releasedstatistic": "SELECT, INSERT",
        "benchmark_ledgerentry": "SELECT, INSERT",
    },
}

# A municipality's role is named t_<schema>; it reaches the rows that carry its schema and no other.
# What it writes carries its own key too: under a neighbour's it would count as the neighbour's.
ROW_SECURITY = [
    "ALTER TABLE public.benchmark_contribution ENABLE ROW LEVEL SECURITY",
    "DROP POLICY IF EXISTS own_rows ON public.benchmark_contribution",
    "CREATE POLICY own_rows ON public.benchmark_contribution TO km_tenant "
    "USING (current_user = 't_' || tenant_schema) "
    "WITH CHECK (current_user = 't_' || tenant_schema AND municipality_id = "
    "(SELECT m.id FROM public.tenants_municipality m WHERE m.schema_name = tenant_schema))",
    "DROP POLICY IF EXISTS publisher_reads ON public.benchmark_contribution",
    "CREATE POLICY publisher_reads ON public.benchmark_contribution FOR SELECT TO km_publisher "
    "USING (true)",
]

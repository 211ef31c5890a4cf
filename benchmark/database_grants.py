"""Who reaches contributions, consents, releases and the ledger behind them."""

from tenants.database.names import PUBLIC_ROLE, PUBLISHER_ROLE, TENANT_ROLE

GRANTS = {
    PUBLIC_ROLE: {
        "benchmark_release": "SELECT",
        "benchmark_releasedstatistic": "SELECT",
        "benchmark_releasedpoint": "SELECT",
    },
    TENANT_ROLE: {
        "benchmark_contribution": "SELECT, INSERT, UPDATE, DELETE",  # own rows only, see below
        "benchmark_release": "SELECT",
        "benchmark_releasedstatistic": "SELECT",
        "benchmark_releasedpoint": "SELECT",
        "benchmark_pointholder": "SELECT",  # the own row only
        "benchmark_setmember": "SELECT",  # the own rows only
        # Own rows only; a consent is ended, never changed or taken away.
        "benchmark_pointconsent": "SELECT, INSERT, UPDATE (withdrawn_by, withdrawn_at)",
    },
    PUBLISHER_ROLE: {
        "benchmark_contribution": "SELECT",
        "benchmark_release": "SELECT, INSERT",
        "benchmark_releasedstatistic": "SELECT, INSERT",
        "benchmark_ledgerentry": "SELECT, INSERT",
        "benchmark_releasedpoint": "SELECT, INSERT",
        "benchmark_pointholder": "SELECT, INSERT",
        "benchmark_setmember": "SELECT, INSERT",
        "benchmark_pointconsent": "SELECT",
    },
}

# A municipality's role is named t_<schema>; it reaches the rows that carry its schema and no other.
# What it writes carries its own key too: under a neighbour's it would count as the neighbour's.
OWN = "current_user = 't_' || tenant_schema"
OWN_KEY = (
    "current_user = 't_' || tenant_schema AND municipality_id = "
    "(SELECT m.id FROM public.tenants_municipality m WHERE m.schema_name = tenant_schema)"
)


def _policy(table: str, name: str, rest: str) -> list[str]:
    return [
        f"DROP POLICY IF EXISTS {name} ON public.{table}",
        f"CREATE POLICY {name} ON public.{table} {rest}",
    ]


# Made when a figure comes out.
RELEASED = ("benchmark_pointholder", "benchmark_setmember")
ROW_SECURITY = [
    statement
    for table in ("benchmark_contribution", "benchmark_pointconsent", *RELEASED)
    for statement in (
        f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
        *_policy(table, "own_rows", f"TO {TENANT_ROLE} USING ({OWN}) WITH CHECK ({OWN_KEY})"),
        *_policy(table, "publisher_reads", f"FOR SELECT TO {PUBLISHER_ROLE} USING (true)"),
    )
] + [
    statement
    for table in RELEASED
    for statement in _policy(
        table, "publisher_adds", f"FOR INSERT TO {PUBLISHER_ROLE} WITH CHECK (true)"
    )
]

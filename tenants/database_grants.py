"""Rights on the shared tables of accounts, hosts, Wagtail and Django itself.

The programme's host works with most of them; a municipality's host gets the reviewed minimum that
signing in and its pages need (reference tenancy, section 2.1).
"""

from .database.names import PUBLIC_ROLE, PUBLISHER_ROLE, TENANT_ROLE
from .database.roles import DML, tables_of

_EVERYTHING = ", ".join(DML)
_HISTORY = {"tenants_membershipevent", "tenants_municipalityevent"}
_PROGRAMME_APPS = (
    "tenants",
    "account",
    "auth",
    "contenttypes",
    "sessions",
    "audit",
    "pghistory",
    "wagtailcore",
    "wagtailadmin",
    "wagtailusers",
    "wagtailimages",
    "wagtaildocs",
    "wagtailembeds",
    "wagtailsearch",
    "wagtailredirects",
    "wagtailforms",
    "wagtailsnippets",
    "wagtailsites",
    "taggit",
)

GRANTS = {
    PUBLIC_ROLE: {
        **{table: _EVERYTHING for table in tables_of(*_PROGRAMME_APPS)},
        **{table: "SELECT, INSERT" for table in _HISTORY | {"audit_readevent"}},
        "vault_schemakey": "SELECT",
    },
    TENANT_ROLE: {
        "tenants_municipality": "SELECT",
        "tenants_domain": "SELECT",
        "tenants_edition": "SELECT",
        "tenants_membership": "SELECT",
        "tenants_account": "SELECT, UPDATE (last_login, password)",
        "account_emailaddress": "SELECT",
        "django_content_type": "SELECT",
    },
    PUBLISHER_ROLE: {
        "tenants_municipality": "SELECT",
        "tenants_edition": "SELECT",
        "django_content_type": "SELECT",
    },
}

# A municipality's role sees the memberships of its own municipality and the accounts behind them,
# ended ones too: their names stand in its records. An address of somebody who never belonged to it
# is not there, and their password hash can be neither read nor replaced.
_OWN_MEMBERSHIP = (
    "municipality_id = (SELECT m.id FROM public.tenants_municipality m "
    "WHERE 't_' || m.schema_name = current_user)"
)
_BELONGS_HERE = "EXISTS (SELECT 1 FROM public.tenants_membership m WHERE m.account_id = {key})"
_ROWS_OF_TENANT = {
    "tenants_membership": _OWN_MEMBERSHIP,
    "tenants_account": _BELONGS_HERE.format(key="tenants_account.id"),
    "account_emailaddress": _BELONGS_HERE.format(key="account_emailaddress.user_id"),
}

ROW_SECURITY = [
    statement
    for table, condition in _ROWS_OF_TENANT.items()
    for statement in (
        f"ALTER TABLE public.{table} ENABLE ROW LEVEL SECURITY",
        f"DROP POLICY IF EXISTS own_people ON public.{table}",
        f"CREATE POLICY own_people ON public.{table} TO {TENANT_ROLE} USING ({condition})",
        f"DROP POLICY IF EXISTS programme ON public.{table}",
        f"CREATE POLICY programme ON public.{table} TO {PUBLIC_ROLE} USING (true)",
    )
]

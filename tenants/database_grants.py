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

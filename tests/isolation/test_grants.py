"""What each database role may do is exactly what was reviewed: per role, table and column."""

import re

import psycopg
import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django_tenants.utils import tenant_context

from tenants.database.names import PUBLIC_ROLE, PUBLISHER_ROLE, TENANT_ROLE, WEB_LOGIN, role_of
from tenants.database.roles import DML, reviewed_grants
from tenants.models import Account, Membership

GROUPS = (PUBLIC_ROLE, TENANT_ROLE, PUBLISHER_ROLE)
SCHEMAS = ("m_waterveen", "m_lindehaven", "m_oosterduin")
# In a municipality's own schema: what its role may do with a table that is not in this list is DML.
NARROWER = {
    "django_migrations": set(),
    "vault_schemakey": {"SELECT"},
    "audit_readevent": {"SELECT", "INSERT"},
    "pghistory_context": {"SELECT", "INSERT", "UPDATE"},
}

# Rights in force (inherited and PUBLIC's included) on every relation, and on single columns of
# tables where the table as a whole is not granted.
IN_FORCE = """
WITH role AS (SELECT unnest(%(roles)s::text[]) AS name),
     kind AS (SELECT unnest(ARRAY['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'TRUNCATE',
                                  'REFERENCES', 'TRIGGER']) AS name),
     relation AS (SELECT c.oid, n.nspname AS schema, c.relname AS name
                  FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                  WHERE c.relkind IN ('r', 'p', 'v', 'm', 'f')
                    AND (n.nspname = 'public' OR n.nspname LIKE 'm\\_%%'))
SELECT role.name, schema, relation.name, kind.name, ''
FROM role, kind, relation WHERE has_table_privilege(role.name, relation.oid, kind.name)
UNION ALL
SELECT role.name, schema, relation.name, kind.name, attname
FROM role, kind, relation JOIN pg_attribute ON attrelid = relation.oid
WHERE attnum > 0 AND NOT attisdropped AND kind.name IN ('SELECT', 'INSERT', 'UPDATE', 'REFERENCES')
  AND NOT has_table_privilege(role.name, relation.oid, kind.name)
  AND has_column_privilege(role.name, relation.oid, attnum, kind.name)
"""


def in_force(cursor) -> set[tuple[str, str, str, str, str]]:
    """(role, schema, table, privilege, column or "") that hold now."""
    roles = [WEB_LOGIN, *GROUPS, *(role_of(schema) for schema in SCHEMAS)]
    cursor.execute(IN_FORCE, {"roles": roles})
    return set(cursor.fetchall())


def reviewed(cursor) -> set[tuple[str, str, str, str, str]]:
    """The same, as the declarations and this file say."""
    rights = set()
    for role, table, privileges in reviewed_grants():
        inherit = [role_of(schema) for schema in SCHEMAS] if role == TENANT_ROLE else []
        for kind, columns in re.findall(r"(\w+)(?:\s*\(([^)]*)\))?,?\s*", privileges):
            for column in columns.split(",") if columns else [""]:
                rights |= {
                    (each, "public", table, kind, column.strip()) for each in (role, *inherit)
                }
    cursor.execute(
        "SELECT schemaname, tablename FROM pg_tables WHERE schemaname = ANY(%s)", [list(SCHEMAS)]
    )
    for schema, table in cursor.fetchall():
        append_only = {"SELECT", "INSERT"} if table.endswith("event") else set(DML)
        for kind in NARROWER.get(table, append_only):
            rights.add((role_of(schema), schema, table, kind, ""))
    return rights


@pytest.fixture
def cursor(db):
    with connection.cursor() as cursor:
        yield cursor


@pytest.fixture
def owners_cursor(db):
    """A connection of the owner, whose changes are rolled back."""
    at = connection.settings_dict
    with psycopg.connect(host=at["HOST"], dbname=at["NAME"], user="km_owner") as owner:
        yield owner.cursor()
        owner.rollback()


def test_every_right_is_a_reviewed_one_and_every_reviewed_one_is_there(cursor):
    assert in_force(cursor) == reviewed(cursor)


@pytest.mark.parametrize(
    "mistake",
    [
        "GRANT SELECT ON public.wagtailcore_page TO km_tenant",
        "GRANT UPDATE (email) ON public.tenants_account TO km_tenant",
        "GRANT SELECT ON public.benchmark_ledgerentry TO PUBLIC",
        "GRANT SELECT ON m_lindehaven.caseload_client TO t_m_waterveen",
        "GRANT DELETE ON m_waterveen.caseload_clientevent TO t_m_waterveen",
        "GRANT t_m_lindehaven TO t_m_waterveen WITH INHERIT TRUE",
        "REVOKE SELECT ON public.tenants_domain FROM km_tenant",
    ],
)
def test_a_grant_too_many_or_too_few_would_be_seen(owners_cursor, mistake):
    owners_cursor.execute(mistake)
    assert in_force(owners_cursor) != reviewed(owners_cursor)


def test_no_role_is_stronger_than_a_role_needs_to_be(cursor):
    cursor.execute(
        "SELECT rolname FROM pg_roles WHERE (rolname LIKE 'km\\_%%' OR rolname LIKE 't\\_m\\_%%') "
        "AND (rolsuper OR rolcreatedb OR rolbypassrls OR rolreplication OR "
        "(rolcreaterole AND rolname <> 'km_owner') OR "
        "(rolcanlogin AND rolname NOT IN ('km_owner', 'km_web')) OR "
        "(rolinherit AND rolname = 'km_web'))"
    )
    assert cursor.fetchall() == []


def test_roles_lead_to_no_other_roles_than_these(cursor):
    cursor.execute(
        "SELECT member.rolname, role.rolname, inherit_option, set_option FROM pg_auth_members m "
        "JOIN pg_roles role ON role.oid = m.roleid JOIN pg_roles member ON member.oid = m.member "
        "WHERE member.rolname <> 'km_owner' "
        "AND (member.rolname LIKE 'km\\_%%' OR member.rolname LIKE 't\\_m\\_%%')"
    )
    own = [role_of(schema) for schema in SCHEMAS]
    expected = {(WEB_LOGIN, role, False, True) for role in (PUBLIC_ROLE, PUBLISHER_ROLE, *own)}
    expected |= {(role, TENANT_ROLE, True, False) for role in own}
    assert set(cursor.fetchall()) == expected


def test_schemas_open_to_their_own_role_and_nothing_can_be_made_in_them(cursor):
    roles = [WEB_LOGIN, *GROUPS, *(role_of(schema) for schema in SCHEMAS)]
    cursor.execute(
        "SELECT role, nspname, kind FROM unnest(%s::text[]) role, pg_namespace, "
        "unnest(ARRAY['USAGE', 'CREATE']) kind WHERE has_schema_privilege(role, nspname, kind) "
        "AND (nspname = 'public' OR nspname LIKE 'm\\_%%')",
        [roles],
    )
    open_to = {(role, "public", "USAGE") for role in roles if role != WEB_LOGIN}
    open_to |= {(role_of(schema), schema, "USAGE") for schema in SCHEMAS}
    assert set(cursor.fetchall()) == open_to


def test_no_function_of_ours_runs_with_its_owners_rights(cursor):
    cursor.execute(
        "SELECT nspname, proname FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace "
        "WHERE prosecdef AND (nspname = 'public' OR nspname LIKE 'm\\_%%')"
    )
    assert cursor.fetchall() == []


def test_the_login_of_web_and_worker_reads_nothing_by_itself(db):
    at = connection.settings_dict
    with psycopg.connect(
        host=at["HOST"], dbname=at["NAME"], user=WEB_LOGIN, autocommit=True
    ) as web:
        tables = web.execute(
            "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables "
            "WHERE schemaname = 'public' OR schemaname LIKE 'm\\_%'"
        ).fetchall()
        assert len(tables) > 100
        for (table,) in tables:
            with pytest.raises(psycopg.errors.InsufficientPrivilege):
                web.execute(f"SELECT FROM {table}")


# --- Rows of shared tables ----------------------------------------------------------------------


def test_a_municipality_sees_its_own_people_and_no_others(intruder_and_host, make_account):
    intruder, host = intruder_and_host
    make_account("staff@klantmonitor.example", is_staff=True)
    with tenant_context(intruder.municipality):
        assert list(Account.objects.values_list("email", flat=True)) == [
            intruder.administrator.email
        ]
        assert {m.municipality_id for m in Membership.objects.all()} == {intruder.municipality.pk}


def test_a_municipality_cannot_replace_the_password_of_somebody_elsewhere(intruder_and_host):
    intruder, host = intruder_and_host
    before = host.administrator.password
    with tenant_context(intruder.municipality):
        assert Account.objects.filter(pk=host.administrator.pk).update(password="!") == 0
        assert Account.objects.filter(pk=intruder.administrator.pk).update(password="!") == 1
    host.administrator.refresh_from_db()
    assert host.administrator.password == before


def test_who_left_keeps_a_name_in_the_records_and_nothing_else(worlds, client_on):
    world = worlds["waterveen"]
    Membership.objects.filter(account=world.administrator).update(is_active=False)
    with tenant_context(world.municipality):
        assert Account.objects.get(pk=world.administrator.pk).email
    assert client_on(world.municipality, world.administrator).get("/").status_code == 403


def test_a_contribution_cannot_be_written_in_a_neighbours_name(intruder_and_host):
    intruder, host = intruder_and_host
    row = (
        "INSERT INTO public.benchmark_contribution (municipality_id, tenant_schema, edition_id, "
        "indicator, version, cell, statistic, base, cohort_size, computed_at) "
        "VALUES (%s, %s, 1, 'x', 1, 'x', '{}', 1, 1, now())"
    )
    own, other = intruder.municipality, host.municipality
    for municipality, schema in ((other, other.schema_name), (other, own.schema_name)):
        with (
            pytest.raises(ProgrammingError, match="row-level security"),
            tenant_context(own),
            connection.cursor() as cursor,
        ):
            cursor.execute("SAVEPOINT s")
            try:
                cursor.execute(row, [municipality.pk, schema])
            finally:
                cursor.execute("ROLLBACK TO SAVEPOINT s")


def test_a_municipality_cannot_shred_its_own_key(in_waterveen):
    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute("UPDATE vault_schemakey SET salt = ''")

"""The database itself keeps municipalities apart."""

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django_tenants.utils import schema_context, tenant_context

from monitor.caseload.models import Client, Trajectory


def test_a_municipality_reads_its_own_clients(in_waterveen):
    Client.objects.create(first_name_sealed=None)
    assert Client.objects.count() == 1


def test_a_sealed_field_opens_only_where_it_was_sealed(waterveen, lindehaven):
    with tenant_context(waterveen):
        anna = Client()
        anna.first_name, anna.email = "Anna", "anna@example.org"
        anna.save()
        anna = Client.objects.get(pk=anna.pk)
        assert (anna.first_name, anna.email) == ("Anna", "anna@example.org")
        sealed = bytes(anna.email_sealed)
        assert b"anna" not in sealed
    from tenants.vault.sealing import Unsealable

    with tenant_context(lindehaven):
        stolen = Client(pk=anna.pk, email_sealed=sealed)
        with pytest.raises(Unsealable):
            _ = stolen.email


@pytest.mark.parametrize(
    "attack",
    [
        "SELECT * FROM m_lindehaven.caseload_client",
        "INSERT INTO m_lindehaven.caseload_client (id) VALUES (gen_random_uuid())",
        "UPDATE m_lindehaven.caseload_client SET language = 'nl'",
        "DELETE FROM m_lindehaven.caseload_client",
        "COPY m_lindehaven.caseload_client TO STDOUT",
        "SELECT count(*) FROM m_lindehaven.surveys_answer",
        "TRUNCATE caseload_client",
        "DROP TABLE caseload_client",
        "UPDATE public.tenants_account SET is_superuser = true",
        "INSERT INTO public.tenants_membership (role) VALUES ('administrator')",
        "SELECT * FROM public.wagtailcore_page",
        "SELECT * FROM public.benchmark_ledgerentry",
        "UPDATE audit_readevent SET route = ''",
        "DELETE FROM caseload_clientevent",
        "CREATE TABLE m_waterveen.loot (x int)",
        "SET ROLE t_m_lindehaven; SELECT * FROM m_lindehaven.caseload_client; SELECT 1/0",
    ],
)
def test_raw_sql_is_refused_by_the_database(in_waterveen, attack):
    from django.db.utils import DataError

    with pytest.raises((ProgrammingError, DataError)), connection.cursor() as cursor:
        cursor.execute(attack)


def test_the_programme_cannot_read_a_municipalitys_clients(db):
    with pytest.raises(ProgrammingError), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM m_waterveen.caseload_client")


def test_an_unknown_schema_raises_instead_of_falling_to_public(db):
    with pytest.raises(Exception, match="t_m_nowhere"), schema_context("m_nowhere"):
        Trajectory.objects.count()


def test_the_role_survives_a_rollback(in_waterveen):
    from django.db import transaction

    with pytest.raises(RuntimeError), transaction.atomic():
        Client.objects.count()
        raise RuntimeError
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        assert cursor.fetchone() == ("t_m_waterveen",)


def test_a_role_that_was_taken_on_the_way_does_not_outlive_the_request(in_waterveen):
    with connection.cursor() as cursor:
        cursor.execute("SET ROLE t_m_lindehaven; SET search_path = m_lindehaven, public")
    connection.set_tenant(in_waterveen)  # what every request begins with
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        assert cursor.fetchone() == ("t_m_waterveen", "m_waterveen")


def test_a_savepoint_that_is_taken_back_leaves_the_world_as_it_is(in_waterveen, lindehaven):
    from django.db import transaction

    with transaction.atomic():
        with pytest.raises(RuntimeError), transaction.atomic():
            connection.set_tenant(lindehaven)
            Client.objects.count()
            connection.set_tenant(in_waterveen)
            raise RuntimeError
        with connection.cursor() as cursor:
            cursor.execute("SELECT current_user, current_schema()")
            assert cursor.fetchone() == ("t_m_waterveen", "m_waterveen")


def test_the_world_is_entered_once_and_not_per_statement(in_waterveen, monkeypatch):
    from tenants.database.base import DatabaseWrapper

    entered = []
    real = DatabaseWrapper._enter
    monkeypatch.setattr(
        DatabaseWrapper, "_enter", lambda self: (entered.append(self.schema_name), real(self))
    )
    connection.set_tenant(in_waterveen)
    for _ in range(3):
        Client.objects.count()
    assert entered == ["m_waterveen"]


def test_history_is_written_in_the_same_schema(in_waterveen):
    client = Client.objects.create()
    Client.objects.filter(pk=client.pk).update(language="pl")
    events = client.events.order_by("pgh_id").values_list("pgh_label", "language")
    assert list(events) == [("insert", "nl"), ("update", "pl")]

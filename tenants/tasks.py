"""The base of every background task: it runs in the world it was called from, or not at all.

Libraries take the tenant at send time (too late under on_commit) and run a message for an unknown
tenant on `public` (reference tenancy, section 0 items 5 and 6). Here the schema is captured when
the task is called and checked when it runs.
"""

from celery import Task
from django.db import connection, transaction
from django_tenants.utils import tenant_context

HEADER = "klantmonitor_schema"


class WrongWorld(RuntimeError):
    """A message without a world, or for a municipality that is unknown or inactive."""


class WorldTask(Task):
    """A task bound to the schema that was current when it was called."""

    abstract = True

    def apply_async(self, args=None, kwargs=None, **options):
        """Send, with the current schema in the headers unless the caller captured one before."""
        headers = dict(options.pop("headers", None) or {})
        headers.setdefault(HEADER, connection.schema_name)
        return super().apply_async(args, kwargs, headers=headers, **options)

    def delay_on_commit(self, *args, **kwargs):
        """Send after the transaction, bound to the schema of now."""
        schema = connection.schema_name
        transaction.on_commit(lambda: self.apply_async(args, kwargs, headers={HEADER: schema}))

    def __call__(self, *args, **kwargs):
        """Enter the world and run."""
        schema = self._schema()
        if schema == "public":
            before = connection.tenant
            connection.set_schema_to_public()
            try:
                return self.run(*args, **kwargs)
            finally:
                connection.set_tenant(before)
        with tenant_context(self._municipality(schema)):
            return self.run(*args, **kwargs)

    def _schema(self) -> str:
        headers = self.request.headers or {}
        schema = headers.get(HEADER) or getattr(self.request, HEADER, None)
        if not schema and not self.request.called_directly:
            # Beat sends no header; its ticks belong to the programme.
            if getattr(self, "runs_in_public", False):
                return "public"
            raise WrongWorld(f"{self.name}: the message names no municipality")
        return schema or connection.schema_name

    @staticmethod
    def _municipality(schema: str):
        from .models import Municipality

        before = connection.tenant
        connection.set_schema_to_public()
        try:
            found = Municipality.objects.filter(schema_name=schema, is_active=True).first()
        finally:
            connection.set_tenant(before)
        if found is None:
            raise WrongWorld(f"no active municipality has schema {schema}")
        return found


def for_each_municipality(task, *, stagger_seconds: float = 0.0) -> int:
    """Send `task` once for every active municipality; how many were sent."""
    from .models import Municipality

    active = Municipality.objects.filter(is_active=True).exclude(schema_name="public")
    count = 0
    for count, schema in enumerate(active.values_list("schema_name", flat=True), start=1):
        task.apply_async(headers={HEADER: schema}, countdown=stagger_seconds * count or None)
    return count

"""A municipality as large as the largest that is expected: large.sql fills it."""

from pathlib import Path

import psycopg

from config.demo.cluster import DATABASE

from .world import World, as_owner

SLUG = "grootstad"
TRAJECTORIES, ANSWERS = 5_000, 150_000
TABLES = ("trajectory", "trajectoryclient", "client", "participation", "milestone", "ending")


def municipality(world: World):
    """The municipality, made and filled once per run."""
    from tenants.database.provisioning import provision

    if SLUG not in world.municipalities:
        with as_owner():
            made = provision(
                name="Grootstad",
                slug=SLUG,
                gemeentecode="",
                host=f"{SLUG}.localhost",
                treatment_model="parallel",
                is_demo=True,
            )
        _fill(world, made.schema_name)
        world.municipalities[SLUG] = made
    return world.municipalities[SLUG]


def _fill(world: World, schema: str) -> None:
    """As the server's administrator, who may leave the history out."""
    days = {"starts": world.edition.starts_on, "ends": world.edition.ends_on}
    statements = Path(__file__).with_suffix(".sql").read_text()
    with psycopg.connect(
        host=world.socket, user="postgres", dbname=DATABASE, autocommit=True
    ) as admin:
        # For plain.py; the product has no temporary tables.
        admin.execute(f'GRANT TEMPORARY ON DATABASE {DATABASE} TO "t_{schema}"')
        admin.execute(f'SET search_path = "{schema}", public')
        psycopg.ClientCursor(admin).execute(statements, days)
        for app, name in (
            *(("caseload", table) for table in TABLES),
            ("caseload", "deployment"),
            ("surveys", "wave"),
            ("surveys", "answer"),
        ):
            admin.execute(f"VACUUM ANALYZE {app}_{name}")
        counts = [
            admin.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608
            for table in ("caseload_trajectory", "surveys_answer")
        ]
    assert counts == [TRAJECTORIES, ANSWERS], counts

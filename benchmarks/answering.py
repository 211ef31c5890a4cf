"""One question of a survey, shown and answered, beside a minimal Django app on the same tables.

In this process by Django's test client, which costs both sides the same; the product alternates
between three municipalities, the minimal app knows one."""

from django.test import Client, override_settings

from .measure import Line, medians

TURNS = 30
SLUGS = ("waterveen", "lindehaven", "oosterduin")


def run(world):
    """A line for GET and one for POST."""
    from django.db import connections
    from django.utils import timezone
    from django_tenants.utils import tenant_context

    from monitor.surveys import links, planning
    from monitor.surveys.models import Wave, WaveStatus

    browsers, token = [], ""
    for slug in SLUGS:
        municipality = world.municipalities[slug]
        with tenant_context(municipality):
            wave = Wave.objects.pending().first()
            planning.set_moments(wave, timezone.now())
            wave.status = WaveStatus.OPEN
            wave.save()
            token = links.token_of(wave)
        browser = Client(headers={"host": f"{slug}.localhost"})
        assert browser.get(f"/v/{token}").status_code == 303
        browsers.append(browser)
    with connections["plain"].cursor() as cursor:
        cursor.execute(f"SET ROLE t_m_{slug}")
        cursor.execute(f"SET search_path = m_{slug}, public")

    with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.minimal"):
        bare = Client(headers={"host": "localhost"})
        bare.handler.load_middleware()  # kept: only the product's requests come after this

    def ours(method):
        for turn in range(TURNS):
            browser = browsers[turn % len(browsers)]
            answer = _ask(browser, method, "/vragenlijst/1/")
            assert answer.status_code == (200 if method == "get" else 303), answer.status_code

    def limit(method):
        with override_settings(MIDDLEWARE=[], ROOT_URLCONF="benchmarks.minimal"):
            for _ in range(TURNS):
                answer = _ask(bare, method, f"/{token}")
                assert answer.status_code == (200 if method == "get" else 302)

    for method in ("get", "post"):
        mine, least = medians(lambda m=method: ours(m), lambda m=method: limit(m))
        name = f"answering: {method.upper()} a question / minimal Django"
        yield Line(name, mine / TURNS, least / TURNS, "1.5 behind a server")


def _ask(browser, method, address):
    return getattr(browser, method)(address, {"antwoord": "3"} if method == "post" else None)

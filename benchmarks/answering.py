"""Surveys filled in over HTTP: eight questions shown and eight answers posted, one after another,
by sixteen respondents at once. Beside a minimal Django app that does the same statements, and
django-survey-and-report, both in the same run.

The product alternates between three municipalities; the minimal app knows one. Every round fills in
the same questionnaires, which are put back in between.
"""

import json
import os
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from .measure import Line
from .peers import survey_and_report
from .serving.server import postmaster, processor_seconds, redis, web_server

SLUGS = ("waterveen", "lindehaven", "oosterduin")
ALONE = "waterveen"  # the minimal app's municipality
SURVEYS, OF_THE_PEER, ROUNDS = 240, 96, 5  # rounds of some three seconds
WORDS = {"feeling": "hopeful"}


@dataclass
class Round:
    """What one round took, per completed survey, and its latencies in ms."""

    milliseconds: float
    processor: float
    gets: list[float]
    posts: list[float]


def run(world):
    """Lines for the time and the processor time of a survey, the slowest requests and the peer."""
    waves = {
        slug: _open(world.municipalities[slug], SURVEYS if slug == ALONE else SURVEYS // 3)
        for slug in SLUGS
    }
    ours = _ours(world, waves)
    env = {"BENCH_SOCKET": world.socket, "BENCH_SCHEMA": f"m_{ALONE}"}
    with ExitStack() as stack:
        queue, queue_pid = stack.enter_context(redis())
        env["BENCH_REDIS"] = queue

        def serve(application: str, settings: str):
            module = {"DJANGO_SETTINGS_MODULE": f"benchmarks.serving.{settings}"}
            return stack.enter_context(web_server(f"{application}:application", env=env | module))

        sides = {
            "ours": (serve("config.wsgi", "settings"), ours),
            "minimal": (
                serve("benchmarks.serving.minimal_wsgi", "minimal_settings"),
                _minimal(waves[ALONE]),
            ),
        }
        if peer := stack.enter_context(survey_and_report.served(world)):
            sides["peer"] = (peer.server, peer.respondents(OF_THE_PEER))
            sides["peer, one page"] = (peer.server, peer.on_one_page(OF_THE_PEER))
        rounds: dict[str, list[Round]] = {name: [] for name in sides}
        for turn in range(ROUNDS + 1):
            for name, (server, respondents) in sides.items():
                if name in ("ours", "minimal"):
                    _put_back(world, waves)
                measured = _round(server, respondents, postmaster(world.socket), queue_pid)
                if turn:  # the first warms up
                    rounds[name].append(measured)
    _put_back(world, waves)
    yield from _lines(rounds)
    if not peer:
        print(f"  (django-survey-and-report not measured: {survey_and_report.why_not()})")  # noqa: T201


def _lines(rounds: dict[str, list[Round]]):
    def middle(name: str, what: str) -> float:
        return median(getattr(each, what) for each in rounds[name])

    def slowest(name: str) -> float:
        return median(_percentile(each.gets + each.posts, 99) for each in rounds[name])

    for what, words in (("milliseconds", "time"), ("processor", "processor time")):
        yield Line(
            f"answering: {words} of a survey / minimal Django",
            middle("ours", what),
            middle("minimal", what),
            "1.4",
        )
    yield Line("answering: p99 of a request / 60 ms", slowest("ours"), 60, "1")
    yield Line("answering: p99 of a request / minimal Django", slowest("ours"), slowest("minimal"))
    for name in [name for name in rounds if name.startswith("peer")]:
        words = name.replace("peer", "django-survey-and-report")
        for what, said in (("milliseconds", "time"), ("processor", "processor time")):
            yield Line(
                f"answering: {said} of a survey / {words}",
                middle("ours", what),
                middle(name, what),
                "0.2" if (name, what) == ("peer", "milliseconds") else "-",
            )


def _percentile(times: list[float], part: int) -> float:
    ordered = sorted(times)
    return ordered[min(len(ordered) - 1, len(ordered) * part // 100)]


def _round(server, respondents: list, *services: int) -> Round:
    port, pid = server
    before = processor_seconds(pid, *services)
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.serving.load"],
        input=json.dumps({"port": port, "respondents": respondents}),
        capture_output=True, text=True, check=False, env=os.environ,
    )  # fmt: skip
    if done.returncode:
        raise AssertionError(done.stderr[-2000:])
    used = processor_seconds(pid, *services) - before
    result = json.loads(done.stdout)
    if result["wrong"] or result["completed"] != len(respondents):
        raise AssertionError(f"{result['completed']} completed; {result['wrong'][:3]}")
    count = result["completed"]
    return Round(
        result["seconds"] * 1000 / count, used * 1000 / count, result["gets"], result["posts"]
    )


# --- Who answers what --------------------------------------------------------------------------


def _answers() -> list[str]:
    from benchmark.standard.questionnaire import ITEM_CODES

    return [WORDS.get(code, "3") for code in ITEM_CODES]


def _ours(world, waves: dict) -> list:
    """Respondents in the three municipalities by turns, each with the pass of a link."""
    from django.conf import settings
    from django.http import HttpResponse
    from django_tenants.utils import tenant_context

    from monitor.surveys import links
    from monitor.surveys.models import Wave

    found = []
    for number in range(SURVEYS):
        slug = SLUGS[number % len(SLUGS)]
        wave = waves[slug][number // len(SLUGS)]
        response = HttpResponse()
        with tenant_context(world.municipalities[slug]):
            links.write_pass(response, Wave.objects.get(pk=wave))
        cookies = {settings.SURVEY_COOKIE_NAME: response.cookies[settings.SURVEY_COOKIE_NAME].value}
        steps = [
            (f"/vragenlijst/{n}/", f"antwoord={answer}&doe=verder", 303)
            for n, answer in enumerate(_answers(), start=1)
        ]
        found.append((f"{slug}.localhost", cookies, steps))
    return found


def _minimal(waves: list) -> list:
    return [
        (
            f"{ALONE}.localhost",
            {},
            [(f"/{wave}/{n}/", f"antwoord={a}", 302) for n, a in enumerate(_answers(), start=1)],
        )
        for wave in waves[:SURVEYS]
    ]


def _open(municipality, count: int) -> list:
    """The keys of this many open questionnaires, each of a client of its own who takes part."""
    from datetime import date, timedelta

    from django.db import connection
    from django.utils import timezone
    from django_tenants.utils import tenant_context

    from monitor.caseload import clients, participation, trajectories
    from monitor.surveys.models import Wave
    from tenants.models import Membership

    by = Membership.objects.filter(municipality=municipality, role="caseworker").first().account
    now = timezone.now()
    with tenant_context(municipality):
        for number in range(count):
            client = clients.register(by=by, first_name="Respondent")
            participation.record(by=by, client=client, monitor=True, benchmark=True)
            trajectories.start(
                by=by,
                external_id=f"bench-{number}",
                clients=[client],
                intake_date=date(2026, 3, 1),
                caseworker_id=by.pk,
            )
        waves = Wave.objects.filter(trajectory__external_id__startswith="bench-")
        waves.update(
            status="open",
            open_from=now - timedelta(days=1),
            remind_at=now + timedelta(days=2),
            closes_at=now + timedelta(days=9),
        )
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return list(waves.values_list("pk", flat=True))


def _put_back(world, waves: dict) -> None:
    """Nobody has answered yet and nothing was planned after it."""
    from django_tenants.utils import tenant_context

    from monitor.surveys.models import Answer, FollowUp, Wave

    for slug, keys in waves.items():
        with tenant_context(world.municipalities[slug]):
            Answer.objects.filter(wave__in=keys).delete()
            FollowUp.objects.filter(wave__in=keys).delete()
            of_bench = Wave.objects.filter(trajectory__external_id__startswith="bench-")
            of_bench.exclude(pk__in=keys).delete()
            Wave.objects.filter(pk__in=keys).update(
                status="open", started_at=None, submitted_at=None
            )

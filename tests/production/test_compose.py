"""docker-compose.yml: its commands and health checks run here, outside a container."""

import os
import shlex
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from config.demo import cluster
from tests.cluster import copy_of_prepared
from tests.servers import PROGRAMS, ROOT, free_port, listens, running, wait_for

COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]


def test_it_has_every_part_and_each_has_a_health_check():
    assert set(SERVICES) == {"postgres", "redis", "prepare", "web", "worker", "beat", "proxy"}
    for name, service in SERVICES.items():
        assert "healthcheck" in service or name == "prepare", name


@pytest.mark.parametrize("secret", ["DATABASE_OWNER_PASSWORD", "DATABASE_ADMIN_PASSWORD"])
def test_only_the_preparation_gets_the_passwords_that_change_the_structure(secret):
    for name, service in SERVICES.items():
        # The whole of .env, unless the service says otherwise.
        given = ({secret: "from .env"} if "env_file" in service else {}) | service.get(
            "environment", {}
        )
        assert bool(given.get(secret)) == (name == "prepare"), name


def test_the_proxy_logs_no_request():
    """Caddy logs the address of a request that failed, apart from its access log."""
    assert "exclude http.log http.handlers" in (ROOT / "deploy" / "Caddyfile").read_text()


def test_no_secret_has_a_value_in_the_file():
    for service in SERVICES.values():
        for key, value in service.get("environment", {}).items():
            if value and ("PASSWORD" in key or "KEY" in key):
                assert value.startswith("${") and ":?" in value, key


@pytest.fixture(scope="module")
def installation(tmp_path_factory):
    """A database, a broker and the environment that compose would give."""
    place = copy_of_prepared()
    server, database = cluster.start(place / "pg", durable=False)
    folder = tmp_path_factory.mktemp("production")
    broker_port, web_port = free_port(), free_port()
    environment = {
        "PATH": f"{PROGRAMS}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "DATABASE_HOST": database,
        "DATABASE_ADMIN_PASSWORD": "a",
        "DATABASE_WEB_PASSWORD": "w",
        "BROKER_URL": f"redis://127.0.0.1:{broker_port}/0",
        "CACHE_URL": f"redis://127.0.0.1:{broker_port}/1",
        "SECRET_KEY": "x" * 60,
        "VAULT_KEYS": "k1:" + "ab" * 32,
        "BASE_HOST": "localhost",
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_USE_TLS": "false",
        "WEB_PORT": str(web_port),
        "BEAT_SCHEDULE": str(folder / "beat-schedule"),
        "HOME": str(folder),
    }
    from config.demo.services import broker_program

    broker = [
        broker_program(),
        "--port",
        str(broker_port),
        "--bind",
        "127.0.0.1",
        "--save",
        "",
        "--dir",
        str(folder),
    ]
    with running(broker, env=dict(os.environ), log=folder / "broker.log"):
        wait_for(lambda: listens(broker_port), "broker")
        yield {"environment": environment, "folder": folder, "web_port": web_port}
    server.cleanup()
    shutil.rmtree(place, ignore_errors=True)


def command_of(service: str, installation) -> list[str]:
    """The service's command, with this test's port and folder in place of the container's."""
    text = SERVICES[service]["command"]
    text = text.replace("0.0.0.0 --port 8000", f"127.0.0.1 --port {installation['web_port']}")
    text = text.replace("/tmp/beat-schedule", installation["environment"]["BEAT_SCHEDULE"])
    return shlex.split(text)


def health_of(service: str, installation) -> bool:
    """Whether the service's own health check is content."""
    test = SERVICES[service]["healthcheck"]["test"]
    assert test[0] == "CMD"
    done = subprocess.run(
        test[1:], cwd=ROOT, env=installation["environment"], capture_output=True, check=False
    )
    return done.returncode == 0


@pytest.mark.worker
def test_the_preparation_can_run_again(installation):
    assert SERVICES["prepare"]["command"] == "sh scripts/prepare_production.sh"
    env = installation["environment"] | {"DATABASE_OWNER_PASSWORD": "o"}
    done = subprocess.run(
        command_of("prepare", installation),
        cwd=ROOT,
        env=env,
        text=True,
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.worker
@pytest.mark.parametrize("service", ["web", "worker", "beat"])
def test_a_service_starts_and_its_health_check_sees_it(installation, service):
    log = Path(installation["folder"]) / f"{service}.log"
    assert not health_of(service, installation)
    with running(
        command_of(service, installation), env=installation["environment"], log=log
    ) as process:
        wait_for(lambda: health_of(service, installation), service, 60, process)

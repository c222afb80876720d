"""docker-compose.yml, without Docker: the very commands it names, run against a real PostgreSQL and a real Redis."""

import os
import re
import signal
import subprocess
import sys
import urllib.request
from contextlib import ExitStack
from pathlib import Path

import pytest
import yaml

from advocacy.probe import is_healthy
from tests.servers import free_port, postgres_server, redis_server, wait_until

ROOT = Path(__file__).resolve().parents[2]
COMPOSE = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES = COMPOSE["services"]
GIVEN = {
    "SECRET_KEY": "compose-" * 8,
    "ALLOWED_HOSTS": "letters.example.org",
    "BASE_URL": "https://letters.example.org",
    "POSTGRES_PASSWORD": "invented",
}


def substituted(text: str, given: dict[str, str]) -> str:
    """Compose's own interpolation: `${NAME}`, `${NAME:-default}`, `${NAME:?message}`."""

    def value(match: re.Match) -> str:
        name, operator, rest = match.groups()
        if given.get(name):
            return given[name]
        if operator == ":?":
            raise LookupError(f"{name}: {rest}")
        return rest or ""

    return re.sub(r"\$\{(\w+)(:[-?])?([^}]*)\}", value, text)


def environment_of(service: str, given: dict[str, str]) -> dict[str, str]:
    return {name: substituted(str(value), given) for name, value in SERVICES[service]["environment"].items()}


@pytest.mark.parametrize("name", ["SECRET_KEY", "ALLOWED_HOSTS", "BASE_URL", "POSTGRES_PASSWORD"])
def test_compose_starts_nothing_without_the_values_that_have_no_safe_default(name):
    with pytest.raises(LookupError, match=name):
        environment_of("web", {key: value for key, value in GIVEN.items() if key != name})


def test_every_service_that_stays_up_has_a_health_check():
    for name, service in SERVICES.items():
        assert service.get("restart") == "no" or "healthcheck" in service, name


def test_the_image_runs_as_nobody_special():
    dockerfile = (ROOT / "Dockerfile").read_text()
    last_user = re.findall(r"^USER (.+)$", dockerfile, re.MULTILINE)[-1]
    assert last_user not in {"root", "0"}
    copied = set(re.findall(r"^COPY (?:--\S+ )?(\w+) \1$", dockerfile, re.MULTILINE))
    rooms = {path.parent.name for path in ROOT.glob("*/apps.py")}
    assert rooms | {"templates", "static"} <= copied
    assert all(f"!{room}\n" in (ROOT / ".dockerignore").read_text() for room in copied)


@pytest.mark.slow
@pytest.mark.once
def test_the_commands_that_compose_names_run_against_real_servers(tmp_path):
    with ExitStack() as stack:
        (tmp_path / "pg").mkdir()
        database = stack.enter_context(postgres_server(tmp_path / "pg"))
        queue = stack.enter_context(redis_server(tmp_path))
        port = free_port()
        started: dict[str, subprocess.Popen] = {}
        for name in ("migrate", "web", "worker", "beat"):
            environment = {
                **os.environ,
                **environment_of(name, GIVEN),
                "DATABASE_URL": database,
                "CELERY_BROKER_URL": queue,
                "DATA_DIR": str(tmp_path / "data"),
            }
            command = [part.replace("0.0.0.0:8000", f"127.0.0.1:{port}") for part in SERVICES[name]["command"]]
            command = [part.replace("/tmp/beat.pid", str(tmp_path / "beat.pid")) for part in command]
            command[0] = str(Path(sys.executable).parent / command[0])
            log = stack.enter_context((tmp_path / f"{name}.log").open("w"))
            process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
            if name == "migrate":
                assert process.wait(timeout=60) == 0, (tmp_path / "migrate.log").read_text()
            else:
                started[name] = process
                stack.callback(_end, process)

        wait_until(lambda: is_healthy(f"http://127.0.0.1:{port}/readyz"), what="web is ready")
        wait_until(lambda: is_healthy(f"pid:{tmp_path / 'beat.pid'}"), what="beat is alive")
        worker_log = tmp_path / "worker.log"
        wait_until(lambda: "ready." in worker_log.read_text(), what="the worker is ready")
        # Beat's first sweep arrives at the worker through Redis and finds nothing to do.
        wait_until(
            lambda: re.search(r"links\.tasks\.sweep\[.*succeeded", worker_log.read_text()),
            what="the worker ran a sweep that beat sent",
            seconds=100,
        )

        inside = urllib.request.Request(f"http://127.0.0.1:{port}/", headers={"Host": "letters.example.org"})
        with urllib.request.urlopen(inside, timeout=10) as page:
            assert page.status == 200

        for name, process in started.items():
            assert process.poll() is None, f"{name} ended by itself: {(tmp_path / f'{name}.log').read_text()}"
        for process in started.values():
            process.send_signal(signal.SIGTERM)
        assert [process.wait(timeout=20) for process in started.values()] == [0, 0, 0]
        assert not is_healthy(f"pid:{tmp_path / 'beat.pid'}")


def _end(process: subprocess.Popen) -> None:
    process.kill()
    process.wait()

import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection

from links.models import Check, Host, Link
from tests import factories
from tests.servers import free_port, wait_until
from tests.web import LocalWeb

ROOT = Path(__file__).resolve().parents[2]

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("check_links", *arguments, stdout=out, stderr=StringIO())
    return out.getvalue()


def test_due_links_are_checked_by_default_and_told_of_line_by_line(web: LocalWeb) -> None:
    factories.link(web.answer("/gone", status=404))
    factories.link(web.url("/later"), next_check_at=datetime(2999, 1, 1, tzinfo=UTC))
    factories.link(web.url("/there"))
    line, _ = run().splitlines()
    assert "suspect" in line
    assert "404" in line
    assert web.url("/gone") in line
    assert web.count("/later") == 0


def test_json_is_one_array_with_the_agreed_names(web: LocalWeb) -> None:
    factories.link(web.url("/story"), next_check_at=datetime(2999, 1, 1, tzinfo=UTC))
    factories.link(web.url("/sample"), next_check_at=None)
    assert json.loads(run("--all", "--json")) == [
        {
            "url": web.url("/story"),
            "state": "alive",
            "outcome": "ok",
            "status_code": 200,
            "final_url": web.url("/story"),
            "passage": "not_asked",
            "strikes": 0,
        }
    ]
    assert json.loads(run("--json")) == []


def test_a_link_dies_by_the_clock_that_is_given(web: LocalWeb) -> None:
    factories.link(web.answer("/gone", status=404))
    for day in ("2026-03-02T09:00", "2026-03-06 09:00:00+00:00", "2026-03-10T09:00:00Z"):
        (row,) = json.loads(run("--all", "--json", "--now", day))
    assert (row["state"], row["strikes"]) == ("dead", 3)
    assert Check.objects.earliest("pk").checked_at == datetime(2026, 3, 2, 9, tzinfo=UTC)


def test_known_addresses_are_recorded_and_unknown_ones_only_looked_at(web: LocalWeb) -> None:
    link = factories.link(web.url("/known"))
    rows = json.loads(run("--json", "--url", web.url("/known"), web.answer("/unknown", status=410)))
    assert [(row["state"], row["outcome"]) for row in rows] == [("alive", "ok"), ("suspect", "gone")]
    assert link.checks.count() == 1
    assert Link.objects.count() == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--url", "ftp://example.org/"], "begin with https://"),
        (["--url", "not an address"], "space"),
        (["--now", "yesterday"], "is not a time"),
        (["--now", "2026-13-45T99:00"], "is not a time"),
        (["--now", "0001-01-01T00:00"], "not a year"),
        (["--all", "--due"], "not allowed with"),
        (["--url", "https://127.0.0.1:99999999/"], "address"),
    ],
)
def test_bad_arguments_get_a_clear_message(arguments: list[str], message: str) -> None:
    with pytest.raises(CommandError, match=message):
        run(*arguments)


def test_an_address_that_cannot_be_checked_now_is_a_failure(web: LocalWeb) -> None:
    link = factories.link(web.url("/story"))
    link.host.leased_until = datetime(2999, 1, 1, tzinfo=UTC)
    link.host.save()
    with pytest.raises(CommandError, match="Not every address"):
        run("--url", link.url)
    assert run() == ""


def test_a_bundle_of_no_certificates_is_named(web: LocalWeb, settings, tmp_path: Path) -> None:
    bundle = tmp_path / "ca.pem"
    bundle.write_text("not a certificate")
    settings.LINKS_CA_BUNDLE = str(bundle)
    factories.link(web.url("/story"))
    for arguments in ([], ["--url", web.url("/unknown")]):
        with pytest.raises(CommandError, match="LINKS_CA_BUNDLE"):
            run(*arguments)
    assert not Host.objects.exclude(leased_until=None).exists()


def test_a_time_before_the_last_check_is_refused_and_nothing_is_asked(web: LocalWeb) -> None:
    early, late = factories.link(web.url("/early")), factories.link(web.url("/late"))
    run("--url", early.url, "--now", "2026-03-02T09:00Z")
    run("--url", late.url, "--now", "2026-03-09T09:00Z")
    for arguments in (["--all"], ["--url", late.url]):
        with pytest.raises(CommandError, match=r"--now lies before the last check of .*/late .* nothing was checked"):
            run(*arguments, "--now", "2026-03-09T08:59Z")
    assert (web.count("/early"), web.count("/late")) == (1, 1)
    # Only what is to be checked counts, and the very time of the last check is not before it.
    run("--url", early.url, "--now", "2026-03-03T09:00Z")
    run("--url", late.url, "--now", "2026-03-09T09:00Z")


def press_ctrl_c(when: Callable[[], bool]) -> threading.Thread:
    """A thread that interrupts this process, as a terminal does, as soon as `when()`."""

    def wait_and_press() -> None:
        try:
            wait_until(when, what="the moment for Ctrl-C")
        finally:
            connection.close()
            signal.pthread_kill(threading.main_thread().ident, signal.SIGINT)  # type: ignore[arg-type]

    thread = threading.Thread(target=wait_and_press)
    thread.start()
    return thread


@pytest.mark.django_db(transaction=True)
def test_ctrl_c_tells_what_was_recorded_and_gives_the_leases_back(
    shared_database: None, terminal: None, web: LocalWeb
) -> None:
    factories.link(web.url("/first"))
    slow = factories.link(web.answer("/slow", host="127.0.0.2", delay=60))
    finger = press_ctrl_c(lambda: web.count("/slow") > 0 and Check.objects.exists())
    out, err = StringIO(), StringIO()
    with pytest.raises(SystemExit) as ended:
        call_command("check_links", "--json", stdout=out, stderr=err, no_color=True)
    finger.join()
    assert ended.value.code == 130
    assert err.getvalue() == "Stopped. 1 link was checked and recorded; the rest stay due.\n"
    assert [row["url"] for row in json.loads(out.getvalue())] == [web.url("/first")]
    assert not Host.objects.exclude(leased_until=None).exists()
    slow.refresh_from_db()
    assert slow.last_checked_at is None


@pytest.mark.slow
@pytest.mark.parametrize(
    "arguments", [["check_links"], ["check_links", "--url", "https://example.org/"], ["send_link_report", "--dry-run"]]
)
def test_a_database_that_is_not_prepared_is_a_sentence(arguments: list[str], tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ended = subprocess.run(
        [sys.executable, "manage.py", *arguments],
        cwd=ROOT,
        env={**environment, "DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert ended.stderr == "CommandError: The database is not prepared. Run: manage.py migrate\n"


@pytest.mark.slow
def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    ended = subprocess.run(
        [sys.executable, "manage.py", "check_links"],
        cwd=ROOT,
        env={**os.environ, "DATA_DIR": str(tmp_path), "DATABASE_URL": f"postgres://a:secret@127.0.0.1:{free_port()}/a"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 1
    assert "CommandError: The database does not answer" in ended.stderr
    assert "Traceback" not in ended.stderr
    assert "secret" not in ended.stderr

import json
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from links.models import Check, Host, Link
from tests import factories
from tests.web import LocalWeb

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

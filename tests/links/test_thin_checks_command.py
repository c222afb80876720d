"""`manage.py thin_checks`."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from links.models import Check
from links.vocabulary import Outcome
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def ten_old_checks() -> None:
    link = factories.link()
    for days in range(400, 410):
        Check.objects.create(link=link, outcome=Outcome.OK, checked_at=timezone.now() - timedelta(days=days))


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("thin_checks", *arguments, stdout=out)
    return out.getvalue()


def test_it_says_what_was_deleted(ten_old_checks):
    assert run().startswith("7 checks from before ")
    assert Check.objects.count() == 3


def test_a_dry_run_says_what_would_be(ten_old_checks):
    assert "7 checks from before" in (said := run("--dry-run"))
    assert "would be deleted; 10 were looked at" in said
    assert Check.objects.count() == 10


def test_json_is_one_document(ten_old_checks):
    told = json.loads(run("--json"))
    assert told.pop("older_than").startswith(f"{timezone.now() - timedelta(days=365):%Y-%m-%d}")
    assert told == {"looked_at": 10, "removed": 7, "finished": True, "dry_run": False}


def test_more_days_may_be_kept_than_configured(ten_old_checks):
    assert run("--days", "500").startswith("0 checks")


@pytest.mark.parametrize("days", ["0", "29", "-5", "9999999"])
def test_too_few_days_and_too_many_are_refused(ten_old_checks, days):
    with pytest.raises(CommandError, match=r"Nothing was deleted\."):
        run(f"--days={days}")
    assert Check.objects.count() == 10

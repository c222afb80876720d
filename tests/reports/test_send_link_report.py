"""The command, as a person or a script calls it."""

import json
import os
import sys
from io import StringIO
from typing import Any

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from links.vocabulary import State
from reports.models import Report, Subscription
from tests import factories
from tests.smtp import MailSink

pytestmark = pytest.mark.django_db


def run(*arguments: str) -> str:
    out = StringIO()
    call_command("send_link_report", *arguments, stdout=out, no_color=True)
    return out.getvalue()


def a_death() -> None:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link, title="Court closes"))
    factories.state_change(link, State.DEAD)


def subscriber(name: str) -> User:
    user = factories.staff(name)
    Subscription.objects.create(user=user)
    return user


def test_everybody_who_asked_is_sent_theirs_once(sink: MailSink) -> None:
    a_death()
    subscriber("anna")
    subscriber("bela")
    Subscription.objects.update(next_report_at="2999-01-01T00:00Z")
    printed = run()
    assert "anna@staff.example.org: sent: 1 source died · 1 letter affected" in printed
    assert sorted(message["To"] for message in sink.messages) == ["anna@staff.example.org", "bela@staff.example.org"]
    assert "anna@staff.example.org: nothing new, no mail" in run()
    assert len(sink.messages) == 2


def test_to_limits_it_to_one_address_whatever_its_case(sink: MailSink) -> None:
    a_death()
    subscriber("anna")
    subscriber("bela")
    run("--to", " ANNA@Staff.example.org")
    assert [message["To"] for message in sink.messages] == ["anna@staff.example.org"]


def test_an_unknown_address_is_an_error_that_says_what_to_do(sink: MailSink) -> None:
    subscriber("anna")
    with pytest.raises(CommandError, match=r"Nobody asked .* nobody@example.org.*/admin/reports/subscription/"):
        run("--to", "nobody@example.org")


def test_a_member_of_staff_who_did_not_ask_is_told_how_to(sink: MailSink) -> None:
    factories.staff("anna")
    with pytest.raises(CommandError, match=r"has not asked .*/admin/reports/subscription/add/"):
        run("--to", "anna@staff.example.org")


def test_a_subscriber_who_left_the_staff_is_explained(sink: MailSink) -> None:
    user = subscriber("anna")
    User.objects.filter(pk=user.pk).update(is_active=False)
    with pytest.raises(CommandError, match="switched off or no longer staff"):
        run("--to", "anna@staff.example.org")


def test_with_nobody_subscribed_it_says_how_to_subscribe(sink: MailSink) -> None:
    assert "/admin/reports/subscription/add/" in run()


def test_a_dry_run_shows_the_mail_and_records_nothing(sink: MailSink) -> None:
    a_death()
    subscriber("anna")
    before = list(Subscription.objects.values())
    printed = run("--dry-run")
    assert "To: anna@staff.example.org\nSubject: 1 source died · 1 letter affected\n" in printed
    assert "Court closes" in printed
    assert printed.startswith("A dry run: nothing is sent, nothing recorded.\n")
    assert sink.messages == []
    assert not Report.objects.exists()
    assert list(Subscription.objects.values()) == before


def test_json_is_one_document(sink: MailSink) -> None:
    a_death()
    subscriber("anna")
    previewed = json.loads(run("--dry-run", "--json"))
    assert previewed["dry_run"] is True
    assert "Court closes" in previewed["reports"][0]["text"]
    document = json.loads(run("--json"))
    assert (document["sent"], document["failed"], document["dry_run"]) == (1, 0, False)
    assert document["reports"] == [
        {
            "to": "anna@staff.example.org",
            "outcome": "sent",
            "subject": "1 source died · 1 letter affected",
            "error": "",
            "text": "",
        }
    ]
    assert json.loads(run("--json"))["nothing_new"] == 1


def test_a_failed_sending_is_an_error_after_all_were_tried(sink: MailSink) -> None:
    a_death()
    subscriber("anna")
    subscriber("bela")
    sink.stop()
    out = StringIO()
    with pytest.raises(CommandError, match=r"2 of 2 reports could not be sent. They are kept"):
        call_command("send_link_report", "--json", stdout=out)
    assert json.loads(out.getvalue())["failed"] == 2
    assert Report.objects.filter(sent_at=None, attempts=1).count() == 2


def test_help_shows_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        call_command("send_link_report", "--help")
    assert "\n  python manage.py send_link_report --dry-run " in capsys.readouterr().out


def test_no_bar_is_drawn_where_nobody_looks(sink: MailSink, capsys: pytest.CaptureFixture[str]) -> None:
    a_death()
    subscriber("anna")
    run()
    assert capsys.readouterr().err == ""


def test_mails_go_to_a_folder_by_default(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    a_death()
    subscriber("anna")
    run()
    (file,) = (tmp_path / "mail").iterdir()
    assert "To: anna@staff.example.org" in file.read_text()


def test_a_folder_that_cannot_be_written_is_a_failed_sending(settings: Any, tmp_path: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    (tmp_path / "mail").write_text("a file, not a folder")
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    a_death()
    subscriber("anna")
    with pytest.raises(CommandError, match="could not be sent"):
        run()
    assert "not a directory" in Report.objects.get().error


def test_a_reader_that_stops_reading_ends_it_quietly(
    sink: MailSink, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    a_death()
    subscriber("anna")
    read, write = os.pipe()
    os.close(read)
    # A buffered file on a pipe without a reader, as in `… | head`: it breaks when it is flushed, at the latest.
    with os.fdopen(write, "w") as pipe:
        monkeypatch.setattr(sys, "stdout", pipe)
        with pytest.raises(SystemExit) as ended:
            call_command("send_link_report", "--dry-run", no_color=True)
    assert ended.value.code == 141
    assert capsys.readouterr().err == ""

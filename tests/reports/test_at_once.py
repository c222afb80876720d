"""Two that send at the same time."""

import os
import signal
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection

from links.vocabulary import State
from reports.models import Subscription
from reports.sending import Outcome, Result, send_one, settled
from tests import factories
from tests.smtp import MailSink

FILL = """
from tests import factories
from reports.models import Subscription
link = factories.link(state="alive")
factories.citation(factories.letter(published=True), source=factories.source(link=link))
factories.state_change(link)
Subscription.objects.create(user=factories.staff("anna"))
"""


@pytest.mark.django_db(transaction=True)
def test_of_two_that_send_at_once_one_sends_and_the_other_leaves_it(sink: MailSink) -> None:
    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link))
    factories.state_change(link, State.DEAD)
    subscription = Subscription.objects.create(user=factories.staff())
    through_id = settled()
    results: list[Result] = []

    def send() -> None:
        try:
            results.append(send_one(subscription.pk, now=factories.NOW, through_id=through_id))
        finally:
            connection.close()

    sink.hold()
    first = threading.Thread(target=send)
    first.start()
    sink.wait_for(1)
    second = send_one(subscription.pk, now=factories.NOW, through_id=through_id)
    sink.accept()
    first.join()

    assert second.outcome is Outcome.BUSY
    assert [result.outcome for result in results] == [Outcome.SENT]
    assert len(sink.messages) == 1


class Machine:
    """Processes of this project that share a database file."""

    def __init__(self, folder: Path, sink: MailSink) -> None:
        self.environment = {
            **os.environ,
            "DATA_DIR": str(folder),
            "DATABASE_URL": f"sqlite:///{folder / 'record.sqlite3'}",
            "EMAIL_URL": sink.url,
        }

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        return subprocess.Popen(
            [sys.executable, "manage.py", *arguments],
            cwd=settings.BASE_DIR,
            env=self.environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def run(self, *arguments: str) -> str:
        process = self.start(*arguments)
        printed, _ = process.communicate(timeout=120)
        assert process.returncode == 0, printed
        return printed


@pytest.fixture
def machine(tmp_path: Path) -> Any:
    with MailSink() as sink:
        made = Machine(tmp_path, sink)
        made.run("migrate", "--verbosity=0")
        made.run("shell", "-c", FILL)
        yield made, sink


@pytest.mark.slow
def test_two_processes_send_one_mail(machine: tuple[Machine, MailSink]) -> None:
    processes, sink = machine
    sink.hold()
    first = processes.start("send_link_report")
    sink.wait_for(1, seconds=60)
    assert "another process is at it" in processes.run("send_link_report")
    sink.accept()
    printed, _ = first.communicate(timeout=60)
    assert "sent: 1 source died" in printed
    assert "nothing new" in processes.run("send_link_report")
    assert len(sink.messages) == 1


@pytest.mark.slow
def test_a_process_killed_while_sending_has_its_mail_sent_again_later(machine: tuple[Machine, MailSink]) -> None:
    processes, sink = machine
    sink.hold()
    killed = processes.start("send_link_report")
    sink.wait_for(1, seconds=60)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    sink.accept()
    assert "another process is at it" in processes.run("send_link_report")
    processes.run(
        "shell",
        "-c",
        "from reports.models import *; from django.utils import timezone; "
        "Report.objects.update(claimed_at=timezone.now() - CLAIM_EXPIRES)",
    )
    assert "sent: 1 source died" in processes.run("send_link_report")
    first, repeated = sink.messages
    assert repeated["Message-ID"] == first["Message-ID"]

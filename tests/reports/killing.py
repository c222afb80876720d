"""`python -m tests.reports.killing SEED KILLS SUBSCRIBERS`: reports sent by processes killed at random moments.

News comes in meanwhile; in the end they are sent in peace. Runs on the database and the mail server that the
environment names.
"""

import os
import random
import signal
import sys
import time
from datetime import timedelta

import django


def main(seed: str, kills: str, subscribers: str) -> None:
    django.setup()
    from django.core.management import call_command

    from tests import factories

    call_command("migrate", verbosity=0)
    chance = random.Random(seed)
    ids = _subscribe(int(subscribers))
    now = factories.NOW
    _news("Story 000")
    began = time.perf_counter()
    assert os.waitpid(_start(ids, now), 0)[1] == 0
    in_peace = time.perf_counter() - began
    for number in range(1, int(kills) + 1):
        _news(f"Story {number:03}")
        # Long enough that what a dead process had claimed is free again.
        now += timedelta(minutes=31)
        chance.shuffle(ids)
        pid = _start(ids, now)
        time.sleep(chance.uniform(0, in_peace))
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    # What was claimed last, and then what came after it.
    for _again in range(2):
        now += timedelta(minutes=31)
        assert os.waitpid(_start(ids, now), 0)[1] == 0


def _start(ids: list[int], now: object) -> int:
    from django.db import connection

    from reports.sending import send_reports

    # A connection must not be shared by two processes.
    connection.close()
    pid = os.fork()
    if pid == 0:
        for _result in send_reports(ids, clock=lambda: now):  # type: ignore[arg-type,return-value]
            pass
        connection.close()
        os._exit(0)
    return pid


def _subscribe(number: int) -> list[int]:
    from reports.models import Subscription
    from tests import factories

    return [
        Subscription.objects.create(user=factories.staff(f"reader{n}"), every="day", time_zone="UTC").pk
        for n in range(number)
    ]


def _news(title: str) -> None:
    from links.vocabulary import State
    from tests import factories

    link = factories.link(state=State.ALIVE)
    factories.citation(factories.letter(published=True), source=factories.source(link=link, title=title))
    factories.state_change(link, State.DEAD)


if __name__ == "__main__":
    main(*sys.argv[1:])

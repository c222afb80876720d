"""Fifty senders are killed at random moments: nobody misses anything, and what comes twice is the same mail."""

import os
import random
import re
import subprocess
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from tests.smtp import MailSink

KILLS = 50
SUBSCRIBERS = 12
STORY = re.compile(r"Story \d{3}")


@pytest.mark.slow
def test_nobody_is_left_without_and_what_comes_twice_is_the_same_mail(tmp_path: Path, record_property: Any) -> None:
    seed = os.environ.get("KILL_SEED", str(random.randrange(10**6)))
    with MailSink() as sink:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "advocacy.settings",
            "DATA_DIR": str(tmp_path),
            "DATABASE_URL": f"sqlite:///{tmp_path / 'killed.sqlite3'}",
            "EMAIL_URL": sink.url,
        }
        command = [sys.executable, "-m", "tests.reports.killing", seed, str(KILLS), str(SUBSCRIBERS)]
        subprocess.run(command, env=environment, check=True, timeout=600)
        mails = sink.messages

    told: dict[str, dict[str, list[set[str]]]] = defaultdict(lambda: defaultdict(list))
    for mail in mails:
        body = mail.get_body(("plain",))
        assert body is not None
        told[mail["To"]][mail["Message-ID"]].append(set(STORY.findall(body.get_content())))
    assert len(told) == SUBSCRIBERS
    repeats = 0
    for reader, reports in told.items():
        heard: list[str] = []
        for stories in reports.values():
            repeats += len(stories) - 1
            assert all(again == stories[0] for again in stories), f"seed {seed}: {reader} got a repeat with other news"
            heard += stories[0]
        assert sorted(heard) == [f"Story {n:03}" for n in range(KILLS + 1)], f"seed {seed}: {reader}"
    # Of each killed sender at most the one mail that it had under way comes again.
    assert repeats <= KILLS
    # Else every one died before it did anything.
    assert len(mails) > KILLS
    record_property("told", f"{KILLS} kills, {len(mails)} mails, {repeats} of them repeats (seed {seed})")

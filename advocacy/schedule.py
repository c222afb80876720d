"""Beat's schedule, kept in the database by django-celery-beat, and safe to end at any moment."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from django_celery_beat.schedulers import DatabaseScheduler


class Scheduler(DatabaseScheduler):
    """Puts off an asked-for end until the schedule is set up.

    Celery ends beat from inside its signal handler, which asks the scheduler to save itself. Amid the setting up there
    is none yet, so the handler would make a second one, in the middle of the first one's transaction.
    """

    def setup_schedule(self) -> None:
        with _end_put_off():
            super().setup_schedule()


@contextmanager
def _end_put_off() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield  # handlers run in the main thread alone
        return
    asked: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        asked.append(number)

    former = {number: signal.signal(number, note) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    finally:
        for number, handler in former.items():
            signal.signal(number, handler)
        if asked:
            signal.raise_signal(asked[0])

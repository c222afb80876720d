"""Beat's schedule: set up whole even when beat is ended at that very moment."""

import os
import signal

import pytest
from django_celery_beat.models import PeriodicTask

from advocacy.celery import app
from advocacy.schedule import Scheduler

# The scheduler closes the connection that it finds inside a transaction, so a test's own may not wrap it.
pytestmark = pytest.mark.django_db(transaction=True)


class EndedInTheMiddle(Scheduler):
    """Somebody presses Ctrl-C while the schedule is being set up."""

    def install_default_entries(self, data: object) -> None:
        os.kill(os.getpid(), signal.SIGTERM)
        super().install_default_entries(data)


def test_an_end_asked_for_while_the_schedule_is_set_up_waits_until_it_is():
    planned_when_ended: list[int] = []
    former = signal.signal(signal.SIGTERM, lambda *_: planned_when_ended.append(PeriodicTask.objects.count()))
    try:
        EndedInTheMiddle(app=app)
    finally:
        signal.signal(signal.SIGTERM, former)
    assert len(planned_when_ended) == 1
    assert planned_when_ended[0] >= len(app.conf.beat_schedule)


def test_every_task_of_the_schedule_exists():
    Scheduler(app=app)
    app.loader.import_default_modules()
    planned = set(PeriodicTask.objects.filter(name__in=app.conf.beat_schedule).values_list("task", flat=True))
    assert planned == {
        "intake.tasks.read_waiting",
        "letters.tasks.index_letters",
        "letters.tasks.save_pages",
        "letters.tasks.seek_captures",
        "letters.tasks.verify_copies",
        "links.tasks.look_for_successors",
        "links.tasks.sweep",
        "links.tasks.thin_checks",
        "reports.tasks.send_due_link_reports",
    }
    assert planned <= app.tasks.keys()

"""How far the reading of a file has come that takes long, told from the record alone. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

# The queue is read at once, and looked through for lost files every minute.
PATIENCE = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class Progress:
    """`stage` is what the page's style goes by."""

    stage: str
    words: str


def progress(*, asked_at: datetime, leased_until: datetime | None, now: datetime) -> Progress:
    """What may be said at `now` of a file that was handed in at `asked_at`."""
    if leased_until is not None and leased_until > now:
        return Progress("reading", "Its pages are pictures. A worker is recognising the text: some seconds a page.")
    waiting = now - asked_at
    if waiting <= PATIENCE:
        return Progress("waiting", "Its pages are pictures, so it is read in the background. Waiting for a worker.")
    minutes = int(waiting.total_seconds() // 60)
    return Progress(
        "late",
        f"No worker has taken this up for {minutes} minute{'' if minutes == 1 else 's'}. The file is not lost: it is "
        "read as soon as one runs. If this does not change, ask whoever runs the site whether worker and scheduler "
        "are up.",
    )

"""How far a check that was asked for has come, told from the record alone. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils import timezone
from django.utils.formats import date_format

# A sweep begins every minute, and at once when somebody asks for a check.
PATIENCE = timedelta(seconds=60)


class Stage(StrEnum):
    """Where the check stands; the page's script and style go by these words."""

    UNWATCHED = "unwatched"
    WAITING = "waiting"
    LATE = "late"
    BACKED_OFF = "backed-off"
    READING = "reading"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Progress:
    """`is_under_way` says whether looking again soon is worth while."""

    stage: Stage
    words: str

    @property
    def is_under_way(self) -> bool:
        return self.stage in {Stage.WAITING, Stage.LATE, Stage.READING}


def progress(
    *,
    next_check_at: datetime | None,
    last_checked_at: datetime | None,
    is_walked: bool,
    rests_until: datetime | None,
    backed_off_until: datetime | None,
    seen: str,
    now: datetime,
) -> Progress:
    """What may be said of the link's check at `now`; `seen` is what the last one saw, in words.

    `is_walked`: a worker is on the link's site. `rests_until`: until then nobody goes there, or returns.
    """
    last = f"Last checked on {_moment(last_checked_at)}: {seen}." if last_checked_at else "Never checked so far."
    if next_check_at is None:
        return Progress(Stage.UNWATCHED, f"This address is not watched, so no check is made. {last}")
    if next_check_at > now:
        return Progress(Stage.DONE, f"{last} The next check is due on {_moment(next_check_at)}.")
    if is_walked:
        return Progress(Stage.READING, "A worker is reading pages of this site now; this one comes in its turn.")
    if backed_off_until and backed_off_until > now:
        words = f"The site asked to be left alone until {_moment(backed_off_until)}; it is read after that. {last}"
        return Progress(Stage.BACKED_OFF, words)
    if rests_until and rests_until > now:
        words = f"The site was read just now and is left in peace until {_moment(rests_until)}; a worker reads on then."
        return Progress(Stage.WAITING, words)
    return _unread(now - next_check_at)


def _unread(waiting: timedelta) -> Progress:
    if waiting <= PATIENCE:
        return Progress(Stage.WAITING, "Waiting for a worker. Usually this takes a few seconds.")
    return Progress(
        Stage.LATE,
        f"No worker has taken this up for {_length(waiting)}. The check is not lost: it is made as soon as one runs. "
        "If this does not change, ask whoever runs the site whether worker and scheduler are up.",
    )


def _moment(at: datetime) -> str:
    return date_format(timezone.localtime(at), "j F Y, H:i:s")


def _length(waiting: timedelta) -> str:
    minutes = int(waiting.total_seconds() // 60)
    if minutes < 120:
        return f"{minutes} minute{'' if minutes == 1 else 's'}"
    return f"{minutes // 60} hours" if minutes < 48 * 60 else f"{minutes // (24 * 60)} days"

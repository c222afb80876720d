"""Findings on their way into the record: written down together, and one by one where that fails."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from types import FrameType

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from links import copies
from links.evidence import Evidence
from links.models import Link
from links.recording import Checked, record_all
from links.walking.findings import Found, PutOff
from links.writing import Result

logger = logging.getLogger(__name__)

# Findings are written down in transactions of so many, or when the first has waited so long. Both keep them short:
# SQLite has one lock for all writers, and is not fair about it.
MOST_AT_ONCE = 200
_WRITE_AFTER = 0.5
# What is kept of a page for our own copy may be large.
_MOST_BYTES = 16 * 1024 * 1024
# A connection that broke, or a lock that was not had in time, is tried once more after this pause.
_TRY_AGAIN_AFTER = 0.5
# A link that could not be asked for is due again after these seconds at the least, and at the most.
_PUT_OFF = (60.0, 86_400.0)

Clock = Callable[[], datetime]
Progress = Callable[[Checked], None]


@dataclass(slots=True)
class Tally:
    """What became of a set of links: how many were checked and recorded, and what could not be, with hosts' names.

    `checked` holds the links themselves, unless whoever asked takes them one by one as they come. `put_off` counts
    links that lead to a host that may not be asked now.
    """

    recorded: int = 0
    checked: list[Checked] = field(default_factory=list)
    unrecorded: int = 0
    put_off: int = 0
    in_other_hands: list[str] = field(default_factory=list)
    backed_off: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Entry:
    """One finding to be written; `told` says that its link was one of those asked for."""

    found: Found
    evidence: Evidence
    told: bool = True

    @property
    def result(self) -> Result:
        return Result(self.found.job, self.evidence, self.found.notes)


class Ledger:
    """What was found and is not in the record yet."""

    def __init__(self, *, clock: Clock, tally: Tally, progress: Progress | None) -> None:
        self._clock, self._tally = clock, tally
        self._progress = progress or tally.checked.append
        self._entries: list[Entry] = []
        self._put_off: list[PutOff] = []
        self._since = 0.0
        self._bytes = 0

    @property
    def is_empty(self) -> bool:
        return not (self._entries or self._put_off)

    def add(self, entry: Entry) -> None:
        self._note_time()
        self._entries.append(entry)
        answer = entry.evidence.answer
        self._bytes += len(answer.body) if answer else 0

    def put_off(self, report: PutOff) -> None:
        self._note_time()
        self._put_off.append(report)
        self._tally.put_off += 1

    def write_if_due(self) -> None:
        is_full = len(self._entries) >= MOST_AT_ONCE or self._bytes > _MOST_BYTES
        if is_full or (not self.is_empty and time.monotonic() - self._since > _WRITE_AFTER):
            self.write()

    def write(self) -> None:
        """Write all down. What cannot be is left as it was: its link stays due."""
        entries, self._entries, self._bytes = self._entries, [], 0
        for start in range(0, len(entries), MOST_AT_ONCE):
            with _uninterrupted():
                self._write(entries[start : start + MOST_AT_ONCE])
        self._write_put_off()

    def _note_time(self) -> None:
        if self.is_empty:
            self._since = time.monotonic()

    def _write(self, entries: Sequence[Entry]) -> None:
        try:
            checked = self._record_steadily(entries)
        except DatabaseError:
            # One bad row must not cost the others.
            if len(entries) > 1:
                for entry in entries:
                    self._write([entry])
                return
            logger.exception("The check of %s could not be recorded", entries[0].found.job.url)
            self._tally.unrecorded += sum(entry.told for entry in entries)
            _drop_connection()
            return
        for entry, one in zip(entries, checked, strict=True):
            if one is not None:
                self._tell(entry, one)

    def _record_steadily(self, entries: Sequence[Entry]) -> list[Checked | None]:
        results = [entry.result for entry in entries]
        try:
            return record_all(results, now=self._clock())
        except (OperationalError, InterfaceError):
            if connection.in_atomic_block or len(entries) == 1:
                raise
            # A server that was restarted, a deadlock, a lock that was held too long.
            logger.warning("%d checks could not be recorded at first; they are tried once more", len(entries))
            _drop_connection()
            time.sleep(_TRY_AGAIN_AFTER)
            return record_all(results, now=self._clock())

    def _tell(self, entry: Entry, checked: Checked) -> None:
        if entry.evidence.answer is not None:
            copies.keep(link_id=entry.found.job.link_id, answer=entry.evidence.answer, now=self._clock())
        if entry.told:
            self._tally.recorded += 1
            self._progress(checked)

    def _write_put_off(self) -> None:
        """Nothing is recorded of these links but that they come round a little later."""
        reports, self._put_off = self._put_off, []
        for seconds, ids in _by_wait(reports).items():
            still = Link.objects.filter(pk__in=ids, next_check_at__lte=self._clock())
            try:
                still.update(next_check_at=self._clock() + timedelta(seconds=seconds))
            except DatabaseError:
                logger.exception("%d links that wait for another site could not be put off", len(ids))
                _drop_connection()


def _by_wait(reports: Iterable[PutOff]) -> dict[float, list[int]]:
    least, most = _PUT_OFF
    waits: dict[float, list[int]] = {}
    for report in reports:
        # To the minute, so that they are few statements.
        seconds = min(max(60.0 * -(-report.seconds // 60), least), most)
        waits.setdefault(seconds, []).append(report.job.link_id)
    return waits


@contextmanager
def _uninterrupted() -> Iterator[None]:
    """Ctrl-C takes effect at the end, so that all that was recorded is told as well; a second one at once."""
    is_ours = threading.current_thread() is threading.main_thread()
    if not is_ours or signal.getsignal(signal.SIGINT) is not signal.default_int_handler:
        yield
        return
    came: list[int] = []

    def note(number: int, frame: FrameType | None) -> None:
        if came:
            raise KeyboardInterrupt
        came.append(number)

    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        if came:
            raise KeyboardInterrupt


def _drop_connection() -> None:
    if not connection.in_atomic_block:
        connection.close()

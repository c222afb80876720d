"""Letters of a run read in other processes, while this one compares and records those that were read before.

Reading a letter's text takes about as long as recording it, and asks nothing of the record: on a machine with several
processors a run of many letters takes half the time. A few are read here, which is sooner than a process starts.
"""

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from itertools import islice
from multiprocessing import get_context

from intake import files
from intake.detainees import KnownName
from intake.parsed import ParsedLetter
from intake.parsing import parse

_MANY = 30
# So many are read in about the time that the first process takes to start.
MEANWHILE = 12
_MOST_WORKERS = 4

ReadLetter = tuple[files.Reading, ParsedLetter]


def read_letter(name: str, data: bytes, known: Sequence[KnownName]) -> ReadLetter:
    """What stands in the file, and what it says as a letter. Raises `intake.files.Unreadable`."""
    reading = files.read(name, data)
    return reading, parse(reading.text, known=known)


def workers_for(letters: int) -> int:
    """How many processes read ahead of this one; 0 when it reads by itself."""
    if letters < _MANY:
        return 0
    try:
        processors = len(os.sched_getaffinity(0))
    except AttributeError:  # not every system tells which processors are ours
        processors = os.cpu_count() or 1
    return min(_MOST_WORKERS, processors - 1)


def readings(
    names: Sequence[str], *, data_of: Callable[[str], bytes], known: Sequence[KnownName], workers: int
) -> Iterator[tuple[str, Callable[[], ReadLetter]]]:
    """Each file in order, with the call that answers what is read in it, or raises why nothing is.

    `data_of` is called in this process, a few files ahead; what it raises is raised by the call, too.
    """
    if not workers:
        for name in names:
            yield name, partial(_read_here, name, data_of, known)
        return
    # Started anew, not forked: a copy of this process would share its connections to the database.
    context = get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=context, initializer=_begin, initargs=(tuple(known),)) as pool:
        try:
            asked = ((name, _asked(pool, name, data_of, known)) for name in names[MEANWHILE:])
            waiting = deque(islice(asked, 2 * workers))
            for name in names[:MEANWHILE]:
                yield name, partial(_read_here, name, data_of, known)
            for one in asked:
                waiting.append(one)
                yield waiting.popleft()
            yield from waiting
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _asked(
    pool: ProcessPoolExecutor, name: str, data_of: Callable[[str], bytes], known: Sequence[KnownName]
) -> Callable[[], ReadLetter]:
    try:
        data = data_of(name)
    except OSError as error:
        return partial(_raise, error)

    here = partial(read_letter, name, data, known)
    try:
        reading = pool.submit(_read, name, data)
    except BrokenProcessPool:
        return here

    def answer(reading: Future[ReadLetter] = reading) -> ReadLetter:
        try:
            return reading.result()
        except BrokenProcessPool:
            # A worker was killed, for want of memory perhaps: slower from here on, and nothing is lost.
            return here()

    return answer


def _read_here(name: str, data_of: Callable[[str], bytes], known: Sequence[KnownName]) -> ReadLetter:
    return read_letter(name, data_of(name), known)


def _raise(error: OSError) -> ReadLetter:
    raise error


# --- In the other processes -----------------------------------------------------------------------------------------

_known: tuple[KnownName, ...] = ()


def _begin(known: tuple[KnownName, ...]) -> None:
    global _known  # noqa: PLW0603 (one of a process, given once)
    _known = known
    # Ctrl-C is for the process that began the run; it ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _read(name: str, data: bytes) -> ReadLetter:
    return read_letter(name, data, _known)

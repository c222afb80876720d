"""Work that makes many small objects at once and no circles of them. Pure but for the collector it holds off."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Holds off the search for circles of objects while a text is read.

    A long text makes hundreds of thousands of objects, which that search walks through again and again and finds in
    use: up to a third of the time. They are freed when nothing refers to them, as ever. The size of the input bounds
    how many there are; what other threads leave behind in that second is found after it.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

"""Letters by the hundred, each batch with all that hangs on it, so that memory holds one batch and no more."""

import gc
from collections.abc import Callable, Iterator
from itertools import islice

from django.db.models import QuerySet

from letters.models import Letter

BATCH = 200


def in_batches(asked: QuerySet[Letter], reading: Callable[[QuerySet[Letter]], QuerySet[Letter]]) -> Iterator[Letter]:
    """The letters asked for, newest first, read through `reading`.

    The question is put once, for keys alone, which the database hands out bit by bit. Each batch is then asked for
    anew among the published ones: what is withdrawn while the file is being sent is not sent.
    """
    keys = asked.order_by("-date", "-pk").values_list("pk", flat=True).iterator(chunk_size=2000)
    while batch := list(islice(keys, BATCH)):
        found = {letter.pk: letter for letter in reading(Letter.objects.published().filter(pk__in=batch))}
        yield from (found.pop(key) for key in batch if key in found)
        # A letter and what hangs on it hold each other; left alone, they stay until the collector happens to come by.
        gc.collect()

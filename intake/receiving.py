"""What becomes of a text or a file that staff hand in: kept, read, reviewed, saved as a letter, or discarded."""

import logging
from collections.abc import Callable
from datetime import datetime
from itertools import islice

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from intake.drafts import DraftLetter
from intake.files import Reading, Scanned, Unreadable, read
from intake.models import IncomingLetter
from intake.saving import save_draft
from letters import filenames
from letters.documents import validate_document
from letters.models import Letter
from links.tasks import sweep_soon
from people.limits import MAX_LETTER_CHARACTERS

logger = logging.getLogger(__name__)

# How often a file is tried whose reader was killed each time: such a file does something to it.
MOST_TRIES = 3
_NAME_LENGTH = 80
NOTHING_IN_IT = "There is no text in it. If it shows pictures of pages, scan them anew as a PDF, or type the letter."
TOO_LONG = (
    f"Its text is longer than {MAX_LETTER_CHARACTERS:,} characters, so it is no letter. If a letter stands in it, copy "
    "that part and paste it."
)
GAVE_UP = (
    "Reading it was cut short each time it was tried. Open the file, copy its text and paste it; or save the file anew "
    "from the program that made it."
)


class AlreadySaved(Exception):
    """Somebody saved it as a letter, or discarded it, before."""


def receive_text(text: str, *, user: User | None) -> IncomingLetter:
    """Keep a pasted text for review."""
    lines = filter(None, (" ".join(line.split()).strip("#*_ ") for line in text[:2000].splitlines()))
    begins = ", ".join(islice(lines, 4))
    name = begins[: _NAME_LENGTH - 1] + "…" if len(begins) > _NAME_LENGTH else begins
    return IncomingLetter.objects.create(name=name or "pasted text", text=text, created_by=user)


def receive_file(upload: UploadedFile, *, user: User | None, when_long: Callable[[int], None]) -> IncomingLetter:
    """Keep a file, and read it at once; one that takes minutes is read in the background: `when_long` is called with
    its key when it is on record. Raises `Unreadable`; then nothing is kept.
    """
    name = filenames.clean(upload.name or "")
    data = upload.read()
    try:
        reading: Reading | None = _checked(read(name, data, may_recognise=False))
    except Scanned:
        reading = None
    incoming = IncomingLetter(name=name, created_by=user, state=IncomingLetter.State.READING)
    if reading is not None:
        _take(incoming, reading)
    with transaction.atomic():
        incoming.file.save(name, ContentFile(data), save=False)
        try:
            incoming.save()
        except BaseException:
            incoming.file.storage.delete(incoming.file.name or "")
            raise
        if reading is None:
            transaction.on_commit(lambda: when_long(incoming.pk), robust=True)
    return incoming


def read_later(key: int, *, now: datetime) -> bool:
    """Read a file that waits for it, recognising pictures of pages; False when there is nothing to do. Safe to repeat.

    A worker that dies while reading gives the file up when its lease ends, and another finds it (`unread`).
    """
    if not IncomingLetter.objects.lease(key, now=now):
        return False
    incoming = IncomingLetter.objects.get(pk=key)
    try:
        if incoming.tries > MOST_TRIES:
            raise Unreadable(GAVE_UP)
        with incoming.file.open("rb") as file:
            _take(incoming, _checked(read(incoming.name, file.read())))
    except Unreadable as refusal:
        incoming.state, incoming.failure = IncomingLetter.State.UNREADABLE, str(refusal) or GAVE_UP
    except OSError:
        logger.exception("The file of incoming letter %s cannot be opened", key)
        incoming.state = IncomingLetter.State.UNREADABLE
        incoming.failure = "The file is on record, but missing in the store. Discard this, and hand the file in again."
    # By condition: it may have been discarded, or given to another worker, meanwhile.
    mine = IncomingLetter.objects.filter(
        pk=key, state=IncomingLetter.State.READING, leased_until=incoming.leased_until, tries=incoming.tries
    )
    return (
        mine.update(
            state=incoming.state,
            text=incoming.text,
            remarks=incoming.remarks,
            failure=incoming.failure,
            leased_until=None,
        )
        == 1
    )


def read_again(key: int, *, now: datetime) -> bool:
    """Try a file anew that could not be read, for instance since OCR was installed; False when it is not one."""
    failed = IncomingLetter.objects.filter(pk=key, state=IncomingLetter.State.UNREADABLE).exclude(file="")
    return failed.update(state=IncomingLetter.State.READING, failure="", tries=0, leased_until=None, asked_at=now) == 1


def save(incoming: IncomingLetter, draft: DraftLetter, *, user: User, now: datetime) -> tuple[Letter, str]:
    """The letter that `draft` makes, with the file as its document, and what is to be said of the file.

    One transaction: the row is claimed first, so that a second press finds it taken. Raises `AlreadySaved`, and what
    `intake.saving.save_draft` raises; then nothing is saved and the row is open as before.
    """
    with transaction.atomic():
        if not IncomingLetter.objects.claim(incoming.pk, now=now):
            raise AlreadySaved
        document, remark = _document(incoming)
        letter = save_draft(draft, user=user, document=document, now=now)
        kept = IncomingLetter.objects.filter(pk=incoming.pk)
        kept.update(letter=letter)
        transaction.on_commit(sweep_soon, robust=True)
        if document is not None:
            # The letter has it now: one copy of what may be confidential is enough.
            storage, name = incoming.file.storage, document.stored_as
            kept.update(file="")
            transaction.on_commit(lambda: storage.delete(name), robust=True)
    return letter, remark


def discard(incoming: IncomingLetter) -> None:
    """Forget it, with its file. A letter that was saved from it stays."""
    storage, name = incoming.file.storage, incoming.file.name
    with transaction.atomic():
        IncomingLetter.objects.filter(pk=incoming.pk).delete()
        if name:
            transaction.on_commit(lambda: storage.delete(name), robust=True)


class _Document(ContentFile):
    """The incoming file on its way to the letter, under the name it was handed in with."""

    def __init__(self, data: bytes, *, name: str, stored_as: str) -> None:
        super().__init__(data, name=name)
        self.stored_as = stored_as


def _document(incoming: IncomingLetter) -> tuple[_Document | None, str]:
    """The file as a letter's document, or why it cannot be one: a letter's document is PDF, DOCX or plain text."""
    stored = IncomingLetter.objects.values_list("file", flat=True).get(pk=incoming.pk)
    if not stored:
        return None, ""
    try:
        with incoming.file.storage.open(stored) as file:
            document = _Document(file.read(), name=incoming.name, stored_as=stored)
    except OSError:
        return None, "The file that was handed in is missing in the store, so the letter has no document."
    try:
        validate_document(document)
    except ValidationError as refusal:
        return None, f"The file was not attached to the letter: {' '.join(refusal.messages)}"
    return document, ""


def _checked(reading: Reading) -> Reading:
    if not reading.text.strip():
        raise Unreadable(NOTHING_IN_IT)
    if len(reading.text) > MAX_LETTER_CHARACTERS:
        raise Unreadable(TOO_LONG)
    return reading


def _take(incoming: IncomingLetter, reading: Reading) -> None:
    incoming.text = reading.text
    incoming.remarks = list(reading.warnings)
    incoming.state = IncomingLetter.State.WAITING

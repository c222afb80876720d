"""Opening a letter to the public, and taking it back: the one way in which a letter's status becomes `published`."""

from datetime import datetime

from letters.models import Letter
from links.vocabulary import State


class NotReady(Exception):
    """The letter lacks something without which it must not be public; `reasons` are written for staff."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__(" ".join(reasons))
        self.reasons = reasons


def missing(letter: Letter) -> list[str]:
    """What a saved letter lacks before it may be public; empty when it is ready."""
    lacks = []
    if not letter.body.strip() and not letter.document:
        lacks.append("It has neither a text nor a document.")
    if not letter.addressees.exists() and not letter.signatures.exists():
        lacks.append("It names neither an addressee nor a signatory.")
    return lacks


def unreadable(letter: Letter) -> str:
    """What to tell whoever publishes `letter` of its dead sources, empty when none is.

    Reports tell of what dies from then on; of what was dead when the letter became public, only this does.
    """
    notes = letter.footnotes.filter(citations__source__link__state=State.DEAD).distinct()
    numbers = [note.number for note in notes]
    if not numbers:
        return ""
    named = f"Footnote{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
    return (
        f"{named} cite{'' if len(numbers) > 1 else 's'} what can no longer be read. Enter an archived copy with the "
        "citation, or look for yourself and give your verdict on the link."
    )


def publish(*, letter: Letter, now: datetime) -> bool:
    """Open `letter` to the public; False when somebody else did so before. Raises NotReady."""
    lacks = missing(letter)
    if lacks:
        raise NotReady(lacks)
    opened = Letter.objects.publish(letter.pk, now=now)
    letter.refresh_from_db(fields=["status", "published_at"])
    return opened

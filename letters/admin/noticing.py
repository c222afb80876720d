"""Whether a save changed anything that the public is shown: feeds and the sitemap tell readers when a letter changed,
and the day on which a reply came in confidence, or a note for staff was written, is none of theirs."""

from collections.abc import Iterable
from typing import Any

from letters.models import Reply

# Of the letter itself.
_FOR_STAFF = frozenset({"internal_note", "responsible"})


def changed_for_readers(form: Any, formsets: Iterable[Any]) -> bool:
    """Asked when the rows were saved, so that each formset knows which were new, changed or deleted."""
    return bool(set(form.changed_data) - _FOR_STAFF) or any(_is_shown(formset) for formset in formsets)


def _is_shown(formset: Any) -> bool:
    if formset.model is Reply:
        return any(form.has_changed() and _is_open(form) for form in formset.forms)
    return any((formset.new_objects, formset.changed_objects, formset.deleted_objects))


def _is_open(form: Any) -> bool:
    """Whether a reply is open to the public now, or was."""
    is_open_now = form.cleaned_data.get("is_public", form.instance.is_public)
    return bool(form.initial.get("is_public") or is_open_now)

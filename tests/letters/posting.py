"""What a browser posts from the letter's page, from as few words as a test needs."""

from typing import Any

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from letters.models import Letter
from tests import factories

INLINES = ("addressees", "signatures", "footnotes", "mentions", "asks", "replies")
ADD = "admin:letters_letter_add"


def rows(prefix: str, *rows_: dict[str, Any], initial: int | None = None) -> dict[str, Any]:
    """The fields of an inline's rows; rows with an `id` count as saved ones. A list as a value is a nested inline."""
    saved = sum("id" in row for row in rows_) if initial is None else initial
    data: dict[str, Any] = {f"{prefix}-TOTAL_FORMS": len(rows_), f"{prefix}-INITIAL_FORMS": saved}
    for index, row in enumerate(rows_):
        for name, value in row.items():
            if isinstance(value, list):
                data |= rows(f"{prefix}-{index}-{name}", *value)
            else:
                data[f"{prefix}-{index}-{name}"] = value
    return data


def page(**fields: Any) -> dict[str, Any]:
    """A letter's page: `addressees=[…]`, `footnotes=[{"citations": […]}]`, and the letter's own fields."""
    data: dict[str, Any] = {
        "date": "2026-01-15",
        "subject": "The case of Ada Example",
        "kind": "letter",
        "language": "en",
        "body": "We write.",
        "status": "draft",
    }
    for inline in INLINES:
        given = [dict(row) for row in fields.pop(inline, [])]
        if inline == "footnotes":
            for row in given:
                row.setdefault("citations", [])
        data |= rows(inline, *given)
    if "issuer" not in fields:
        fields["issuer"] = factories.organization().pk
    return data | fields


def as_saved(letter: Letter, **fields: Any) -> dict[str, Any]:
    """The page of a saved letter, its own fields as they are."""
    names = ("date", "place", "subject", "kind", "language", "salutation", "body", "closing", "status", "slug")
    own = {name: getattr(letter, name) for name in names}
    return page(**{**own, "issuer": letter.issuer_id, **fields})


def change_url(letter: Letter) -> str:
    return reverse("admin:letters_letter_change", args=[letter.pk])


def add(client: Client, **fields: Any) -> Any:
    return client.post(reverse(ADD), page(**fields))


def change(client: Client, letter: Letter, **fields: Any) -> Any:
    return client.post(change_url(letter), as_saved(letter, **fields))


def messages_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request)]


def errors_of(response: Any) -> str:
    """Every error shown on the page, in one text; asserts that the page was shown again and nothing was saved."""
    assert response.status_code == 200, response.status_code
    errors = response.context["errors"]
    return " | ".join(str(text) for error in errors for text in (error if isinstance(error, list) else [error]))

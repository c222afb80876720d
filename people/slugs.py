"""Readable, unique parts of public addresses."""

from django.db import models
from django.utils.text import slugify

SLUG_LENGTH = 120


def unique_slug(model: type[models.Model], text: str, *, fallback: str) -> str:
    """A slug made of `text` that no row of `model` has yet: `jane-doe`, then `jane-doe-2`, …

    `fallback` is used for a text without a letter or digit that ASCII can hold. A race between two writers is left
    to the model's unique constraint.
    """
    base = slugify(text)[: SLUG_LENGTH - 6].strip("-") or fallback
    taken = set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
    if base not in taken:
        return base
    return next(slug for number in range(2, len(taken) + 3) if (slug := f"{base}-{number}") not in taken)

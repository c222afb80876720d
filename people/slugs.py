"""Readable, unique parts of public addresses."""

from collections.abc import Iterable

from django.db import models
from django.utils.text import slugify

SLUG_LENGTH = 120


def unique_slug(model: type[models.Model], text: str, *, fallback: str) -> str:
    """A slug made of `text` that no row of `model` has yet: `jane-doe`, then `jane-doe-2`, …

    `fallback` is used for a text without a letter or digit that ASCII can hold. A race between two writers is left
    to the model's unique constraint.
    """
    return unique_slugs(model, [text], fallback=fallback)[0]


def unique_slugs(model: type[models.Model], texts: Iterable[str], *, fallback: str) -> list[str]:
    """`unique_slug` for several new rows, which differ from each other, too: one query, and one more for each slug
    that is taken."""
    bases = [slugify(text)[: SLUG_LENGTH - 6].strip("-") or fallback for text in texts]
    # Asked for whole words first: beginnings cannot be found in an index on every database.
    taken = set(model._default_manager.filter(slug__in=set(bases)).values_list("slug", flat=True))
    numbered: set[str] = set()
    slugs = []
    for base in bases:
        if base in taken and base not in numbered:
            taken |= set(model._default_manager.filter(slug__startswith=base).values_list("slug", flat=True))
            numbered.add(base)
        slug = base
        if base in taken:
            slug = next(one for number in range(2, len(taken) + 3) if (one := f"{base}-{number}") not in taken)
        taken.add(slug)
        slugs.append(slug)
    return slugs

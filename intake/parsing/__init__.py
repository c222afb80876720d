"""A letter's text taken apart: `parse`. Pure: no database, no network, no clock."""

from intake.parsing.reading import parse

__all__ = ["parse"]

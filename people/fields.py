"""Database fields of this field of work."""

from typing import Any

from django.db import models

from people.dates import validate_partial_date


class PartialDateField(models.CharField):
    """A date as precise as its source gives it (`people.dates`); empty when unknown."""

    default_validators = [validate_partial_date]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["max_length"] = 10
        kwargs.setdefault("blank", True)
        kwargs.setdefault("help_text", "2023-09-27, or 2023-09 or 2023 when the day or month is not known.")
        super().__init__(*args, **kwargs)

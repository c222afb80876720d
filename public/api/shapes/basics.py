"""Parts that several answers share: addresses, who somebody is, and what stands around a list."""

from operator import attrgetter
from typing import Any

from django.urls import reverse
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from public.site import absolute

_ADDRESS = {"type": "string", "format": "uri"}


@extend_schema_field(_ADDRESS)
class Address(serializers.Field):
    """The full address of the object at hand: `name` of the URL pattern, `key` its attribute that the pattern takes."""

    def __init__(self, name: str, key: str = "slug", **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)
        self.name, self.key = name, attrgetter(key)

    def to_representation(self, value: Any) -> str:
        return absolute(reverse(self.name, args=[self.key(value)]))


@extend_schema_field(_ADDRESS)
class Asking(serializers.Field):
    """The full address of a list of the API that is filtered by the object at hand."""

    def __init__(self, name: str, parameter: str, **options: Any) -> None:
        super().__init__(source="*", read_only=True, **options)
        self.name, self.parameter = name, parameter

    def to_representation(self, value: Any) -> str:
        return f"{absolute(reverse(self.name))}?{self.parameter}={value.slug}"


class PartialDate(serializers.CharField):
    """A date as precise as its source gives it."""

    def __init__(self, help_text: str = "", **options: Any) -> None:
        words = "YYYY, YYYY-MM or YYYY-MM-DD, as precise as is known; empty when nothing is."
        super().__init__(read_only=True, help_text=f"{help_text} {words}".strip(), **options)


class Body(serializers.Serializer):
    """An organization, as letters name it."""

    id = serializers.CharField(source="slug", help_text="Permanent.")
    name = serializers.CharField()
    short_name = serializers.CharField(help_text="Acronym or usual short form; may be empty.")


class Who(serializers.Serializer):
    """A person, as letters name them."""

    id = serializers.CharField(source="slug", help_text="Permanent; the last part of the addresses of the person.")
    name = serializers.CharField()


class Meta(serializers.Serializer):
    """What holds of the whole answer."""

    generator = serializers.CharField(help_text="The program that made this answer.")
    licence = serializers.CharField(
        help_text="SPDX identifier. It covers the record; the words of a letter remain their writers'."
    )
    licence_url = serializers.URLField()
    documentation = serializers.URLField()


class Problem(serializers.Serializer):
    """An error, in the form of RFC 9457."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField(help_text="What happened and what to do, for a person to read.")
    faults = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()),
        required=False,
        help_text="What is wrong with each parameter, by its name.",
    )


def envelope(shape: type[serializers.Serializer]) -> type[serializers.Serializer]:
    """The shape of one page of a list of `shape`."""
    fields = {
        "__doc__": f"One page of a list. {(shape.__doc__ or '').strip()}",
        "meta": Meta(),
        "next": serializers.URLField(allow_null=True, help_text="The page after this one; null on the last."),
        "previous": serializers.URLField(allow_null=True, help_text="The page before this one; null on the first."),
        "results": shape(many=True),
    }
    return type(f"{shape.__name__}Page", (serializers.Serializer,), fields)

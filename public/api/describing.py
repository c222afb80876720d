"""What the schema says of each address, read off the filters and shapes that answer it."""

from collections.abc import Callable
from typing import Any

from django import forms
from django_filters import FilterSet
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse, extend_schema
from rest_framework.serializers import Serializer

from public import asking
from public.api import paging
from public.api.shapes.basics import Problem, envelope
from public.problems import CONTENT_TYPE

_OF_LISTS = {400: "A parameter is unknown, or its value means nothing.", 404: "No page begins at this cursor."}
_ID = {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"}
_NUMBER = {"type": "integer", "minimum": 0}
_PAGES = [
    OpenApiParameter(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": paging.MOST, "default": paging.LIMIT},
        description="How many rows a page has.",
    ),
    OpenApiParameter(
        "cursor",
        {"type": "string", "pattern": f"^{paging.SHAPE}$"},
        description="Where the page begins: from the links `next` and `previous`, never made by hand.",
    ),
]


def described_list(shape: type[Serializer], filters: type[FilterSet], many: str, summary: str) -> Callable[[Any], Any]:
    """Describes a list of `shape` in pages."""
    return extend_schema(
        operation_id=f"list_{many}",
        summary=summary,
        tags=[many],
        parameters=[*filter_parameters(filters), *_PAGES],
        responses={
            200: envelope(shape),
            **_problems(
                {400: "A parameter is unknown, or its value means nothing.", 404: "No page begins at this cursor."}
            ),
        },
    )


def described_one(shape: type[Serializer], one: str, summary: str) -> Callable[[Any], Any]:
    """Describes the address of one thing."""
    return extend_schema(
        operation_id=f"read_{one}",
        summary=summary,
        tags=["people" if one == "person" else f"{one}s"],
        parameters=[
            OpenApiParameter(
                "id" if one == "source" else "slug",
                {"type": "integer", "minimum": 0}
                if one == "source"
                else {"type": "string", "pattern": "^[-a-zA-Z0-9_]+$"},
                OpenApiParameter.PATH,
                description="The `id` that lists and addresses show.",
            )
        ],
        responses={
            200: shape,
            **_problems({400: "There are no parameters here.", 404: "Nothing that is public has this id."}),
        },
    )


def filter_parameters(filters: type[FilterSet]) -> list[OpenApiParameter]:
    """The parameters that a filter set reads."""
    fields, opened = asking.fields_of(filters), set(asking.open_choices(filters.base_filters))
    described = []
    for name, field in fields.items():
        schema = _open_schema(name) if name in opened else _schema(field)
        words = ": ".join(str(text) for text in (field.label, field.help_text) if text)
        for parameter in asking.parameters({name: field}):
            described.append(OpenApiParameter(parameter, schema, description=words))
    return described


def _open_schema(name: str) -> dict[str, Any]:
    """A choice among values that the record decides: any well-formed one may be asked for, or none."""
    return {"type": "string", "pattern": f"^({asking.shape_of(name)})?$"}


def _schema(field: forms.Field) -> dict[str, Any]:
    schema: dict[str, Any] = {"type": "string"}
    match field:
        case forms.ChoiceField():
            # Empty as forms send it: not asked.
            schema["enum"] = [*(value for value, _ in list(field.widget.choices) if value), ""]
        case forms.DateField():
            schema = {"anyOf": [{"type": "string", "format": "date"}, {"const": ""}]}
        case forms.IntegerField():
            schema = {"type": "integer"}
        case forms.NullBooleanField() | forms.BooleanField():
            schema = {"type": "boolean"}
        case forms.CharField():
            # PostgreSQL cannot hold the character zero, and so none is looked for.
            schema |= {"pattern": r"^[^\u0000]*$", "maxLength": field.max_length}
    if getattr(field.widget, "allow_multiple_selected", False):
        return {"type": "array", "items": schema}
    return schema


def _problems(what: dict[int, str]) -> dict[tuple[int, str], OpenApiResponse]:
    usual = what | {406: "Something other than JSON was asked for."}
    return {(status, CONTENT_TYPE): OpenApiResponse(Problem, description=words) for status, words in usual.items()}

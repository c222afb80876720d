"""The OpenAPI schema as a person reads it: addresses with their parameters, and what answers are made of. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

_REF = "#/components/schemas/"
Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """A parameter, or a field of an answer; `shape` names what it is made of, if that is described itself."""

    name: str
    kind: str
    shape: str
    words: str


@dataclass(frozen=True, slots=True)
class Operation:
    address: str
    words: str
    parameters: list[Line]
    answer: str


@dataclass(frozen=True, slots=True)
class Shape:
    """Something that answers are made of."""

    name: str
    words: str
    fields: list[Line]


def operations(schema: Schema) -> list[Operation]:
    shapes = schema["components"]["schemas"]
    return [
        Operation(
            address=address,
            words=told["get"]["summary"],
            parameters=[
                _line(one["name"], one["schema"], one.get("description", ""), shapes)
                for one in told["get"].get("parameters", [])
            ],
            answer=_answer(told["get"]),
        )
        for address, told in schema["paths"].items()
    ]


def shapes(schema: Schema) -> list[Shape]:
    """All that have fields; those that are lists of words alone are shown where they occur."""
    known = schema["components"]["schemas"]
    return [
        Shape(
            name=name,
            words=told.get("description", ""),
            fields=[_line(field, one, one.get("description", ""), known) for field, one in told["properties"].items()],
        )
        for name, told in known.items()
        if "properties" in told
    ]


def _answer(operation: Schema) -> str:
    return str(operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]).removeprefix(_REF)


def _line(name: str, one: Schema, words: str, known: Schema) -> Line:
    kinds = list(dict.fromkeys(kind for kind, _ in _kinds(one, known)))
    shape = next((shape for _, shape in _kinds(one, known) if shape), "")
    return Line(name, " or ".join(kinds), shape, words.replace("`", ""))


def _kinds(one: Schema, known: Schema) -> Iterator[tuple[str, str]]:
    """What a value may be, in words, and the shape that it has."""
    if "$ref" in one:
        name = one["$ref"].removeprefix(_REF)
        if "properties" in known[name]:
            yield name, name
        else:
            yield from _kinds(known[name], known)
        return
    for several in ("oneOf", "anyOf", "allOf"):
        for each in one.get(several, []):
            yield from _kinds(each, known)
    if "enum" in one:
        yield " | ".join(str(value) for value in one["enum"] if value) or "empty", ""
        return
    kinds = one.get("type", [])
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind == "array":
            for words, shape in _kinds(one["items"], known):
                yield f"list of {words}", shape
        elif kind == "object" and "additionalProperties" in one:
            yield "object", ""
        else:
            yield one.get("format", kind) if kind == "string" else kind, ""

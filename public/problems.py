"""Errors for machines, each with a sentence for the person behind the machine (RFC 9457)."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from django.http import JsonResponse

CONTENT_TYPE = "application/problem+json"

Faults = Mapping[str, Sequence[str]]


def problem_body(status: int, detail: str, faults: Faults | None = None) -> dict[str, Any]:
    """`detail` says what happened and what to do; `faults` what is wrong with each parameter."""
    body: dict[str, Any] = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
    }
    if faults:
        body["faults"] = {name: list(sentences) for name, sentences in faults.items()}
    return body


def problem(status: int, detail: str, faults: Faults | None = None) -> JsonResponse:
    return JsonResponse(problem_body(status, detail, faults), status=status, content_type=CONTENT_TYPE)

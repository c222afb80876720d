"""Two questions a deployment asks: is the process alive (`/healthz`), and can it do its work (`/readyz`)?

Answered before any other middleware, because whoever asks comes from inside: over plain HTTP, by address instead of by
name, and with no session.
"""

from collections.abc import Callable

from celery import current_app
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse, JsonResponse
from kombu.exceptions import OperationalError


class HealthMiddleware:
    """Answers GET and HEAD of the two addresses, and leaves everything else to the site."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = {"/healthz": healthz, "/readyz": readyz}.get(request.path_info)
        if answer is None or request.method not in {"GET", "HEAD"}:
            return self.get_response(request)
        response = answer()
        response["Cache-Control"] = "no-store"
        return response


def healthz() -> JsonResponse:
    """200 as long as the process answers; touches nothing else, so that a slow database restarts no web server."""
    return JsonResponse({"status": "ok"})


def readyz() -> JsonResponse:
    """200 when pages can be served: the database answers and is migrated. 503 otherwise, saying which part is not.

    A queue that is away is reported, but does not make the site unready: pages need none, and due work waits in the
    database.
    """
    database = _database()
    ready = database == "ok"
    answer = {"status": "ok" if ready else "not ready", "database": database, "queue": _queue()}
    return JsonResponse(answer, status=200 if ready else 503)


def _database() -> str:
    try:
        executor = MigrationExecutor(connection)
        pending = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "away"
    return "not migrated" if pending else "ok"


def _queue() -> str:
    try:
        with current_app.connection_for_write(connect_timeout=1) as queue:
            queue.ensure_connection(max_retries=1, timeout=1)
    except (OperationalError, OSError):
        return "away"
    return "ok"

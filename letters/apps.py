from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate, pre_migrate


class LettersConfig(AppConfig):
    name = "letters"
    verbose_name = "Letters"

    def ready(self) -> None:
        pre_migrate.connect(_without_triggers, sender=self)
        post_migrate.connect(_with_triggers, sender=self)


def _without_triggers(*, using: str, plan: list[Any] | None = None, **_: Any) -> None:
    from letters.searching import triggers

    # SQLite remakes a table to change it, and cannot while triggers of other tables speak of it.
    if plan and connections[using].vendor == "sqlite":
        triggers.remove(connections[using])


def _with_triggers(*, using: str, **_: Any) -> None:
    from letters.searching import triggers

    connection = connections[using]
    # Not there while migrations have not come so far, forwards or backwards.
    if "letters_publicrevision" in connection.introspection.table_names():
        triggers.install(connection)

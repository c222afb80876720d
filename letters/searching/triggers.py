"""Putting the rules (letters/searching/rules.py) into the two databases, as triggers. Safe to repeat.

On PostgreSQL a trigger's function looks its columns up when it runs, so migrations may change them. SQLite cannot
remake a table while triggers of others speak of it: there they are taken away while it migrates (letters/apps.py).
"""

# Every statement is made of the rules alone.
# ruff: noqa: S608

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

from letters.searching.rules import LETTER_GONE, RULES, Rule, public_sources

# One reader of the index at a time, and nobody who withdraws a letter meanwhile (PostgreSQL's advisory lock).
LOCK = 7_210_355
# One at a time who says which sources are public: two who withdraw the last letters of one must know of each other.
_SOURCES_LOCK = 7_210_356
_PREFIX = "letters_search_"

_TABLE = "letters_publicrevision"
_NEXT = {
    "sqlite": "max({0} + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER))",
    "postgresql": "greatest({0} + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint)",
}
# When a moment of the past is no more the present of whoever writes it down.
_A_DAY_AGO = {"sqlite": "datetime('now', '-1 day')", "postgresql": "now() - interval '1 day'"}


def _grow(vendor: str, *, of_record: bool) -> str:
    numbers = ("number", "of_record") if of_record else ("number",)
    return f"UPDATE {_TABLE} SET {', '.join(f'{one} = {_NEXT[vendor].format(one)}' for one in numbers)};"


def _bump(vendor: str, *, of_record: bool) -> str:
    if vendor == "sqlite":
        return _grow(vendor, of_record=of_record)
    # Once a transaction, when it ends: whoever lets it grow holds the row until then, and others must not wait for long
    # work. The flags are taken back with a savepoint, as the note is.
    flag = "letters.changed" if of_record else "letters.bumped"
    others = " PERFORM set_config('letters.bumped', txid_current()::text, true);" if of_record else ""
    return (
        f"IF coalesce(current_setting('{flag}', true), '') <> txid_current()::text THEN"
        f" PERFORM set_config('{flag}', txid_current()::text, true);{others}"
        f" INSERT INTO letters_publicchange (of_record) VALUES ({str(of_record).lower()}); END IF;"
    )


_LOCKED = {"sqlite": "", "postgresql": f"PERFORM pg_advisory_xact_lock({LOCK});"}
_TEXT = {"sqlite": "DELETE FROM letters_searchtext WHERE rowid = OLD.id;", "postgresql": ""}


@dataclass(frozen=True, slots=True)
class Trigger:
    name: str
    table: str
    create: Sequence[str]


def triggers(vendor: str) -> list[Trigger]:
    """All triggers, named by what they do, so that one that is there is one that is right."""
    made = [_trigger(vendor, rule, event) for rule in RULES for event in rule.events]
    return [*made, _at_commit()] if vendor == "postgresql" else made


def install(connection: BaseDatabaseWrapper) -> bool:
    """Bring the database's triggers to what the rules say; whether anything had to be done. Safe to repeat."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO letters_publicrevision (id, number) VALUES (1, 1) ON CONFLICT (id) DO NOTHING")
        there, wanted = _there(connection), {trigger.name: trigger for trigger in triggers(connection.vendor)}
        for name, table in there.items():
            if name not in wanted:
                _drop(connection, cursor, name, table)
        missing = [trigger for name, trigger in wanted.items() if name not in there]
        for trigger in missing:
            for statement in trigger.create:
                cursor.execute(statement)
        if missing:
            # What changed while they were not there.
            for statement in (*public_sources(), _grow(connection.vendor, of_record=True)):
                cursor.execute(statement)
    return bool(missing) or there.keys() != wanted.keys()


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take the triggers away: SQLite cannot remake a table that a trigger speaks of."""
    with connection.cursor() as cursor:
        for name, table in _there(connection).items():
            _drop(connection, cursor, name, table)


def _trigger(vendor: str, rule: Rule, event: str) -> Trigger:
    guard, body = _guard(vendor, rule, event), _body(vendor, rule, event)
    name = _named(f"{rule.table}_{event.lower()}", guard + body)
    if vendor == "sqlite":
        when = f" WHEN {guard}" if guard else ""
        made = f"CREATE TRIGGER {name} AFTER {event} ON {rule.table}{when} BEGIN {body} END"
        return Trigger(name, rule.table, [made])
    guarded = f"IF {guard} THEN {body} END IF;" if guard else body
    on = f"CREATE TRIGGER {name} AFTER {event} ON {rule.table} FOR EACH ROW"
    return Trigger(name, rule.table, [_function(name, guarded), f"{on} EXECUTE FUNCTION {name}()"])


def _at_commit() -> Trigger:
    table = "letters_publicchange"
    grown, others = (_grow("postgresql", of_record=of_record) for of_record in (True, False))
    body = f"IF NEW.of_record THEN {grown} ELSE {others} END IF; DELETE FROM {table} WHERE id = NEW.id;"
    name = _named("commit", body)
    on = f"CREATE CONSTRAINT TRIGGER {name} AFTER INSERT ON {table} DEFERRABLE INITIALLY DEFERRED FOR EACH ROW"
    return Trigger(name, table, [_function(name, body), f"{on} EXECUTE FUNCTION {name}()"])


def _named(what: str, body: str) -> str:
    return f"{_PREFIX}{what}_{hashlib.sha256(body.encode()).hexdigest()[:10]}"


def _function(name: str, body: str) -> str:
    # Its columns are looked up when it runs, so that a migration may change them.
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        f" $body$ BEGIN {body} RETURN NULL; END $body$"
    )


def _guard(vendor: str, rule: Rule, event: str) -> str:
    conditions = []
    if event == "UPDATE" and rule.columns:
        other = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
        conditions.append(" OR ".join(f'OLD."{column}" {other} NEW."{column}"' for column in rule.columns))
    if rule.when:
        said = (rule.when.format(row=row, a_day_ago=_A_DAY_AGO[vendor]) for row in _rows(event))
        conditions.append(" OR ".join(dict.fromkeys(said)))
    return " AND ".join(f"({condition})" for condition in conditions)


def _body(vendor: str, rule: Rule, event: str) -> str:
    parts = []
    if rule.withdraws:
        text = _TEXT[vendor] if rule.withdraws == LETTER_GONE else ""
        parts.append(f"{_LOCKED[vendor]} {rule.withdraws} {text}")
    if rule.letters:
        touched = " UNION ".join(rule.letters.format(row=row) for row in _rows(event))
        parts.append(
            "INSERT INTO letters_touched (what, row_id)"
            f" SELECT 'l', id FROM letters_letter WHERE status = 'published' AND id IN ({touched});"
        )
    if rule.name_of:
        keys = " UNION ".join(f"SELECT '{rule.name_of}', {row}.{rule.name_row}" for row in _rows(event))
        parts.append(f"INSERT INTO letters_touched (what, row_id) {keys};")
    if rule.sources:
        lock = f"PERFORM pg_advisory_xact_lock({_SOURCES_LOCK});" if vendor == "postgresql" else ""
        sources = " UNION ".join(rule.sources.format(row=row) for row in _rows(event))
        parts.append(f"{lock} {' '.join(f'{statement};' for statement in public_sources(sources))}")
    if rule.bumps:
        parts.append(_bump(vendor, of_record=rule.of_record))
    return " ".join(parts)


def _rows(event: str) -> tuple[str, ...]:
    return {"INSERT": ("NEW",), "DELETE": ("OLD",), "UPDATE": ("OLD", "NEW")}[event]


def _there(connection: BaseDatabaseWrapper) -> dict[str, str]:
    """Our triggers in the database, with their tables."""
    asked = {
        "sqlite": "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
        "postgresql": (
            "SELECT tgname, relname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgname LIKE %s AND pg_table_is_visible(pg_class.oid)"
        ),
    }[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(asked, [f"{_PREFIX}%"])
        return dict(cursor.fetchall())


def _drop(connection: BaseDatabaseWrapper, cursor: Any, name: str, table: str) -> None:
    if connection.vendor == "sqlite":
        cursor.execute(f'DROP TRIGGER "{name}"')
    else:
        cursor.execute(f'DROP TRIGGER "{name}" ON {table}')
        cursor.execute(f'DROP FUNCTION "{name}"()')

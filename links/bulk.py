"""Many rows written and found at once, past the ORM, whose own work costs more than the database's on many rows.

PostgreSQL takes new rows by COPY and changes from one JSON document, in one statement; other databases take both one by
one. A row holds stored values in the order of `names`, of a foreign key the other row's id. Models' defaults and
validation play no part; constraints do.
"""

import json
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models
from django.db.models import BooleanField, F, Func, Q, Value

Row = Sequence[Any]


def find_by_key() -> None:
    """Until the transaction ends, PostgreSQL finds rows by their keys alone, never by reading a whole table.

    How a foreign key is looked up is decided once a connection. Decided while the tables are nearly empty, as in a new
    installation, it is by reading them whole, and each row that is written costs more than the one before.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_seqscan = off")


def among(column: str, keys: Collection[int]) -> "Q | _Among":
    """A condition: the column holds one of the keys. To PostgreSQL they are one value, however many they are."""
    if connection.vendor != "postgresql":
        return Q(**{f"{column}__in": keys})
    return _Among(F(column), Value(list(keys)))


class _Among(Func):
    template = "(%(expressions)s))"
    arg_joiner = " = ANY("
    output_field = BooleanField()


def insert(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """New rows. Columns that are not named stay empty."""
    columns, table = _columns(model, names), _quoted(model._meta.db_table)
    into = f"{table} ({', '.join(columns)})"
    if connection.vendor == "postgresql":
        _copy(into, rows)
    else:
        values = ", ".join(["%s"] * len(columns))
        _execute_each(f"INSERT INTO {into} VALUES ({values})", rows)  # noqa: S608 our own models' names


def update(model: type[models.Model], names: Sequence[str], rows: Sequence[Row]) -> None:
    """Rows that exist, told by their primary key, which comes last in `names`."""
    *columns, key = _columns(model, names)
    change = f"UPDATE {_quoted(model._meta.db_table)} SET "  # noqa: S608 our own models' names
    if connection.vendor == "postgresql":
        change += ", ".join(f"{column} = r.c{at}" for at, column in enumerate(columns))
        _execute(f"{change} FROM {_rows_of(model, names)} WHERE {key} = r.c{len(columns)}", rows)
    else:
        change += ", ".join(f"{column} = %s" for column in columns)
        _execute_each(f"{change} WHERE {key} = %s", rows)


def _columns(model: type[models.Model], names: Sequence[str]) -> list[str]:
    return [_quoted(str(field.column)) for field in _fields(model, names)]


def _fields(model: type[models.Model], names: Sequence[str]) -> list["models.Field[Any, Any]"]:
    known = {field.name: field for field in model._meta.concrete_fields}
    return [known[name] for name in names]


def _quoted(name: str) -> str:
    return connection.ops.quote_name(name)


def _rows_of(model: type[models.Model], names: Sequence[str]) -> str:
    types = (field.db_type(connection) for field in _fields(model, names))
    return f"json_to_recordset(%s) AS r({', '.join(f'c{at} {kind}' for at, kind in enumerate(types))})"


def _copy(into: str, rows: Sequence[Row]) -> None:
    if rows:
        with (
            connection.cursor() as cursor,
            connection.wrap_database_errors,
            cursor.copy(f"COPY {into} FROM STDIN") as copy,
        ):
            for row in rows:
                copy.write_row([json.dumps(value) if isinstance(value, list) else value for value in row])


def _execute(sql: str, rows: Sequence[Row]) -> None:
    if rows:
        keys = [f"c{at}" for at in range(len(rows[0]))]
        document = json.dumps([dict(zip(keys, row, strict=True)) for row in rows], default=_in_json)
        with connection.cursor() as cursor:
            cursor.execute(sql, [document])


def _in_json(value: object) -> str:
    return "\\x" + value.hex() if isinstance(value, bytes) else str(value)


def _execute_each(sql: str, rows: Sequence[Row]) -> None:
    if rows:
        with connection.cursor() as cursor:
            cursor.executemany(sql, [tuple(map(_adapted, row)) for row in rows])


def _adapted(value: Any) -> Any:
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return json.dumps(value) if isinstance(value, list) else value

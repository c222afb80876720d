"""What the databases themselves do when something changes that the public may see.

Triggers note which letters and names are to be read anew into the index, take a letter that is withdrawn out of it in
the same moment, and let the revision grow by which pages are cached. They act whoever writes: the admin, a bulk update,
a person with a database client. The rules below are the only place that says which changes those are.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper

# One reader of the index at a time, and nobody who withdraws a letter meanwhile (PostgreSQL's advisory lock).
LOCK = 7_210_355
_PREFIX = "letters_search_"
_ALL = ("INSERT", "UPDATE", "DELETE")

_TABLE = "letters_publicrevision"
_GROW = {
    "sqlite": f"UPDATE {_TABLE} SET number ="
    " max(number + 1, CAST((julianday('now') - 2440587.5) * 86400000000 AS INTEGER));",
    "postgresql": f"UPDATE {_TABLE} SET number ="
    " greatest(number + 1, (extract(epoch FROM clock_timestamp()) * 1000000)::bigint);",
}
_BUMP = {
    "sqlite": _GROW["sqlite"],
    # Once a transaction, when it ends: whoever lets it grow holds the row until then, and others must not wait for long
    # work. The flag is taken back with a savepoint, as the note is.
    "postgresql": (
        "IF coalesce(current_setting('letters.bumped', true), '') <> txid_current()::text THEN"
        " PERFORM set_config('letters.bumped', txid_current()::text, true);"
        " INSERT INTO letters_publicchange DEFAULT VALUES; END IF;"
    ),
}
# What may not wait until it is read anew, since it would tell what was just closed to the public.
_LOCKED = {"sqlite": "", "postgresql": f"PERFORM pg_advisory_xact_lock({LOCK});"}
_TEXT = {"sqlite": "DELETE FROM letters_searchtext WHERE rowid = OLD.id;", "postgresql": ""}
_LETTER_GONE = (
    "UPDATE letters_facetvalue SET letters = letters - 1"
    " WHERE id IN (SELECT value_id FROM letters_letterfacet WHERE letter_id = OLD.id);"
    "DELETE FROM letters_letterfacet WHERE letter_id = OLD.id;"
    "DELETE FROM letters_searchentry WHERE letter_id = OLD.id;"
)


def _choice_gone(kind: str, key: str, letters: str) -> str:
    """One choice taken from some letters."""
    value = f"kind = '{kind}' AND \"key\" = {key}"
    return (
        "UPDATE letters_facetvalue SET letters = letters - (SELECT count(*) FROM letters_letterfacet"
        f" WHERE value_id = letters_facetvalue.id AND letter_id IN ({letters})) WHERE {value};"
        f"DELETE FROM letters_letterfacet WHERE letter_id IN ({letters})"
        f" AND value_id IN (SELECT id FROM letters_facetvalue WHERE {value});"
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows when rows of `table` change. `{row}` stands for OLD or NEW.

    An update counts when one of `columns` differs (any, when none is given), and everything only `when` that holds for
    the row. `letters` selects the letters to read anew; `name_of` says whose name is to be, a person's or an
    organization's, whose key stands in `name_row`; `bumps`, whether readers see the change; `withdraws` is
    what leaves the index at once.
    """

    table: str
    events: Sequence[str] = _ALL
    columns: Sequence[str] = ()
    when: str = ""
    letters: str = ""
    name_of: str = ""
    name_row: str = "id"
    bumps: bool = True
    withdraws: str = ""


def _of_published(letter: str) -> str:
    return f"EXISTS (SELECT 1 FROM letters_letter WHERE id = {letter} AND status = 'published')"


_NOTED = "(SELECT letter_id FROM letters_footnote WHERE id = {row}.footnote_id)"
_CITING = (
    "SELECT footnote.letter_id FROM letters_citation citation JOIN letters_footnote footnote"
    " ON footnote.id = citation.footnote_id"
)
_NAMING = (
    "SELECT letter_id FROM letters_signature WHERE person_id = {person}"
    " UNION SELECT letter_id FROM letters_addressee WHERE person_id = {person}"
    " UNION SELECT letter_id FROM letters_mention WHERE person_id = {person}"
)
_OF_BODY = (
    "SELECT id FROM letters_letter WHERE issuer_id = {row}.id"
    " UNION SELECT letter_id FROM letters_signature WHERE organization_id = {row}.id"
    " UNION SELECT letter_id FROM letters_addressee WHERE organization_id = {row}.id"
)

RULES = (
    Rule("letters_letter", when="{row}.status = 'published'", letters="SELECT {row}.id"),
    Rule(
        "letters_letter",
        events=("UPDATE",),
        columns=("status",),
        when="OLD.status = 'published'",
        bumps=False,
        withdraws=_LETTER_GONE,
    ),
    Rule("letters_letter", events=("DELETE",), when="OLD.status = 'published'", bumps=False, withdraws=_LETTER_GONE),
    Rule(
        "letters_reply",
        events=("UPDATE", "DELETE"),
        columns=("is_public", "letter_id"),
        when="OLD.is_public",
        bumps=False,
        withdraws=_choice_gone("replied", "'yes'", "SELECT OLD.letter_id"),
    ),
    Rule(
        "people_detention",
        events=("UPDATE", "DELETE"),
        columns=("is_public", "country", "person_id"),
        when="OLD.is_public",
        bumps=False,
        withdraws=_choice_gone(
            "country", "OLD.country", "SELECT letter_id FROM letters_mention WHERE person_id = OLD.person_id"
        ),
    ),
    *(
        Rule(table, when=_of_published("{row}.letter_id"), letters="SELECT {row}.letter_id")
        for table in ("letters_signature", "letters_addressee", "letters_mention", "letters_footnote")
    ),
    Rule(
        "letters_reply",
        when="{row}.is_public AND " + _of_published("{row}.letter_id"),
        letters="SELECT {row}.letter_id",
    ),
    Rule("letters_ask", when=_of_published("{row}.letter_id")),
    Rule(
        "letters_citation",
        columns=("footnote_id", "source_id"),
        when=_of_published(_NOTED),
        letters=f"SELECT {_NOTED}",
    ),
    Rule(
        "letters_citation",
        events=("UPDATE",),
        columns=("order", "url_as_printed", "pinpoint", "quote", "text_fragment", "passage_id", "snapshot_id")
        + ("capture_id", "capture_passage"),
        when=_of_published(_NOTED),
    ),
    Rule(
        "letters_source",
        events=("UPDATE",),
        columns=("title", "author", "publisher", "link_id"),
        letters=f"{_CITING} WHERE citation.source_id = {{row}}.id",
    ),
    Rule("letters_source", events=("UPDATE",), columns=("published_on", "kind")),
    Rule(
        "people_person",
        events=("UPDATE",),
        columns=("name", "slug"),
        letters=_NAMING.format(person="{row}.id"),
        name_of="p",
    ),
    Rule("people_person", events=("INSERT", "DELETE"), name_of="p", bumps=False),
    Rule(
        "people_person",
        events=("UPDATE",),
        columns=("sort_name", "honorific_prefix", "honorific_suffix", "birth_date", "death_date", "gender")
        + ("publish_personal", "image", "summary", "biography", "is_sample"),
    ),
    Rule(
        "people_othername",
        letters=_NAMING.format(person="{row}.person_id"),
        name_of="p",
        name_row="person_id",
    ),
    Rule(
        "people_organization",
        events=("UPDATE",),
        columns=("name", "short_name", "slug"),
        letters=_OF_BODY,
        name_of="o",
    ),
    Rule("people_organization", events=("INSERT", "DELETE"), name_of="o", bumps=False),
    Rule("people_organization", events=("UPDATE",), columns=("kind", "country", "parent_id", "address")),
    Rule("people_office", letters="SELECT letter_id FROM letters_signature WHERE person_id = {row}.person_id"),
    Rule(
        "people_detention",
        when="{row}.is_public",
        letters="SELECT letter_id FROM letters_mention WHERE person_id = {row}.person_id",
    ),
    Rule("people_detentionevent", when="{row}.is_public"),
    Rule("people_personpage"),
    Rule("people_personidentifier"),
    Rule(
        "links_link",
        events=("UPDATE",),
        columns=("state",),
        letters=f"{_CITING} JOIN letters_source source ON source.id = citation.source_id"
        " WHERE source.link_id = {row}.id",
    ),
    # Not when it was checked, which is shown to the day: most checks change nothing else, and there are always some.
    Rule(
        "links_link",
        events=("UPDATE",),
        columns=("url", "outcome", "status_code", "final_url", "failing_since", "changed", "archive_first")
        + ("person_verdict",),
    ),
    Rule("links_passage", events=("UPDATE",), columns=("text", "result")),
    Rule("links_snapshot", columns=("url", "captured_at", "service", "outcome")),
    Rule("links_statechange"),
    Rule("links_proposal"),
)


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
            cursor.execute(_GROW[connection.vendor])
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
    body = f"{_GROW['postgresql']} DELETE FROM {table} WHERE id = NEW.id;"
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
        conditions.append(" OR ".join(dict.fromkeys(rule.when.format(row=row) for row in _rows(event))))
    return " AND ".join(f"({condition})" for condition in conditions)


def _body(vendor: str, rule: Rule, event: str) -> str:
    parts = []
    if rule.withdraws:
        text = _TEXT[vendor] if rule.withdraws == _LETTER_GONE else ""
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
    if rule.bumps:
        parts.append(_BUMP[vendor])
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

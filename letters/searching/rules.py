"""Which changes the public may see, and what follows from each. Pure: SQL as text, that both databases understand.

Triggers made of these rules note which letters and names are to be read anew into the index, take a letter that is
withdrawn out of it in the same moment, and let the revision grow by which pages are kept. They act whoever writes: the
admin, a bulk update, a person with a database client.
"""

# Every statement is made of names and keywords that stand here.
# ruff: noqa: S608

from collections.abc import Sequence
from dataclasses import dataclass


def _choices_gone(which: str) -> str:
    """Choices taken from letters, `which` of `letters_letterfacet`: no more counted, noted as lost, and gone."""
    return (
        "UPDATE letters_facetvalue SET letters = letters - (SELECT count(*) FROM letters_letterfacet"
        f" WHERE value_id = letters_facetvalue.id AND {which})"
        f" WHERE id IN (SELECT value_id FROM letters_letterfacet WHERE {which});"
        "INSERT INTO letters_facetchange (letter_id, value_id, gained, mark)"
        f" SELECT letter_id, value_id, false, random() FROM letters_letterfacet WHERE {which};"
        f"DELETE FROM letters_letterfacet WHERE {which};"
    )


def _choice_gone(kind: str, key: str, letters: str) -> str:
    """One choice taken from some letters."""
    value = f"SELECT id FROM letters_facetvalue WHERE kind = '{kind}' AND \"key\" = {key}"
    return _choices_gone(f"letter_id IN ({letters}) AND value_id IN ({value})")


# What may not wait until it is read anew, since it would tell what was just closed to the public.
LETTER_GONE = (
    _choices_gone("letter_id = OLD.id")
    + "INSERT INTO letters_facetchange (letter_id, value_id, gained, mark) VALUES (OLD.id, NULL, false, random());"
    "DELETE FROM letters_searchentry WHERE letter_id = OLD.id;"
)


def public_sources(which: str = "") -> tuple[str, str]:
    """Statements that write anew which sources are public: all of them, or those whose keys `which` selects."""
    among = " WHERE {column} IN ({which})" if which else ""
    return (
        f"DELETE FROM letters_publicsource{among.format(column='source_id', which=which)}",
        "INSERT INTO letters_publicsource (source_id, link_id, since)"
        " SELECT source.id, source.link_id, min(letter.published_at) FROM letters_citation citation"
        " JOIN letters_footnote footnote ON footnote.id = citation.footnote_id"
        " JOIN letters_letter letter ON letter.id = footnote.letter_id AND letter.status = 'published'"
        " JOIN letters_source source ON source.id = citation.source_id"
        f"{among.format(column='source.id', which=which)} GROUP BY source.id, source.link_id",
    )


@dataclass(frozen=True, slots=True)
class Rule:
    """What follows when rows of `table` change. `{row}` stands for OLD or NEW.

    An update counts when one of `columns` differs (any, when none is given), and everything only `when` that holds for
    the row. `letters` selects the letters to read anew; `name_of` says whose name is to be, a person's, an
    organization's or a source's, whose key stands in `name_row`; `bumps`, whether readers see the change; `of_record`,
    whether it is one of the record, and not of what checks saw of its links; `withdraws` is what leaves the index at
    once;
    `sources` selects those that may have become public, or are so no more.
    """

    table: str
    events: Sequence[str] = ("INSERT", "UPDATE", "DELETE")
    columns: Sequence[str] = ()
    when: str = ""
    letters: str = ""
    name_of: str = ""
    name_row: str = "id"
    bumps: bool = True
    of_record: bool = True
    withdraws: str = ""
    sources: str = ""


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
        columns=("status", "published_at"),
        when="{row}.status = 'published'",
        bumps=False,
        sources="SELECT citation.source_id FROM letters_citation citation JOIN letters_footnote footnote"
        " ON footnote.id = citation.footnote_id WHERE footnote.letter_id = {row}.id",
    ),
    Rule(
        "letters_footnote",
        columns=("letter_id",),
        when=_of_published("{row}.letter_id"),
        bumps=False,
        sources="SELECT source_id FROM letters_citation WHERE footnote_id = {row}.id",
    ),
    Rule("letters_source", events=("UPDATE",), columns=("link_id",), bumps=False, sources="SELECT {row}.id"),
    Rule(
        "letters_letter",
        events=("UPDATE",),
        columns=("status",),
        when="OLD.status = 'published'",
        bumps=False,
        withdraws=LETTER_GONE,
    ),
    Rule("letters_letter", events=("DELETE",), when="OLD.status = 'published'", bumps=False, withdraws=LETTER_GONE),
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
    # A detainee may have been taken out of a letter for their own safety.
    Rule(
        "letters_mention",
        events=("UPDATE", "DELETE"),
        columns=("letter_id", "person_id"),
        bumps=False,
        withdraws=_choice_gone("detainee", "'p' || OLD.person_id", "SELECT OLD.letter_id"),
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
        sources="SELECT {row}.source_id",
    ),
    Rule(
        "letters_citation",
        events=("UPDATE",),
        columns=(
            "order",
            "url_as_printed",
            "pinpoint",
            "quote",
            "text_fragment",
            "passage_id",
            "snapshot_id",
            "capture_id",
            "capture_passage",
        ),
        when=_of_published(_NOTED),
    ),
    Rule(
        "letters_source",
        events=("UPDATE",),
        columns=("title", "author", "publisher", "link_id"),
        letters=f"{_CITING} WHERE citation.source_id = {{row}}.id",
        name_of="s",
    ),
    Rule("letters_source", events=("INSERT", "DELETE"), name_of="s", bumps=False),
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
        columns=(
            "sort_name",
            "honorific_prefix",
            "honorific_suffix",
            "birth_date",
            "death_date",
            "gender",
            "publish_personal",
            "image",
            "summary",
            "biography",
            "is_sample",
        ),
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
        of_record=False,
    ),
    # Not when it was checked, which is shown to the day: most checks change nothing else, and there are always some.
    Rule(
        "links_link",
        events=("UPDATE",),
        columns=(
            "url",
            "outcome",
            "status_code",
            "final_url",
            "failing_since",
            "changed",
            "archive_first",
            "person_verdict",
        ),
        of_record=False,
    ),
    Rule("links_passage", events=("UPDATE",), columns=("text", "result"), of_record=False),
    Rule("links_snapshot", columns=("url", "captured_at", "service", "outcome"), of_record=False),
    Rule("links_statechange", events=("INSERT",), of_record=False),
    # The past, which is counted with the record (letters/source_health.py), is not written by checks.
    Rule("links_statechange", events=("INSERT",), when="{row}.changed_at < {a_day_ago}"),
    Rule("links_statechange", events=("UPDATE", "DELETE")),
    Rule("links_proposal", of_record=False),
)

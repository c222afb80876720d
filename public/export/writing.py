"""Letters as the text of a file, piece by piece."""

import csv
import json
from collections.abc import Iterable, Iterator
from typing import Any

from rest_framework.utils.encoders import JSONEncoder

from letters.models import Addressee, Letter
from letters.spreadsheets import cell
from links.vocabulary import State
from public.api.shapes.letters import WholeLetter
from public.site import absolute

# Excel takes a CSV file without it for one in the local character set, and garbles every name beyond it. Programs know
# the mark as `utf-8-sig`.
BYTE_ORDER_MARK = "\ufeff"
_SEPARATOR = " | "

COLUMNS = (
    "id",
    "url",
    "date",
    "kind",
    "language",
    "issuer",
    "subject",
    "summary",
    "signatories",
    "addressees",
    "copies_to",
    "detainees",
    "sources",
    "source_urls",
    "dead_sources",
    "replies",
    "published_at",
    "is_sample",
)


class _Line:
    """A file that keeps nothing: `csv` writes a line into it, and gets it back."""

    def write(self, text: str) -> str:
        return text


def as_csv(letters: Iterable[Letter]) -> Iterator[str]:
    """A line for each letter (RFC 4180), every cell in quotes."""
    writer = csv.writer(_Line(), quoting=csv.QUOTE_ALL)
    yield BYTE_ORDER_MARK + str(writer.writerow(COLUMNS))
    for letter in letters:
        yield str(writer.writerow([cell(str(value)) for value in _row(letter)]))


def as_json(letters: Iterable[Letter], meta: dict[str, Any]) -> Iterator[str]:
    """One object with `meta` and the `letters`, each as the API tells it whole; one letter a line."""
    yield f'{{"meta": {_json(meta)},\n"letters": ['
    between, shape = "\n", WholeLetter()
    for letter in letters:
        yield between + _json(shape.to_representation(letter))
        between = ",\n"
    yield "\n]}\n"


def _json(value: Any) -> str:
    return json.dumps(value, cls=JSONEncoder, ensure_ascii=False)


def _row(letter: Letter) -> list[Any]:
    cited = {
        citation.source_id: citation.source for note in letter.footnotes.all() for citation in note.citations.all()
    }
    links = [source.link for source in cited.values() if source.link is not None]
    return [
        letter.slug,
        absolute(letter.get_absolute_url()),
        letter.date.isoformat(),
        letter.kind,
        letter.language,
        letter.issuer.name,
        letter.subject,
        letter.summary,
        _SEPARATOR.join(str(signature) for signature in letter.signatures.all()),
        _addressees(letter, Addressee.Role.TO),
        _addressees(letter, Addressee.Role.COPY),
        _SEPARATOR.join(str(mention) for mention in letter.mentions.all()),
        len(cited),
        _SEPARATOR.join(link.url for link in links),
        sum(link.state == State.DEAD for link in links),
        sum(reply.is_public for reply in letter.replies.all()),
        letter.published_at.isoformat() if letter.published_at else "",
        "yes" if letter.is_sample else "no",
    ]


def _addressees(letter: Letter, role: str) -> str:
    return _SEPARATOR.join(str(one) for one in letter.addressees.all() if one.role == role)

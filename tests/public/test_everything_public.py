"""All that the public can ask for is asked for, while drafts, letters in review and confidential details are planted.

What is found must be what is found without them, byte for byte; and whoever asks for a planted word must be answered
as whoever asks for a word that nobody wrote.
"""

import json
import re
from collections.abc import Iterator
from html import escape
from itertools import chain
from urllib.parse import quote, quote_plus

import pytest
from django.test import Client

from letters.models import Citation, Letter, Mention, Reply, Signature, Source
from links.models import CaptureRequest, Copy, Link, Proposal, Snapshot
from people.models import Detention, DetentionEvent, Organization, Person
from public import asking
from tests import factories as make
from tests.public.crawl import ask, crawl, filled, patterns
from tests.public.test_leaks import MARKER, hidden, plant_confidential, plant_unpublished
from tests.public.world import rich_letter, with_document

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

WORDS = (MARKER, "1911", "Belarus")
# Feeds and the API tell moments to the microsecond, and six digits hold any four by chance.
FRACTION = re.compile(r"(?<=:\d\d)\.\d{1,6}")
# A word that is planted beside one that nobody wrote, alike in everything else.
PAIRS = [
    (MARKER, "ZZNOBODY"),
    ("zzhidden-issuer-draft", "zznobody-issuer-draft"),
    ("zzhidden-signer-in_review", "zznobody-signer-in_review"),
    ("zzhidden-held-draft", "zznobody-held-draft"),
    ("ZZHIDDEN signer draft", "ZZNOBODY signer draft"),
    ('"ZZHIDDEN subject"', '"ZZNOBODY subject"'),
    ("1911", "1912"),
    ("1911-01-01", "1912-01-01"),
]
# Codes that the list of choices of a page names as well: asked of machines' addresses alone.
CODES = [("country", "BY", "PL"), ("language", "pl", "eo"), ("status", "disappeared", "died")]


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def gone(db) -> list[str]:
    """The addresses that belong to what is planted."""
    public = rich_letter()
    with_document(public, "public.txt", b"open")
    addresses = [address for status in ("draft", "in_review") for address in plant_unpublished(status, public)]
    plant_confidential(public)
    for letter in Letter.objects.exclude(status=Letter.Status.PUBLISHED):
        body = make.organization(name=hidden(f"body {letter.status}"))
        make.signature(letter, organization=body)
        make.addressee(letter, organization=body)
        make.signature(letter, organization=public.issuer)
    return addresses


def keys(letters, people, bodies, sources) -> dict[str, list[str]]:
    slugs = chain(*(rows.values_list("slug", flat=True) for rows in (letters, people, bodies)))
    return {"slug": list(slugs), "int": [str(pk) for pk in sources.values_list("pk", flat=True)]}


def hidden_keys() -> dict[str, list[str]]:
    """The keys of all that is known through unpublished letters alone."""
    return keys(
        Letter.objects.exclude(status=Letter.Status.PUBLISHED),
        Person.objects.filter(name__startswith=MARKER),
        Organization.objects.filter(name__startswith=MARKER),
        Source.objects.filter(title__startswith=MARKER),
    )


def all_keys() -> dict[str, list[str]]:
    return keys(Letter.objects.all(), Person.objects.all(), Organization.objects.all(), Source.objects.all())


def every_address() -> list[str]:
    """Every pattern of the site with every key there is, of the right kind or not."""
    known = all_keys()
    return [address for route in patterns() for address in filled(route, known)]


def questions(value: str) -> Iterator[tuple[str, str]]:
    """Every list with every parameter, asked for this value."""
    sets = {
        "letters": asking.AskedLetters,
        "people": asking.AskedPeople,
        "detainees": asking.AskedDetainees,
        "sources": asking.AskedSources,
    }
    for name, filters in sets.items():
        for parameter in asking.parameters(asking.fields_of(filters)):
            yield f"/{name}/", parameter
            yield f"/api/v1/{name}/", parameter
    for parameter in asking.parameters(asking.fields_of(asking.AskedLetters)):
        for address in ("/search/", "/feeds/letters.atom", "/export/letters.csv", "/export/letters.json"):
            yield address, parameter


def remove_everything_hidden() -> None:
    """As if it had never been there. Rows alone, so that nothing public is saved anew."""
    unpublished = Letter.objects.exclude(status=Letter.Status.PUBLISHED)
    private = Snapshot.objects.filter(url__contains=MARKER)
    Citation.objects.filter(footnote__letter__in=unpublished).delete()
    Signature.objects.filter(letter__in=unpublished).delete()
    Mention.objects.filter(letter__in=unpublished).delete()
    unpublished.delete()
    private.delete()
    for model in (Copy, CaptureRequest, Proposal):
        model.objects.all().delete()
    Source.objects.filter(title__startswith=MARKER).delete()
    Reply.objects.filter(is_public=False).delete()
    DetentionEvent.objects.filter(is_public=False).delete()
    Detention.objects.filter(is_public=False).delete()
    texts = ("place", "reason", "charges", "court", "sentence", "counsel", "health", "internal_note")
    Detention.objects.update(**dict.fromkeys(texts, ""))
    Person.objects.filter(name__startswith=MARKER).delete()
    Person.objects.update(birth_date="", gender="", internal_note="")
    Letter.objects.update(internal_note="")
    Organization.objects.filter(name__startswith=MARKER).delete()
    Link.objects.filter(url__icontains=MARKER).delete()


def test_nothing_that_can_be_reached_shows_anything_hidden(client, gone):
    answers = crawl(client, [*every_address(), "/search/", "/nothing-here/"])
    kinds = {answer.kind.partition(";")[0] for answer in answers.values() if answer.status == 200}
    assert {"text/html", "application/json", "application/atom+xml", "application/xml", "text/csv"} <= kinds
    for address, answer in answers.items():
        if answer.status == 404:
            continue
        text = FRACTION.sub("", answer.text.lower())
        for word in WORDS:
            assert word.lower() not in text, (address, word)
        for path in gone:
            assert path not in answer.text, (address, path)


def test_what_is_hidden_has_no_address(client, gone):
    known = hidden_keys()
    assert len(known["slug"]) >= 10
    asked = [address for route in patterns() if "<" in route for address in filled(route, known)]
    assert len(asked) > 100
    for address in [*asked, *gone]:
        # Of the sitemap's files the name is known anyway.
        assert ask(client, address).status == 404, address


def test_the_public_record_is_the_same_without_anything_hidden(client, gone):
    before = crawl(client)
    remove_everything_hidden()
    after = crawl(client)
    assert before.keys() == after.keys()
    for address, answer in before.items():
        assert answer == after[address], address


@pytest.mark.parametrize(("planted", "nobodys"), PAIRS)
def test_hidden_words_are_answered_like_words_that_nobody_wrote(client, gone, planted, nobodys):
    for address, parameter in questions(planted):
        answers = [answered(client, address, parameter, value) for value in (planted, nobodys)]
        assert answers[0] == answers[1], (address, parameter)


@pytest.mark.parametrize(("parameter", "planted", "nobodys"), CODES)
def test_hidden_codes_are_answered_like_codes_that_do_not_occur(client, gone, parameter, planted, nobodys):
    asked = {address for address, name in questions(planted) if name == parameter and address.count("/") > 2}
    assert asked
    for address in asked | {"/export/letters.csv"} if parameter != "status" else asked:
        answers = [answered(client, address, parameter, value) for value in (planted, nobodys)]
        assert answers[0] == answers[1], (address, parameter)


def answered(client: Client, address: str, parameter: str, value: str) -> tuple[int, str]:
    """The answer without the question, which many repeat."""
    response = client.get(address, {parameter: value})
    text = (b"".join(response) if response.streaming else response.content).decode()
    if "json" in response["Content-Type"]:
        # Written out: behind “\\u201c” the question would not be known again.
        text = json.dumps(json.loads(text), ensure_ascii=False)
    for repeated in sorted({value, escape(value), quote(value), quote_plus(value), value.replace('"', '\\"')}, key=len):
        text = re.sub(rf"(?<![\w-]){re.escape(repeated)}(?![\w-])", "…", text)
    return response.status_code, text

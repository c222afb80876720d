import random
from pathlib import Path

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.db.models import Model
from django.test.utils import CaptureQueriesContext

from intake.drafts import DraftAddressee, DraftCitation, DraftMention, DraftSignature, Party
from intake.saving import NotSaved, check, save_draft
from letters.models import Addressee, Citation, Footnote, Letter, Mention, Signature, Source
from letters.recording import SourceDetails, printed_copy, settle_citation, source_for
from links.models import Host, Link, Passage, Snapshot
from people.models import Office, Organization, Person
from tests import factories as make
from tests.intake.drafting import NOW, URL, address_of, cited, draft

pytestmark = pytest.mark.django_db

EVERYTHING: list[type[Model]] = [
    Letter, Signature, Addressee, Mention, Footnote, Citation, Source, Link, Host, Passage, Snapshot, Person,
    Organization,
]  # fmt: skip


def saved(**fields):
    return save_draft(draft(**fields), user=None, now=NOW)


def recorded() -> list[int]:
    return [model._default_manager.count() for model in EVERYTHING]


def refused(**fields):
    """The errors of a draft that is refused; that nothing was saved is seen to."""
    before = recorded()
    with pytest.raises(NotSaved) as refusal:
        saved(**fields)
    assert recorded() == before
    return refusal.value.errors


def test_a_draft_becomes_a_letter_with_all_its_parts():
    user = make.staff()
    letter = save_draft(
        draft(
            place="Clairval",
            kind="joint",
            language="fr",
            salutation="Dear Minister",
            closing="Sincerely",
            internal_note="Look at it.",
            addressees=(
                DraftAddressee(
                    person=Party(name="Mira Lorrimar"),
                    organization=Party(name="Ministry of Justice"),
                    honorific="Her Excellency",
                    office="Minister of Justice",
                    address="1 High Street\nClairval",
                ),
                DraftAddressee(organization=Party(name="Press Office"), is_copy=True),
            ),
            signatures=(
                DraftSignature(person=Party(name="Oren Vale"), office="Senator", party="R", area="TN"),
                DraftSignature(organization=Party(name="League of Examplia")),
            ),
            mentions=(DraftMention(person=Party(name="Nadim Orvesh"), description="shepherd"),),
        ),
        user=user,
        now=NOW,
    )
    letter = Letter.objects.get(pk=letter.pk)
    assert (letter.status, letter.created_by, letter.issuer.name) == ("draft", user, "League of Examplia")
    assert (letter.place, letter.kind, letter.language, letter.closing) == ("Clairval", "joint", "fr", "Sincerely")
    assert (letter.salutation, letter.internal_note) == ("Dear Minister", "Look at it.")
    to, copy = letter.addressees.all()
    assert (to.role, str(to.person), str(to.organization)) == ("to", "Mira Lorrimar", "Ministry of Justice")
    assert (to.honorific_as_printed, to.address_as_printed) == ("Her Excellency", "1 High Street\nClairval")
    assert (copy.role, copy.person, str(copy.organization)) == ("copy", None, "Press Office")
    by, body = letter.signatures.all()
    assert (str(by.person), by.office_as_printed, by.order) == ("Oren Vale", "Senator (R-TN)", 1)
    assert (body.person, body.organization) == (None, letter.issuer)
    assert [(one.person.name, one.description) for one in letter.mentions.all()] == [("Nadim Orvesh", "shepherd")]
    # A printed state says nothing of when an office was held.
    assert not Office.objects.exists()


def test_new_people_get_a_sort_name_and_an_address_of_their_own():
    make.person(name="Oren Vale")
    letter = saved(
        signatures=(
            DraftSignature(person=Party(name="Oren Vale")),
            DraftSignature(person=Party(name="Oren Vale", namesake=1)),
            DraftSignature(person=Party(name="Օրեն Վալե")),
        )
    )
    people = [signature.person for signature in letter.signatures.select_related("person")]
    assert [person.slug for person in people] == ["oren-vale-2", "oren-vale-3", "person"]
    assert [person.sort_name for person in people] == ["Vale, Oren", "Vale, Oren", "Վալե, Օրեն"]


def test_somebody_named_twice_is_made_once():
    oren, league = Party(name="Oren Vale"), Party(name="League of Examplia")
    letter = saved(
        issuer=league,
        addressees=(DraftAddressee(organization=league),),
        signatures=(DraftSignature(person=oren, organization=league),),
        mentions=(DraftMention(person=oren),),
    )
    signature = letter.signatures.get()
    assert signature.person == letter.mentions.get().person
    assert signature.organization == letter.issuer == letter.addressees.get().organization
    assert (Person.objects.count(), Organization.objects.count()) == (1, 1)


def test_who_is_known_is_not_made_again():
    known, body = make.person(name="Edward J. Example"), make.organization()
    letter = saved(
        issuer=Party(name="as printed", known=body.pk),
        addressees=(),
        signatures=(DraftSignature(person=Party(name="Ed Example", known=known.pk)),),
    )
    assert (letter.issuer, letter.signatures.get().person) == (body, known)
    known.refresh_from_db()
    assert known.name == "Edward J. Example"


@pytest.mark.parametrize(
    ("fields", "where"),
    [
        ({"date": None}, "date"),
        ({"issuer": Party()}, "issuer"),
        ({"issuer": Party(name="B" * 251)}, "issuer"),
        ({"subject": "  "}, "subject"),
        ({"subject": "S" * 301}, "subject"),
        ({"place": "P" * 101}, "place"),
        ({"salutation": "D" * 201}, "salutation"),
        ({"language": "xx"}, "language"),
        ({"kind": "novel"}, "kind"),
        ({"body": "A null\x00 character"}, "body"),
        ({"body": "Half a character \ud800"}, "body"),
        ({"body": "w" * 500_001}, "body"),
        ({"addressees": (DraftAddressee(office="Minister"),)}, "addressees-0-person"),
        ({"addressees": (DraftAddressee(person=Party(name="N" * 201)),)}, "addressees-0-person"),
        ({"addressees": (DraftAddressee(person=Party(name="A"), honorific="H" * 61),)}, "addressees-0-honorific"),
        ({"signatures": (DraftSignature(office="Chair"),)}, "signatures-0-person"),
        ({"signatures": (DraftSignature(person=Party(name="A"), office="O" * 251),)}, "signatures-0-office"),
        ({"signatures": (DraftSignature(person=Party(known=987_654)),)}, "signatures-0-person"),
        ({"mentions": (DraftMention(description="shepherd"),)}, "mentions-0-person"),
        ({"footnotes": (cited(number="1)"),)}, "footnotes-0-number"),
        ({"footnotes": (cited(), cited())}, "footnotes-1-number"),
        ({"footnotes": (cited(), cited(DraftCitation(), number="2"))}, "footnotes-1-citations-0-url"),
        ({"footnotes": (cited(DraftCitation(url="ftp://x.example")),)}, "footnotes-0-citations-0-url"),
        ({"footnotes": (cited(DraftCitation(title="T" * 501)),)}, "footnotes-0-citations-0-title"),
        ({"footnotes": (cited(DraftCitation(title="T", published="5 May")),)}, "footnotes-0-citations-0-published"),
        ({"footnotes": (cited(DraftCitation(title="T", archive_url=URL)),)}, "footnotes-0-citations-0-archive_url"),
        ({"footnotes": (cited(DraftCitation(url=URL, archive_url="x")),)}, "footnotes-0-citations-0-archive_url"),
        ({"footnotes": (cited(DraftCitation(same_as=(0, 0))),)}, "footnotes-0-citations-0-same_as"),
        ({"footnotes": (cited(DraftCitation(same_as=(3, 0))),)}, "footnotes-0-citations-0-same_as"),
        ({"footnotes": (cited(DraftCitation(source=987_654)),)}, "footnotes-0-citations-0-source"),
    ],
)
def test_a_draft_with_a_fault_is_refused_whole_with_a_message_at_the_field(fields, where):
    errors = refused(**fields)
    assert list(errors) == [where]
    assert all(message.endswith(".") or "characters" in message or "choice" in message for message in errors[where])


def test_every_fault_is_told_at_once():
    assert set(refused(date=None, issuer=Party(), footnotes=(cited(DraftCitation()),))) == {
        "date",
        "issuer",
        "footnotes-0-citations-0-url",
    }


def test_a_person_signs_once():
    twice = DraftSignature(person=Party(name="Oren Vale"))
    assert set(refused(signatures=(twice, twice))) == {"signatures-1-person"}
    known = make.person()
    one, other = (DraftSignature(person=Party(name=name, known=known.pk)) for name in ("Ed", "Edward"))
    assert set(refused(signatures=(one, other))) == {"signatures-1-person"}
    body = DraftSignature(organization=Party(name="League"))
    assert set(refused(signatures=(body, body))) == {"signatures-1-organization"}


def test_a_detainee_is_named_once():
    twice = DraftMention(person=Party(name="Nadim Orvesh"))
    assert set(refused(mentions=(twice, twice))) == {"mentions-1-person"}


def test_citations_are_recorded_as_the_admin_records_them():
    """Each way to cite, by hand through `letters.recording` and at once: the same rows."""
    known = make.source(title="Known", publisher="")
    fragment = "https://news.example.org/words#:~:text=held%20there"
    copy = "https://web.archive.org/web/20260101120000/https://news.example.org/story"
    notes = (
        cited(
            DraftCitation(url=URL, title="A story", archive_url=copy, quote="he is held", pinpoint="p. 3"),
            DraftCitation(url=fragment, publisher="Sample Press", published="2026-01"),
        ),
        cited(DraftCitation(url=address_of(known), publisher="Filled in"), number="2"),
        cited(DraftCitation(title="On paper", author="A. Writer"), number="3"),
    )
    saved(footnotes=notes)
    at_once = _cited()
    Letter.objects.all().delete()
    for model in (Passage, Snapshot, Citation):
        model.objects.all().delete()
    Source.objects.exclude(pk=known.pk).delete()
    Source.objects.filter(pk=known.pk).update(publisher="")
    letter = make.letter()
    for note in notes:
        footnote = make.footnote(letter, number=note.number, text=note.text)
        for order, one in enumerate(note.citations, start=1):
            details = SourceDetails(
                title=one.title, author=one.author, publisher=one.publisher, published_on=one.published
            )
            source = source_for(url=one.url, details=details)
            citation = Citation.objects.create(
                footnote=footnote,
                order=order,
                source=source,
                url_as_printed=one.url,
                pinpoint=one.pinpoint,
                quote=one.quote,
                snapshot=printed_copy(source.link, one.archive_url) if source.link and one.archive_url else None,
            )
            settle_citation(citation)
    assert at_once == _cited()
    assert len(at_once) == 4


def _cited():
    return list(
        Citation.objects.order_by("footnote__position", "order").values_list(
            "footnote__position",
            "footnote__number",
            "footnote__text",
            "order",
            "url_as_printed",
            "text_fragment",
            "pinpoint",
            "quote",
            "passage__kind",
            "passage__text",
            "passage__link__url",
            "snapshot__url",
            "snapshot__service",
            "snapshot__captured_at",
            "snapshot__found",
            "source__title",
            "source__author",
            "source__publisher",
            "source__published_on",
            "source__kind",
            "source__link__url",
            "source__link__host__name",
        )
    )


def test_new_links_are_due_at_once():
    saved()
    assert list(Link.objects.due(NOW).values_list("url", flat=True)) == [URL]


def test_one_page_is_one_source_however_often_it_is_cited():
    saved(
        footnotes=(
            cited(DraftCitation(url=URL), DraftCitation(url=f"{URL}#part", title="A story", author="A. Writer")),
            cited(DraftCitation(url=f"<{URL}>", publisher="Sample Press"), number="2"),
        )
    )
    source = Source.objects.get()
    assert (source.title, source.author, source.publisher) == ("A story", "A. Writer", "Sample Press")
    assert list(source.citations.order_by("pk").values_list("url_as_printed", flat=True)) == [URL, f"{URL}#part", URL]


def test_what_is_recorded_of_a_source_stands_and_only_its_gaps_are_filled():
    source = make.source(title="As staff corrected it", publisher="", author="")
    citation = DraftCitation(source=source.pk, url=address_of(source), title="As misprinted", author="A. Writer")
    saved(footnotes=(cited(citation),))
    source.refresh_from_db()
    assert (source.title, source.author) == ("As staff corrected it", "A. Writer")
    assert Source.objects.count() == 1


@pytest.mark.parametrize("chosen", [True, False])
def test_a_source_that_is_public_learns_nothing_from_a_draft(chosen):
    source = make.source(author="")
    make.citation(make.letter(published=True), source=source)
    citation = DraftCitation(source=source.pk if chosen else None, url=address_of(source), author="From a draft")
    saved(footnotes=(cited(citation),))
    source.refresh_from_db()
    assert source.author == ""
    assert source.citations.count() == 2


def test_a_chosen_source_that_stands_elsewhere_is_refused():
    source = make.source()
    errors = refused(footnotes=(cited(DraftCitation(source=source.pk, url=URL)),))
    assert address_of(source) in errors["footnotes-0-citations-0-url"][0]


def test_a_source_cited_again_is_the_same_source():
    letter = saved(
        footnotes=(
            cited(DraftCitation(title="On paper"), DraftCitation(url=URL, title="A story")),
            cited(DraftCitation(same_as=(0, 1), pinpoint="p. 4", quote="he is held"), number="2"),
            cited(DraftCitation(same_as=(1, 0)), DraftCitation(same_as=(2, 0)), number="3"),
        )
    )
    again = Citation.objects.filter(footnote__letter=letter, footnote__position__gt=1)
    assert {citation.source.title for citation in again} == {"A story"}
    passages = [citation.passage and citation.passage.text for citation in again.order_by("pk")]
    assert passages == ["he is held", None, None]
    assert Source.objects.count() == 2


def test_a_page_without_a_title_is_called_by_its_address_or_its_site():
    long = f"https://long.example.org/{'a' * 600}"
    saved(footnotes=(cited(DraftCitation(url=URL), DraftCitation(url=long)),))
    assert set(Source.objects.values_list("title", flat=True)) == {URL, "long.example.org"}


def test_the_document_is_kept_with_the_letter(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    letter = save_draft(draft(), user=None, document=ContentFile(b"We write.", name="dir/The letter.txt"), now=NOW)
    letter.refresh_from_db()
    assert letter.document_name == "The letter.txt"
    assert letter.document.read() == b"We write."


def test_a_document_that_is_not_what_it_says_is_refused(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    with pytest.raises(NotSaved) as refusal:
        save_draft(draft(), user=None, document=ContentFile(b"no PDF", name="letter.pdf"), now=NOW)
    assert set(refusal.value.errors) == {"document"}
    assert not _files(tmp_path)


def test_a_race_is_told_and_leaves_neither_rows_nor_the_file(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    taken: list[bool] = []

    def overtake(execute, sql, params, many, context):
        """Just before the letter is written, somebody else writes one at the same address."""
        if sql.startswith('INSERT INTO "letters_letter"') and not taken:
            taken.append(True)
            make.letter(slug="2026-01-15-league-of-examplia-the-case-of-a-shepherd")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(overtake), pytest.raises(NotSaved) as refusal:
        save_draft(draft(), user=None, document=ContentFile(b"We write.", name="a.txt"), now=NOW)
    assert taken
    assert "at this very moment" in refusal.value.errors[""][0]
    assert not _files(tmp_path)
    assert not Person.objects.filter(name="Oren Vale").exists()


def _files(folder: Path):
    return [path for path in folder.rglob("*") if path.is_file()]


def test_nothing_is_asked_of_the_record_to_check_a_draft(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert check(draft(date=None, signatures=(DraftSignature(person=Party(known=1)),))).keys() == {"date"}


def test_a_long_letter_takes_no_more_queries_than_a_short_one():
    def queries(size: int) -> int:
        notes = tuple(
            cited(
                DraftCitation(
                    url=f"https://host{size}-{number}.example.org/page#:~:text=words",
                    title=f"Page {number}",
                    archive_url=f"https://perma.cc/{size:04}-{number:04}",
                ),
                number=str(number),
            )
            for number in range(size)
        )
        signatures = tuple(DraftSignature(person=Party(name=f"Signer{size} {number}")) for number in range(size))
        issuer = Party(name=f"League {size}")
        with CaptureQueriesContext(connection) as asked:
            saved(issuer=issuer, addressees=(), footnotes=notes, signatures=signatures, subject=f"Letter of {size}")
        return len(asked)

    assert queries(2) == queries(40) < 40


def test_the_order_of_the_rows_is_the_order_of_the_draft():
    names = [f"Signer {number}" for number in range(30)]
    random.Random(4).shuffle(names)
    letter = saved(signatures=tuple(DraftSignature(person=Party(name=name)) for name in names))
    assert [str(signature.person) for signature in letter.signatures.select_related("person")] == names

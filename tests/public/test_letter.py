import json
import re
from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from letters.markup import note_id
from letters.models import Addressee, Ask, Citation, Reply
from links.models import Passage, Snapshot
from links.vocabulary import Outcome, PassageResult, State
from people.models import Office
from tests import factories as make
from tests.public.world import rich_letter

pytestmark = pytest.mark.django_db


def page(client, letter) -> str:
    response = client.get(letter.get_absolute_url())
    assert response.status_code == 200
    return response.content.decode()


def test_a_letter_shows_letterhead_date_place_addressees_subject_and_text(client):
    issuer = make.organization(name="Senate of Examplia", address="Hall 1")
    letter = make.letter(
        published=True,
        issuer=issuer,
        place="Portbridge",
        salutation="Dear Minister,",
        closing="Sincerely,",
        body="We **ask**.",
    )
    make.addressee(
        letter,
        person=make.person(name="Corvin Haldrane"),
        honorific_as_printed="H.E.",
        office_as_printed="Minister",
        address_as_printed="9 Avenue\nBrightwater",
    )
    make.addressee(letter, role=Addressee.Role.COPY, organization=make.organization(name="Office of Copies"))
    html = page(client, letter)
    order = [
        "Senate of Examplia",
        "Portbridge",
        "15 January 2026",
        "H.E.",
        "Corvin Haldrane",
        "Minister",
        "9 Avenue<br>",
        "Dear Minister,",
        "We <strong>ask</strong>.",
        "Sincerely,",
        "Copy to",
        "Office of Copies",
    ]
    sheet = html[html.index('class="sheet"') :]
    places = [sheet.index(part) for part in order]
    assert places == sorted(places)
    assert reverse("person", args=["corvin-haldrane"]) in sheet


def test_signatures_stand_in_order_with_party_and_state_of_the_letters_date(client):
    letter = make.letter(published=True, date=date(2020, 6, 1))
    second, first = make.person(name="Second Signer"), make.person(name="First Signer")
    Office.objects.create(person=first, title="Senator", party="Old Party", area="North", start="2015", end="2022")
    Office.objects.create(person=first, title="Minister", party="New Party", area="South", start="2023")
    make.signature(letter, person=second, order=2, office_as_printed="Chair, as printed")
    make.signature(letter, person=first, order=1, is_lead=True)
    html = page(client, letter)
    assert html.index("First Signer") < html.index("Second Signer")
    assert "Old Party, North" in html
    assert "New Party" not in html
    assert "Chair, as printed" in html
    assert html.count("lead signer") == 1


def test_marks_and_notes_jump_both_ways(client):
    letter = make.letter(published=True, body="One[^1] two[^1] three[^7].")
    make.footnote(letter, text="Referred to.")
    make.footnote(letter, number="2", text="Never referred to.")
    html = page(client, letter)
    assert 'id="mark-1-1" href="#note-1"' in html
    assert f'<li id="{note_id("1")}"' in html
    assert 'href="#mark-1-1"' in html
    assert 'href="#mark-1-2"' in html
    assert "three[^7]" in html
    assert "Never referred to." in html


def test_a_source_shows_what_is_known_and_the_address_as_printed(client):
    letter = make.letter(published=True)
    source = make.source(
        title="A Report",
        author="R. Tindallow",
        publisher="Lamp",
        published_on="2023-10",
        link=make.link("https://lamp.example/r", state=State.ALIVE, last_ok_at=make.NOW),
    )
    printed = "https://lamp.example/r#:~:text=some%20words"
    make.citation(letter, source=source, pinpoint="p. 12", quote="Words quoted.", url_as_printed=printed)
    html = page(client, letter)
    for part in ("R. Tindallow", "A Report", "Lamp", "October 2023", "p. 12", "Words quoted.", "checked 2 March 2026"):
        assert part in html, part
    assert f'href="{printed}" rel="nofollow noopener external"' in html


def test_the_copy_that_a_note_prints_comes_before_a_nearer_one(client):
    letter = make.letter(published=True, date=date(2024, 4, 4))
    link = make.link()
    source = make.source(link=link)
    near, printed = (
        Snapshot.objects.create(link=link, url=f"https://archive.example/{day:%Y}", captured_at=day, found=found)
        for day, found in (
            (datetime(2024, 4, 3, 12, tzinfo=UTC), Snapshot.Found.TIMEMAP),
            (datetime(2019, 1, 1, 12, tzinfo=UTC), Snapshot.Found.PRINTED),
        )
    )
    make.citation(letter, source=source, snapshot=printed)
    other = make.letter(published=True, date=date(2024, 4, 4))
    make.citation(other, source=source, capture=near)
    assert printed.url in page(client, letter)
    assert near.url not in page(client, letter)
    assert near.url in page(client, other)
    assert printed.url not in page(client, other)


def test_the_archived_copy_comes_first_when_the_source_is_dead_and_after_when_it_lives(client):
    letter = make.letter(published=True, date=date(2024, 4, 4))
    for state, order in ((State.DEAD, 1), (State.ALIVE, 2)):
        link = make.link(f"https://{state}.example/", state=state, outcome=Outcome.NOT_FOUND)
        for year in (2022, 2024, 2025):
            Snapshot.objects.create(
                link=link, url=f"https://archive.example/{state}/{year}", captured_at=datetime(year, 1, 1, tzinfo=UTC)
            )
        make.citation(letter, source=make.source(link=link), order=order)
    html = page(client, letter)
    assert html.index("archive.example/dead/2024") < html.index('href="https://dead.example/"')
    assert html.index("archive.example/alive/2024") > html.index('href="https://alive.example/"')
    assert "archive.example/dead/2025" not in html
    assert "no longer readable" in html


def test_a_missing_passage_is_said(client):
    citation = make.citation(make.letter(published=True), quote="the words")
    Passage.objects.update(result=PassageResult.MISSING, checked_at=make.NOW)
    assert "was not found on the page" in page(client, citation.footnote.letter)


@pytest.mark.parametrize(
    ("result", "words"),
    [
        (PassageResult.PRESENT, "stands on the archived copy."),
        (PassageResult.MISSING, "was not found on the archived copy."),
        (PassageResult.NOT_CHECKABLE, ""),
        (PassageResult.NOT_ASKED, ""),
    ],
)
def test_whether_the_words_stand_on_the_archived_copy_is_said(client, result, words):
    link = make.link()
    copy = Snapshot.objects.create(link=link, url="https://archive.example/1", found=Snapshot.Found.CDX)
    source = make.source(link=link)
    citation = make.citation(make.letter(published=True), source=source, quote="the words", capture=copy)
    Citation.objects.update(capture_passage=result)
    html = page(client, citation.footnote.letter)
    assert copy.url in html
    assert ("archived-passage" in html) is bool(words)
    assert words in html


def test_a_capture_of_the_address_before_says_nothing_of_the_source_now(client):
    copy = Snapshot.objects.create(link=make.link(), url="https://archive.example/1", found=Snapshot.Found.CDX)
    citation = make.citation(make.letter(published=True), quote="the words", capture=copy)
    Citation.objects.update(capture_passage=PassageResult.PRESENT)
    html = page(client, citation.footnote.letter)
    assert copy.url not in html
    assert "archived-passage" not in html


def test_a_copy_that_holds_no_page_is_not_offered(client):
    link = make.link()
    for year, outcome in ((2023, Outcome.OK), (2024, Outcome.NOT_FOUND)):
        copy = {"url": f"https://archive.example/{year}", "captured_at": datetime(year, 1, 1, tzinfo=UTC)}
        Snapshot.objects.create(link=link, outcome=outcome, **copy)
    html = page(client, make.citation(make.letter(published=True), source=make.source(link=link)).footnote.letter)
    assert "https://archive.example/2023" in html
    assert "https://archive.example/2024" not in html


def test_asks_show_outcome_and_overdue_and_replies_only_when_public(client):
    letter = make.letter(published=True)
    Ask.objects.create(letter=letter, text="Release her.", due_on=date(2020, 1, 1))
    Ask.objects.create(letter=letter, text="Visit him.", outcome="met", outcome_on=date(2025, 1, 1))
    Reply.objects.create(letter=letter, date=date(2026, 2, 2), summary="An open answer.", is_public=True)
    Reply.objects.create(letter=letter, date=date(2026, 2, 3), summary="A confidential answer.")
    html = page(client, letter)
    assert html.count("overdue</strong>") == 1
    assert "Met" in html
    assert "An open answer." in html
    assert "A confidential answer." not in html


def test_what_it_follows_and_what_follows_it_is_linked_when_published(client):
    before = make.letter(published=True, subject="The first letter")
    letter = make.letter(published=True, follows=before)
    make.letter(published=True, follows=letter, subject="The third letter")
    make.letter(follows=letter, subject="An unpublished letter")
    html = page(client, letter)
    assert "The first letter" in html
    assert "The third letter" in html
    assert "An unpublished letter" not in html


def test_a_letter_that_follows_a_draft_does_not_say_so(client):
    letter = make.letter(published=True, follows=make.letter(subject="An unpublished letter"))
    html = page(client, letter)
    assert "An unpublished letter" not in html
    assert "Before and after" not in html


def test_detainees_are_named_as_described_and_a_sample_says_so(client):
    letter = make.letter(published=True, is_sample=True)
    mention = make.mention(letter, description="former teacher")
    html = page(client, letter)
    assert reverse("detainee", args=[mention.person.slug]) in html
    assert "former teacher" in html
    assert "Part of the samples that come with this software" in html


def test_language_and_direction_are_the_letters(client):
    html = page(client, make.letter(published=True, language="ar", subject="موضوع"))
    assert '<article class="sheet" lang="ar" dir="rtl"' in html
    assert '<html lang="en" dir="ltr">' in html


def test_an_address_of_the_original_that_is_no_web_address_is_not_linked(client):
    assert "javascript:" not in page(client, make.letter(published=True, original_url="javascript:alert(1)"))
    assert 'href="https://senate.example/l"' in page(
        client, make.letter(published=True, original_url="https://senate.example/l")
    )


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_a_letter_that_is_not_published_is_not_there(client, status):
    assert client.get(make.letter(status=status).get_absolute_url()).status_code == 404


def test_an_organization_signs_and_a_source_on_paper_is_cited(client):
    letter = make.letter(published=True)
    make.signature(letter, organization=make.organization(name="League of Samples"))
    Citation.objects.create(footnote=make.footnote(letter), source=make.source(link=None))
    html = page(client, letter)
    assert "League of Samples" in html
    assert "on paper only" in html


@pytest.mark.parametrize("size", [2, 12])
def test_a_letter_needs_at_most_thirteen_queries_whatever_its_size(client, size, django_assert_max_num_queries):
    letter = rich_letter(size=size)
    with django_assert_max_num_queries(13):
        page(client, letter)


def test_a_link_with_an_archived_copy_is_a_robust_link(client):
    link = make.link("https://lamp.example/r", state=State.ALIVE)
    copy = Snapshot.objects.create(
        link=link, url="https://archive.example/1", captured_at=datetime(2024, 4, 3, 12, tzinfo=UTC)
    )
    printed = "https://lamp.example/r#:~:text=some%20words"
    letter = make.letter(published=True, date=date(2024, 4, 4))
    make.citation(letter, source=make.source(link=link), url_as_printed=printed)
    html = page(client, letter)
    originals = 'data-originalurl="https://lamp.example/r"'
    assert f'href="{printed}" rel="nofollow noopener external" {originals} data-versionurl="{copy.url}" ' in html
    assert f'href="{copy.url}" rel="nofollow noopener external" {originals} data-versiondate="2024-04-03"' in html


def test_a_link_without_a_copy_names_none(client):
    letter = make.letter(published=True)
    make.citation(letter)
    assert "data-versionurl" not in page(client, letter)


def test_that_the_passage_stands_on_the_page_is_said_with_its_day(client):
    citation = make.citation(make.letter(published=True), quote="the words")
    Passage.objects.update(result=PassageResult.PRESENT, checked_at=make.NOW)
    assert "The passage stood on the page on 2 March 2026." in page(client, citation.footnote.letter)


def test_why_and_when_a_source_could_not_be_verified_is_said(client):
    link = make.link(state=State.UNVERIFIABLE, outcome=Outcome.BLOCKED, last_checked_at=make.NOW)
    letter = make.letter(published=True)
    make.citation(letter, source=make.source(link=link))
    html = page(client, letter)
    assert "could not be verified: the site does not let our checker read the page; last tried 2 March 2026" in html


def test_parties_are_balanced_by_the_offices_of_the_letters_date(client):
    letter = make.letter(published=True, date=date(2020, 6, 1))
    for party in ("Harbour Party", "Harbour Party", "Lamp List"):
        person = make.person()
        Office.objects.create(person=person, title="Senator", party=party, start="2015", end="2022")
        Office.objects.create(person=person, title="Senator", party="Later Party", start="2023")
        make.signature(letter, person=person)
    make.signature(letter, organization=make.organization())
    html = page(client, letter)
    balance = html[html.index('id="balance"') :].split("</section>")[0]
    assert "Harbour Party <strong>2</strong>" in balance
    assert "Lamp List <strong>1</strong>" in balance
    assert "Later Party" not in html
    assert "No party on record" not in balance


def test_the_office_on_record_is_shown_beside_a_printed_one_that_says_something_else(client):
    letter = make.letter(published=True, date=date(2020, 6, 1))
    for printed in ("Chair of the Committee", "Examplia Senator"):
        person = make.person()
        Office.objects.create(person=person, title="Senator", start="2015")
        make.signature(letter, person=person, office_as_printed=printed)
    html = page(client, letter)
    assert html.count(">Senator</span>") == 1


def test_what_a_letter_is_shared_and_read_by_machines_as(client, settings):
    settings.BASE_URL = "https://letters.example.org"
    letter = rich_letter(subject='A "quoted" </script><script>alert(1)</script> & subject')
    html = page(client, letter)
    address = f"https://letters.example.org{letter.get_absolute_url()}"
    assert f'<meta property="og:url" content="{address}">' in html
    assert f'<link rel="canonical" href="{address}">' in html
    assert '<meta property="og:image" content="https://letters.example.org/static/public/share.png">' in html
    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', html, re.DOTALL)
    facts = json.loads(block)
    assert facts["headline"] == letter.subject
    assert facts["@type"] == "Message"
    assert facts["dateSent"] == "2026-01-15"
    assert len(facts["sender"]) == 2
    assert len(facts["recipient"]) == 1
    assert len(facts["about"]) == 2
    assert len(facts["citation"]) == 4
    assert html.count("<script") == 1

"""Pages of people and organizations: their letters, with whom they sign, what they replied; and only what is public."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from letters import correspondence
from letters.models import Addressee, Reply
from people.models import Office
from tests import factories as make

pytestmark = pytest.mark.django_db

DAY = date(2026, 1, 15)


def html_of(client, name: str, slug: str, **asked: str) -> str:
    response = client.get(reverse(name, args=[slug]), asked)
    assert response.status_code == 200
    return response.content.decode()


def test_an_organization_shows_what_it_issued_signed_and_got(client):
    body = make.organization(name="League of Samples", short_name="LoS", kind="ngo", country="XA", address="9 Quay")
    make.letter(published=True, subject="Issued by it", issuer=body)
    make.signature(make.letter(published=True, subject="Signed by it"), organization=body)
    got = make.letter(published=True, subject="Written to it")
    make.addressee(got, organization=body, person=make.person())
    html = html_of(client, "organization", "league-of-samples")
    for part in ("LoS", "Examplia (fictional)", "9 Quay", "Issued by it", "Signed by it", "Written to it"):
        assert part in html, part
    for part in ("issued", "signed", "addressed"):
        assert f"<strong>{part}</strong>" in html, part


def test_organizations_are_listed_when_a_published_letter_shows_them(client):
    parts = {"issues": make.organization(), "signs": make.organization(), "gets": make.organization()}
    letter = make.letter(published=True, issuer=parts["issues"])
    make.signature(letter, organization=parts["signs"])
    make.addressee(letter, organization=parts["gets"])
    draft = make.letter(issuer=make.organization(name="Hidden issuer"))
    make.signature(draft, organization=make.organization(name="Hidden signatory"))
    make.addressee(draft, organization=make.organization(name="Hidden addressee"))
    make.organization(name="Hidden and unused")
    html = client.get(reverse("organizations")).content.decode()
    for body in parts.values():
        assert body.name in html
    assert "Hidden" not in html
    for slug in ("hidden-issuer", "hidden-signatory", "hidden-addressee", "hidden-and-unused"):
        assert client.get(reverse("organization", args=[slug])).status_code == 404


def test_organizations_can_be_filtered_by_name_and_kind(client):
    for name, kind in (("Lamp League", "ngo"), ("Lamp Ministry", "government"), ("Harbour League", "ngo")):
        make.letter(published=True, issuer=make.organization(name=name, kind=kind))
    html = client.get(reverse("organizations"), {"q": "lamp", "kind": "ngo"}).content.decode()
    assert "Lamp League" in html
    assert "Lamp Ministry</a>" not in html
    assert "Harbour League" not in html


def test_an_organization_tells_of_no_body_and_no_office_that_is_not_public(client):
    parent, part = make.organization(name="Hidden parent"), make.organization(name="Hidden part")
    body = make.organization(name="League of Samples", parent=parent)
    part.parent = body
    part.save()
    make.letter(published=True, issuer=body)
    Office.objects.create(person=make.person(name="Hidden officer"), title="Chair", organization=body)
    known = make.person(name="Adela Thornquay")
    Office.objects.create(person=known, title="Secretary", organization=body, start="2019-05", end="2021")
    make.signature(make.letter(published=True), person=known)
    html = html_of(client, "organization", "league-of-samples")
    assert "Hidden" not in html
    assert "Secretary" in html
    assert "May 2019" in html
    for of in (parent, part):
        make.letter(published=True, issuer=of)
    html = html_of(client, "organization", "league-of-samples")
    assert "Hidden parent" in html
    assert "Hidden part" in html


@pytest.mark.parametrize("of", ["person", "organization"])
def test_who_signs_most_with_somebody_is_counted_over_published_letters(client, of):
    party = make.person() if of == "person" else make.organization()
    often, once, never = (make.person(name=f"Signs {how}") for how in ("often", "once", "never"))
    league = make.organization(name="Signs as a body")
    for number in range(3):
        letter = make.letter(published=True, date=DAY - timedelta(days=number))
        make.signature(letter, **{of: party})
        make.signature(letter, person=often)
        if number == 0:
            make.signature(letter, person=once)
            make.signature(letter, organization=league)
    draft = make.letter()
    make.signature(draft, **{of: party})
    make.signature(draft, person=never)
    parts = correspondence.parts_of(party)
    company = correspondence.signs_with(party, parts)
    assert [(row.name, row.count) for row in company.rows] == [
        ("Signs often", 3),
        ("Signs as a body", 1),
        ("Signs once", 1),
    ]
    html = html_of(client, of, party.slug)
    assert "Signs often" in html
    assert "Signs never" not in html
    assert "Counted over 3 letters" in html


def test_who_signs_for_an_organization_is_no_company_to_it():
    body = make.organization()
    letter = make.letter(published=True)
    make.signature(letter, person=make.person(), organization=body)
    make.signature(letter, person=make.person(), organization=body)
    assert not correspondence.signs_with(body, correspondence.parts_of(body)).rows


def test_only_the_newest_letters_are_counted_and_listed_and_the_page_says_so(client, monkeypatch):
    monkeypatch.setattr(correspondence, "COUNTED", 2)
    monkeypatch.setattr(correspondence, "LISTED", 3)
    person = make.person()
    for number in range(5):
        letter = make.letter(published=True, subject=f"Letter {number} days old", date=DAY - timedelta(days=number))
        make.signature(letter, person=person)
        make.signature(letter)
    html = html_of(client, "person", person.slug)
    assert "Counted over the newest 2 letters" in html
    assert "The newest 3 letters" in html
    assert "Letter 2 days old" in html
    assert "Letter 3 days old" not in html
    assert "find them" in html


def test_replies_are_told_with_the_days_they_took_when_they_are_public(client):
    minister = make.person()
    for days, opened in ((10, True), (50, True), (30, True), (2, False)):
        letter = make.letter(published=True, date=DAY, subject=f"Answered after {days}")
        addressee = make.addressee(letter, person=minister)
        Reply.objects.create(
            letter=letter, addressee=addressee, date=DAY + timedelta(days=days), summary="An answer.", is_public=opened
        )
    draft = make.letter(subject="Answered as a draft")
    Reply.objects.create(
        letter=draft, addressee=make.addressee(draft, person=minister), date=DAY, summary="Early.", is_public=True
    )
    html = html_of(client, "person", minister.slug)
    answers = html[html.index('id="answers"') :]
    assert "half of them within 30 days" in answers
    assert "Answered after 50" in answers
    assert "Answered after 2<" not in answers
    assert "Answered as a draft" not in html


def test_a_reply_that_is_dated_before_its_letter_takes_no_negative_days():
    assert correspondence.days_between(DAY, DAY - timedelta(days=1)) is None
    assert correspondence.days_between(DAY, DAY) == 0


def test_letters_before_and_after_to_the_same_addressee_are_linked(client):
    minister, other = make.person(), make.person()
    letters = {}
    for number, subject in enumerate(("The oldest", "The one before", "This one", "The one after", "The newest")):
        letters[subject] = make.letter(published=True, subject=subject, date=DAY + timedelta(days=number // 2))
        make.addressee(letters[subject], person=minister)
    hidden = make.letter(subject="A draft between", date=DAY + timedelta(days=1))
    make.addressee(hidden, person=minister)
    make.addressee(make.letter(published=True, subject="To somebody else", date=DAY + timedelta(days=1)), person=other)
    copied = make.letter(published=True, subject="Only a copy", date=DAY + timedelta(days=1))
    make.addressee(copied, person=minister, role=Addressee.Role.COPY)
    html = client.get(letters["This one"].get_absolute_url()).content.decode()
    row = html[html.index('id="same-addressee"') :].split("</section>")[0]
    assert row.index("Previous:") < row.index("The one before") < row.index("Next:") < row.index("The one after")
    for subject in ("The oldest", "The newest", "A draft between", "To somebody else", "Only a copy"):
        assert subject not in row


@pytest.mark.parametrize("name", ["person", "organization"])
def test_queries_do_not_grow_with_the_letters(client, name, django_assert_max_num_queries):
    party = make.person() if name == "person" else make.organization()
    counts = []
    for more in (2, 25):
        for _ in range(more):
            letter = make.letter(published=True)
            make.signature(letter, **{name: party})
            make.signature(letter)
            make.signature(letter, organization=make.organization())
            addressee = make.addressee(letter, **{name: party})
            Reply.objects.create(letter=letter, addressee=addressee, date=DAY, summary="Yes.", is_public=True)
            holder = letter.signatures.exclude(person=None)[0].person
            assert holder
            Office.objects.create(person=holder, title="Chair", organization=make.organization())
        with django_assert_max_num_queries(17) as captured:
            html_of(client, name, party.slug)
        counts.append(len(captured))
    # With many, the ten most frequent may all be bodies, and no people are looked up.
    assert counts[1] <= counts[0]


@pytest.mark.parametrize("status", ["draft", "in_review"])
def test_letters_that_an_organization_has_not_published_are_neither_listed_nor_counted(status):
    body, person = make.organization(), make.person()
    public = make.letter(published=True, issuer=body)
    make.mention(public, person=person)
    hidden = make.letter(status=status, issuer=body, subject="Hidden")
    make.mention(hidden, person=person)
    assert correspondence.parts_of(body).letters == [public.pk]
    # Asked of letters themselves, whoever chose them.
    assert correspondence.for_page([hidden.pk, public.pk], body) == [public]
    assert [one.letter for one in correspondence.mentions_on_page([hidden.pk, public.pk], person)] == [public]

"""Drafts, letters in review, and confidential details are planted, then every public address is walked."""

import re
from datetime import UTC, date, datetime
from html import unescape
from itertools import product

import pytest
from django.contrib.auth.models import Permission
from django.core.files.base import ContentFile
from django.urls import reverse

from letters.models import Ask, Letter, Reply
from links.models import CaptureRequest, Copy, Link, PageText, Proposal, Snapshot
from links.vocabulary import Outcome, PassageResult, State
from people.models import Detention, DetentionEvent, Person
from tests import factories as make
from tests.public.world import addressee_of, detainee_of, link_of, rich_letter, signatory_of, source_of, with_document

pytestmark = pytest.mark.django_db

MARKER = "ZZHIDDEN"
# Before anything was public.
OLD = datetime(1911, 1, 1, 12, tzinfo=UTC)
_TRIED = {
    "status": Proposal.Status.PROPOSED,
    "tried_at": OLD,
    "outcome": Outcome.OK,
    "page_title": MARKER,
    "passage": PassageResult.PRESENT,
}


@pytest.fixture(autouse=True)
def _own_media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def hidden(words: str) -> str:
    return f"{MARKER} {words}"


def plant_unpublished(status: str, public: Letter) -> list[str]:
    """A letter in `status` that touches everything public; returns the addresses that must not exist."""
    issuer = make.organization(name=hidden(f"issuer {status}"))
    letter = make.letter(
        status=status,
        issuer=issuer,
        subject=hidden("subject"),
        body=hidden("body"),
        follows=public,
        date=date(1911, 1, 1),
        language="pl",
    )
    Letter.objects.filter(pk=make.letter(published=True).pk).update(follows=letter)
    with_document(letter, "hidden.txt", hidden("document").encode())
    signer, held, reader = (make.person(name=hidden(f"{part} {status}")) for part in ("signer", "held", "reader"))
    make.signature(letter, person=signer)
    make.addressee(letter, person=reader)
    make.mention(letter, person=held, description=hidden("description"))
    Detention.objects.create(person=held, country="BY", status="imprisoned", is_public=True)
    source = make.source(
        title=hidden("source"),
        publisher=hidden("publisher"),
        link=make.link(f"https://{MARKER.lower()}-{status.replace('_', '-')}.example/", state=State.DEAD),
    )
    make.citation(letter, source=source)
    # What is public is touched by the hidden letter too, and must not show it.
    shared = source_of(public)
    printed = Snapshot.objects.create(
        link=link_of(shared),
        url=f"https://archive.example/{MARKER}/{status}",
        captured_at=datetime(2026, 1, 15, tzinfo=UTC),
        found=Snapshot.Found.PRINTED,
    )
    make.citation(letter, source=shared, quote=hidden("quote"), pinpoint=hidden("pinpoint"), snapshot=printed)
    make.signature(letter, person=signatory_of(public))
    make.mention(letter, person=detainee_of(public), description=hidden("description"))
    make.addressee(letter, person=addressee_of(public), office_as_printed=hidden("office"))
    make.citation(letter, source=shared, capture=plant_what_links_know(link_of(source), link_of(shared), status))
    Ask.objects.create(letter=letter, text=hidden("ask"))
    Reply.objects.create(letter=letter, date=date(2026, 1, 1), summary=hidden("reply"), is_public=True)
    Snapshot.objects.create(link=link_of(source), url=f"https://archive.example/{MARKER}")
    return [
        letter.get_absolute_url(),
        reverse("letter-document", args=[letter.slug]),
        *(reverse(f"letter-cite-{kind}", args=[letter.slug]) for kind in ("json", "bib", "ris")),
        reverse("organization", args=[issuer.slug]),
        reverse("person", args=[signer.slug]),
        reverse("person", args=[reader.slug]),
        reverse("person", args=[held.slug]),
        reverse("detainee", args=[held.slug]),
        reverse("detainee", args=[signer.slug]),
        source.get_absolute_url(),
    ]


def plant_what_links_know(hidden_link: Link, shared: Link, status: str) -> Snapshot:
    """What was found for the unpublished letter, of its own source and of one that is public; returns its capture."""
    host = f"{MARKER.lower()}-{status.replace('_', '-')}-successor.example"
    for link in (hidden_link, shared):
        Proposal.objects.create(link=link, url=f"https://{host}/proposed/{link.pk}", **_TRIED)
        Copy.objects.get_or_create(
            link=link,
            defaults={"file": f"copies/zz/{MARKER}.warc.gz", "read_at": OLD, "final_url": f"https://{host}/"},
        )
        CaptureRequest.objects.get_or_create(
            link=link, defaults={"status": "failed", "job_id": hidden("job"), "error": hidden("error"), "asked_at": OLD}
        )
        PageText.objects.get_or_create(
            link=link,
            defaults={
                "first_read_at": OLD,
                "first_fingerprint": hidden("print"),
                "first_sketch": b"",
                "fingerprint": hidden("print"),
                "read_at": OLD,
            },
        )
    Link.objects.filter(pk=shared.pk).update(changed=True)
    accepted = make.link(f"https://{host}/accepted")
    Proposal.objects.create(
        link=hidden_link, url=accepted.url, **{**_TRIED, "status": Proposal.Status.ACCEPTED}, successor=accepted
    )
    make.state_change(shared, State.SUSPECT, at=OLD)
    make.state_change(shared, State.ALIVE, at=OLD)
    return Snapshot.objects.create(
        link=shared,
        url=f"https://archive.example/{MARKER}/{status}/sought",
        captured_at=OLD,
        found=Snapshot.Found.TIMEMAP,
        verified_at=OLD,
        outcome=Outcome.OK,
    )


def plant_confidential(public: Letter) -> None:
    """Everything on a public letter and its people that staff have not opened."""
    Letter.objects.filter(pk=public.pk).update(internal_note=hidden("letter note"))
    Reply.objects.create(letter=public, date=date(2026, 1, 1), summary=hidden("reply"), text=hidden("text"))
    for mention in public.mentions.all():
        person = mention.person
        person.internal_note = person.gender = hidden("person")
        person.birth_date = "1911-01-01"
        person.save()
        detention = person.detentions.get()
        for field in ("place", "reason", "charges", "court", "sentence", "counsel", "health", "internal_note"):
            setattr(detention, field, hidden(field))
        detention.save()
        DetentionEvent.objects.create(
            detention=detention,
            kind="hearing",
            description=hidden("event"),
            link=make.link(f"https://{MARKER.lower()}-event.example/"),
        )
        plant_closed_detention(person)


def plant_closed_detention(person: Person) -> None:
    """A detention that is closed as a whole, though each of its parts was opened."""
    status = make.link(f"https://{MARKER.lower()}-status.example/")
    texts = ("authority", "place", "reason", "charges", "court", "sentence", "counsel", "health")
    closed = Detention.objects.create(
        person=person,
        country="BY",
        detained_on="1911",
        status="disappeared",
        status_as_of="1911",
        status_link=status,
        **{name: hidden(f"closed {name}") for name in texts},
        **{f"publish_{group}": True for group in ("place", "case", "counsel", "health")},
    )
    DetentionEvent.objects.create(detention=closed, kind="arrest", description=hidden("arrest"), is_public=True)


def walk(client) -> dict[str, str]:
    """Every page that can be reached from the home page, by address, and the error page."""
    queue, seen = ["/", "/robots.txt", "/nothing-here/", "/letters/nothing-here/"], {}
    while queue:
        address = queue.pop()
        if address in seen:
            continue
        response = client.get(address)
        assert response.status_code in (200, 404), address
        seen[address] = b"".join(response).decode() if response.streaming else response.content.decode()
        for found in re.findall(r'href="([^"#]+)', seen[address]):
            target = unescape(found)
            if target.startswith("?"):
                target = address.partition("?")[0] + target
            if target.startswith("/") and not target.startswith("/static/"):
                queue.append(target)
    return seen


@pytest.fixture
def planted(db) -> list[str]:
    public = rich_letter()
    with_document(public, "public.txt", b"open")
    addresses = [address for status in ("draft", "in_review") for address in plant_unpublished(status, public)]
    plant_confidential(public)
    return addresses


def test_no_public_page_shows_anything_hidden(client, planted):
    pages = walk(client)
    assert len(pages) > 20
    assert any(address.endswith("/document/") for address in pages)
    for address, html in pages.items():
        assert MARKER.lower() not in html.lower(), address
        assert "1911" not in html, address
        assert "Belarus" not in html, address
        for gone in planted:
            assert gone not in html, address


def test_our_own_copies_have_no_public_address(client, planted):
    for copy in Copy.objects.all():
        for address in (f"/{copy.file.name}", f"/media/{copy.file.name}", f"/static/{copy.file.name}"):
            assert client.get(address).status_code == 404, address
        for address in (f"/admin/documents/{copy.file.name}", f"/admin/links/copy/{copy.pk}/download/"):
            assert client.get(address).status_code == 302, address


@pytest.mark.parametrize(
    ("group", "status"), [("Editor", 403), ("Reviewer", 403), ("Link keeper", 200), ("Administrator", 200)]
)
def test_our_own_copies_are_for_those_who_look_after_links(client, planted, group, status):
    copy = Copy.objects.all()[0]
    copy.file.save("any", ContentFile(b"kept"))
    client.force_login(make.staff(groups=(group,)))
    assert client.get(f"/admin/links/copy/{copy.pk}/download/").status_code == status
    assert client.get(f"/admin/documents/{copy.file.name}").status_code == 404
    page = client.get(reverse("admin:links_link_change", args=[copy.link_id])).content.decode()
    assert (f"/admin/links/copy/{copy.pk}/download/" in page) is (status == 200)


def test_who_may_see_links_alone_learns_of_no_letter(client, planted):
    stranger = make.staff()
    stranger.user_permissions.set(Permission.objects.filter(codename="view_link"))
    client.force_login(stranger)
    subjects = [hidden("subject"), hidden("source"), hidden("quote"), hidden("pinpoint"), hidden("issuer draft")]
    pages = [reverse("admin:links_link_changelist"), reverse("admin:index")]
    for link in Link.objects.all():
        pages += [reverse(f"admin:links_link_{name}", args=[link.pk]) for name in ("change", "history", "progress")]
    for address in pages:
        html = client.get(address).content.decode()
        assert not [words for words in subjects if words in html], address
    found = [client.get(pages[0], {"letters": kind}).context["cl"].result_count for kind in ("public", "unpublished")]
    assert found == [Link.objects.count()] * 2


def test_what_is_hidden_is_not_there(client, planted):
    for address in planted:
        assert client.get(address).status_code == 404, address


def test_hidden_things_do_not_answer_to_filters(client, planted):
    words, choices = (MARKER, "hidden"), ("1911", "BY", "pl", "zzhidden-issuer-draft")
    asked = [
        *product(("letters", "people", "detainees", "sources"), ("q",), words),
        *product(("letters",), ("detainee", "signatory"), (*words, "zzhidden-signer-draft", "zzhidden-held-draft")),
        *product(("letters",), ("year", "issuer", "language", "country"), choices),
        *product(("detainees",), ("country", "status"), choices),
    ]
    for name, parameter, value in asked:
        html = client.get(reverse(name), {parameter: value}).content.decode()
        # What the reader typed is shown to them again.
        for again in (f'value="{MARKER}"', f'<b dir="auto">{MARKER}</b>'):
            html = html.replace(again, "")
        assert MARKER not in html, (name, parameter, value)
    held = client.get(reverse("detainees"), {"status": "disappeared"}).content.decode()
    assert "<tbody>" not in held


def test_hidden_things_are_not_counted(client, planted):
    before = client.get("/").content, client.get("/link-health/").content
    Letter.objects.exclude(status=Letter.Status.PUBLISHED).delete()
    assert (client.get("/").content, client.get("/link-health/").content) == before


def test_what_staff_open_is_shown(client):
    public = rich_letter()
    plant_confidential(public)
    person = detainee_of(public)
    Detention.objects.filter(person=person).update(publish_health=True)
    html = client.get(reverse("detainee", args=[person.slug])).content.decode()
    assert hidden("health") in html
    assert html.count(MARKER) == 1


def test_markup_in_every_text_field_is_harmless(client):
    evil = "<script>alert(1)</script><img src=x onerror=alert(1)>\"'>"
    letter = rich_letter(subject=evil, body=f"{evil}[^1]", summary=evil, salutation=evil, closing=evil, place=evil)
    for model in _everything():
        names = [
            field.name
            for field in model._meta.concrete_fields
            if field.get_internal_type() in ("CharField", "TextField")
            and not field.choices
            and not field.unique
            and (field.max_length or 999) >= len(evil)
            and field.name not in ("url", "slug", "document", "text_fragment", "url_as_printed", "final_url")
        ]
        for pk in model._default_manager.values_list("pk", flat=True):
            # The row's number keeps values unique where they must be.
            model._default_manager.filter(pk=pk).update(**dict.fromkeys(names, f"{evil}{pk}"))
    letter.refresh_from_db()
    # What programs read is no HTML, and says so (tests/public/test_cite.py, tests/public/machines).
    of_programs = re.compile(r"/cite\.|^/(?:feeds|export|api)/")
    pages = {address: html for address, html in walk(client).items() if not of_programs.search(address)}
    assert len(pages) > 15
    for address, html in pages.items():
        assert "<script" not in re.sub('<script (type="application/ld.json"|src="/static/[^"]*" defer)>', "", html), (
            address
        )
        assert "<img" not in html, address
        assert "onerror" not in "".join(re.findall(r"<[a-z][^>]*>", re.sub(r'"[^"]*"', "", html))), address


def _everything() -> list:
    from django.apps import apps

    return [model for room in ("letters", "people") for model in apps.get_app_config(room).get_models()]

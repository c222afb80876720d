"""Puts the samples into the record: all of them or, when anything fails, none."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, time

from django.db import transaction

from letters.models import Addressee, Ask, Citation, Footnote, Letter, Mention, Reply, Signature, Source
from letters.recording import SourceDetails, settle_citation, source_for
from letters.samples.drafts import DRAFTS
from letters.samples.early import EARLY
from letters.samples.later import LATER
from letters.samples.planting import known_link, plant
from letters.samples.recent import RECENT
from letters.samples.senate import SENATE_LETTER
from letters.samples.shapes import Body, Cite, Document, Held, Human, Note, Sample
from links.models import Link, Passage
from links.verdicts import SUCCESSES
from links.vocabulary import PassageResult
from people.models import (
    Detention,
    DetentionEvent,
    Office,
    Organization,
    OtherName,
    Person,
    PersonIdentifier,
)

# Oldest first: a letter can only follow one that is there.
SAMPLES = tuple(sorted((SENATE_LETTER, *EARLY, *LATER, *RECENT, *DRAFTS), key=lambda sample: sample.date))
_NOON = time(12, tzinfo=UTC)


def samples_present() -> bool:
    """Whether anything in the record is marked as a sample."""
    return any(
        model._default_manager.filter(is_sample=True).exists() for model in (Letter, Person, Organization, Source)
    )


def load_samples(*, now: datetime, progress: Callable[[], object] | None = None) -> dict[str, int]:
    """Load every sample letter in one transaction; returns how many rows of each kind were made.

    Makes nothing, and returns an empty dict, when samples are there already. What staff have already recorded (a
    legislator, a body, a source) is used as it is and not marked as a sample. `progress` is called after each letter.
    """
    with transaction.atomic():
        if samples_present():
            return {}
        loader = _Loader(now)
        for sample in SAMPLES:
            loader.load(sample)
            if progress:
                progress()
    return dict(loader.made)


class _Loader:
    """One run. Remembers what each body, person and source has become, so that it is made once."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.made: Counter[str] = Counter()
        self._bodies: dict[Body, Organization] = {}
        self._people: dict[Human, Person] = {}
        self._sources: dict[Document, Source] = {}
        self._letters: dict[str, Letter] = {}

    def load(self, sample: Sample) -> None:
        published = sample.status == Letter.Status.PUBLISHED
        letter = Letter(
            date=sample.date,
            place=sample.place,
            issuer=self._body(sample.issuer),
            kind=sample.kind,
            language=sample.language,
            subject=sample.subject,
            summary=sample.summary,
            salutation=sample.salutation,
            body=sample.body,
            closing=sample.closing,
            follows=self._letters[sample.follows] if sample.follows else None,
            status=sample.status,
            # As if it had been published on its own day: the public sees what checks found since then.
            published_at=min(self.now, datetime.combine(sample.date, _NOON)) if published else None,
            internal_note=sample.internal_note,
            is_sample=True,
        )
        letter.save()
        letter.full_clean()
        self._letters[sample.subject] = letter
        self.made["letters"] += 1
        self.made["drafts"] += not published
        self._parties(letter, sample)
        self._notes(letter, sample)
        self._follow_up(letter, sample)

    def _parties(self, letter: Letter, sample: Sample) -> None:
        for order, sign in enumerate(sample.signatures, start=1):
            Signature.objects.create(
                letter=letter,
                order=order,
                person=self._person(sign.person) if sign.person else None,
                organization=self._body(sign.body) if sign.body else None,
                office_as_printed=sign.office,
                is_lead=sign.lead,
            )
        for order, to in enumerate(sample.addressees, start=1):
            Addressee.objects.create(
                letter=letter,
                order=order,
                role=to.role,
                person=self._person(to.person) if to.person else None,
                organization=self._body(to.body) if to.body else None,
                honorific_as_printed=to.honorific,
                office_as_printed=to.office,
                address_as_printed=to.address,
            )
        for order, named in enumerate(sample.mentions, start=1):
            Mention.objects.create(
                letter=letter, order=order, person=self._person(named.person), description=named.described
            )
        self.made["signatures"] += len(sample.signatures)

    def _notes(self, letter: Letter, sample: Sample) -> None:
        for position, note in enumerate(sample.notes, start=1):
            footnote = Footnote.objects.create(letter=letter, position=position, number=note.number, text=note.text)
            self._citations(footnote, note)
            self.made["footnotes"] += 1
            self.made["citations"] += len(note.cites)

    def _citations(self, footnote: Footnote, note: Note) -> None:
        for order, cite in enumerate(note.cites, start=1):
            citation = Citation.objects.create(
                footnote=footnote,
                order=order,
                source=self._source(cite.document),
                url_as_printed=cite.printed or cite.document.url,
                pinpoint=cite.pinpoint,
                quote=cite.quote,
            )
            settle_citation(citation)
            _plant_passage(citation, cite)

    def _follow_up(self, letter: Letter, sample: Sample) -> None:
        for order, ask in enumerate(sample.asks, start=1):
            Ask.objects.create(
                letter=letter,
                order=order,
                text=ask.text,
                kind=ask.kind,
                due_on=ask.due_on,
                outcome=ask.outcome,
                outcome_on=ask.outcome_on,
                outcome_note=ask.outcome_note,
            )
        addressees = list(letter.addressees.all())
        for answer in sample.replies:
            Reply.objects.create(
                letter=letter,
                date=answer.date,
                addressee=addressees[answer.by],
                summary=answer.summary,
                text=answer.text,
                is_public=answer.is_public,
            )
        self.made["asks"] += len(sample.asks)
        self.made["replies"] += len(sample.replies)

    def _body(self, body: Body) -> Organization:
        if body not in self._bodies:
            self._bodies[body] = Organization.objects.filter(name=body.name).first() or self._make_body(body)
        return self._bodies[body]

    def _make_body(self, body: Body) -> Organization:
        self.made["organizations"] += 1
        return Organization.objects.create(
            name=body.name,
            short_name=body.short_name,
            kind=body.kind,
            country=body.country,
            address=body.address,
            parent=self._body(body.parent) if body.parent else None,
            is_sample=True,
        )

    def _person(self, human: Human) -> Person:
        if human not in self._people:
            # An identifier means one person: a legislator who was imported is not made a second time.
            known = human.bioguide and Person.objects.filter(
                identifiers__scheme="bioguide", identifiers__identifier=human.bioguide
            )
            self._people[human] = (known.first() if known else None) or self._make_person(human)
        return self._people[human]

    def _make_person(self, human: Human) -> Person:
        person = Person.objects.create(
            name=human.name,
            sort_name=human.sort_name,
            honorific_prefix=human.prefix,
            given_name=human.given,
            additional_name=human.additional,
            family_name=human.family,
            birth_date=human.born,
            death_date=human.died,
            publish_personal=human.publish_personal,
            summary=human.summary,
            biography=human.biography,
            is_sample=True,
        )
        self.made["people"] += 1
        for also in human.also:
            OtherName.objects.create(person=person, name=also.name, language=also.language, note=also.note)
        if human.bioguide:
            PersonIdentifier.objects.create(person=person, scheme="bioguide", identifier=human.bioguide)
        for office in human.offices:
            Office.objects.create(
                person=person,
                organization=self._body(office.body) if office.body else None,
                title=office.title,
                party=office.party,
                area=office.area,
                start=office.start,
                end=office.end,
            )
        for held in human.detentions:
            self._detention(person, held)
        return person

    def _detention(self, person: Person, held: Held) -> None:
        detention = Detention.objects.create(
            person=person,
            country=held.country,
            authority=held.authority,
            detained_on=held.detained_on,
            status=held.status,
            status_as_of=held.status_as_of,
            status_link=self._link(held.status_source),
            place=held.place,
            reason=held.reason,
            charges=held.charges,
            court=held.court,
            sentence=held.sentence,
            counsel=held.counsel,
            health=held.health,
            internal_note=held.internal_note,
            is_public=held.is_public,
            **{f"publish_{group}": True for group in held.publish},
        )
        for event in held.events:
            DetentionEvent.objects.create(
                detention=detention,
                kind=event.kind,
                date=event.date,
                description=event.description,
                link=self._link(event.source),
                is_public=event.is_public,
            )

    def _link(self, document: Document | None) -> Link | None:
        return self._source(document).link if document else None

    def _source(self, document: Document) -> Source:
        if document not in self._sources:
            self._sources[document] = self._find_or_make_source(document)
        return self._sources[document]

    def _find_or_make_source(self, document: Document) -> Source:
        link = known_link(document.url) if document.url else None
        known = link and Source.objects.filter(link=link).first()
        if known:
            return known
        if document.url and link is None:
            self.made["links"] += 1
            if document.history:
                self.made += plant(document.url, document.history)
        details = SourceDetails(
            title=document.title,
            author=document.author,
            publisher=document.publisher,
            published_on=document.published_on,
            kind=document.kind,
        )
        source = source_for(url=document.url, details=details)
        source.is_sample = True
        source.save(update_fields=["is_sample"])
        self.made["sources"] += 1
        return source


def _plant_passage(citation: Citation, cite: Cite) -> None:
    """Give an invented page's passage the result that its last check would have had."""
    if citation.passage is None or cite.document.history is None or cite.passage == PassageResult.NOT_ASKED:
        return
    link = citation.passage.link
    last = link.checks.first()
    # A link that staff watch themselves has evidence of its own, or none yet.
    if link.next_check_at is not None or last is None:
        return
    link.checks.filter(pk=last.pk).update(passage=cite.passage)
    # As with real checks: what stands on a page is only known from a page that was read.
    if last.outcome in SUCCESSES:
        Passage.objects.filter(pk=citation.passage.pk).update(result=cite.passage, checked_at=last.checked_at)

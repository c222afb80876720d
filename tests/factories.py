"""Rows for tests, each made with as few words as the test needs. All people, bodies and addresses are invented."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import Group, User

from letters.models import Addressee, Citation, Footnote, Letter, Mention, Signature, Source
from letters.recording import settle_citation
from links.models import Check, Link, StateChange
from links.vocabulary import Outcome, State
from people.models import Organization, Person

_number = count(1)
NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
PASSWORD = "a long test password"


def organization(**fields: Any) -> Organization:
    return Organization.objects.create(**{"name": f"Committee {next(_number)} of Examplia", **fields})


def person(**fields: Any) -> Person:
    return Person.objects.create(**{"name": f"Sample Person{next(_number)}", **fields})


def letter(**fields: Any) -> Letter:
    """A draft; `published=True` publishes it."""
    published = fields.pop("published", False)
    if published:
        fields |= {"status": Letter.Status.PUBLISHED, "published_at": NOW}
    if "issuer" not in fields:
        fields["issuer"] = organization()
    defaults = {"date": date(2026, 1, 15), "subject": f"The case of letter {next(_number)}", "body": "We write."}
    return Letter.objects.create(**{**defaults, **fields})


def signature(of: Letter, **fields: Any) -> Signature:
    if not {"person", "organization"} & fields.keys():
        fields["person"] = person()
    return Signature.objects.create(letter=of, **fields)


def addressee(of: Letter, **fields: Any) -> Addressee:
    if not {"person", "organization"} & fields.keys():
        fields["person"] = person()
    return Addressee.objects.create(letter=of, **fields)


def mention(of: Letter, **fields: Any) -> Mention:
    if "person" not in fields:
        fields["person"] = person()
    return Mention.objects.create(letter=of, **fields)


def link(url: str | None = None, **fields: Any) -> Link:
    """A watched link; fields set on it (state=…, next_check_at=…) are saved over the new link's."""
    made = Link.objects.watch(url or f"https://news{next(_number)}.example.org/story")
    if fields:
        Link.objects.filter(pk=made.pk).update(**fields)
        made.refresh_from_db()
    return made


def source(**fields: Any) -> Source:
    if "link" not in fields:
        fields["link"] = link()
    return Source.objects.create(**{"title": f"Report {next(_number)}", "publisher": "Sample Press", **fields})


def footnote(of: Letter, **fields: Any) -> Footnote:
    position = of.footnotes.count() + 1
    return Footnote.objects.create(letter=of, **{"position": position, "number": str(position), **fields})


def citation(of: Letter | Footnote, **fields: Any) -> Citation:
    """A citation in the given footnote, or in a new one of the given letter."""
    note = of if isinstance(of, Footnote) else footnote(of)
    if "source" not in fields:
        fields["source"] = source()
    made = Citation.objects.create(footnote=note, **fields)
    settle_citation(made)
    return made


def state_change(of: Link, to: State = State.DEAD, **fields: Any) -> StateChange:
    """The link passes to `to` with one check as evidence, now."""
    at = fields.pop("at", NOW)
    outcome = fields.pop("outcome", Outcome.NOT_FOUND if to == State.DEAD else Outcome.OK)
    evidence = Check.objects.create(
        link=of, checked_at=at, outcome=outcome, status_code=404 if outcome == Outcome.NOT_FOUND else 200
    )
    change = StateChange.objects.create(
        link=of, from_state=of.state, to_state=to, changed_at=at, evidence=evidence, **fields
    )
    Link.objects.filter(pk=of.pk).update(state=to, outcome=outcome, status_code=evidence.status_code)
    of.refresh_from_db()
    return change


def staff(username: str = "", *, groups: tuple[str, ...] = (), **fields: Any) -> User:
    name = username or f"staff{next(_number)}"
    user = User.objects.create_user(name, f"{name}@staff.example.org", PASSWORD, is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user

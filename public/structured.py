"""Pages' facts for machines, in schema.org's words (JSON-LD). No queries; knows only what a page shows already."""

import json
from collections.abc import Sequence
from typing import Any

from django.utils.safestring import SafeString, mark_safe

from letters.models import Addressee, Letter, Signature
from people.disclosure import PublicPerson
from people.models import Organization, Person
from public.wording import web_address

Data = dict[str, Any]

# A browser ends the script at "</script" wherever it stands, and Django's own json_script escapes the same.
_UNSAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def script(data: Data) -> SafeString:
    """`data` as a block that a page may carry. It is no code: a policy that forbids inline scripts lets it be."""
    text = json.dumps({"@context": "https://schema.org", **data}, ensure_ascii=False).translate(_UNSAFE)
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


def letter_data(letter: Letter, *, base_url: str, sources: Sequence[str]) -> Data:
    """A published letter, read as its page reads it; `sources` are the addresses it cites."""
    signed = [_party(one, base_url) for one in letter.signatures.all()]
    issuer = body_data(letter.issuer, base_url=base_url)
    to = [_party(one, base_url) for one in letter.addressees.all() if one.role == Addressee.Role.TO]
    held = [
        {"@type": "Person", "name": one.person.name, "url": f"{base_url}/detainees/{one.person.slug}/"}
        for one in letter.mentions.all()
    ]
    return _filled(
        {
            "@type": "Message",
            "@id": base_url + letter.get_absolute_url(),
            "url": base_url + letter.get_absolute_url(),
            "headline": letter.subject,
            "abstract": letter.summary,
            "inLanguage": letter.language,
            "dateSent": letter.date.isoformat(),
            "publisher": issuer,
            "sender": signed or [issuer],
            "author": signed or [issuer],
            "recipient": to,
            "about": held,
            "citation": list(sources),
            "isBasedOn": web_address(letter.original_url),
        }
    )


def person_data(person: PublicPerson, *, address: str) -> Data:
    """A person as far as they are public."""
    offices = dict.fromkeys(office.title for office in person.offices)
    return _filled(
        {
            "@type": "Person",
            "@id": address,
            "url": address,
            "name": person.name,
            "alternateName": [other.name for other in person.other_names],
            "honorificPrefix": person.honorific_prefix,
            "honorificSuffix": person.honorific_suffix,
            "description": person.summary,
            "birthDate": person.birth_date,
            "deathDate": person.death_date,
            "jobTitle": list(offices),
        }
    )


def body_data(organization: Organization, *, base_url: str) -> Data:
    return _filled(
        {
            "@type": "Organization",
            "name": organization.name,
            "alternateName": organization.short_name,
            "url": f"{base_url}/organizations/{organization.slug}/",
        }
    )


def _party(of: Signature | Addressee, base_url: str) -> Data:
    if of.person:
        return _someone(of.person, base_url)
    assert of.organization is not None
    return body_data(of.organization, base_url=base_url)


def _someone(person: Person, base_url: str) -> Data:
    return {"@type": "Person", "name": person.name, "url": f"{base_url}/people/{person.slug}/"}


def _filled(data: Data) -> Data:
    return {name: value for name, value in data.items() if value}

"""Signatories, addressees and detainees: what `people.disclosure` opens, and not one field more."""

from rest_framework import serializers

from people.models.detention import DetentionStatus
from public.api.shapes.basics import Address, Asking, Body, PartialDate


class OtherName(serializers.Serializer):
    """Another spelling, a former name, or the name in its own script."""

    name = serializers.CharField()
    language = serializers.CharField(help_text="BCP 47 tag; may be empty.")
    note = serializers.CharField()


class Held(serializers.Serializer):
    """An office the person held."""

    title = serializers.CharField()
    organization = Body(allow_null=True)
    party = serializers.CharField()
    area = serializers.CharField(help_text="State or district.")
    start = PartialDate()
    end = PartialDate("Empty while the office is held, too.")


class Page(serializers.Serializer):
    """A web page about the person."""

    url = serializers.CharField(source="link.url")
    note = serializers.CharField()


class PersonInList(serializers.Serializer):
    """Somebody who signed letters, or to whom letters are written."""

    id = serializers.CharField(source="slug", help_text="Permanent; the last part of the person's addresses.")
    url = Address("person", help_text="The person's page, for people; permanent.")
    api_url = Address("api-person")
    name = serializers.CharField()
    summary = serializers.CharField(help_text="Who this is, in a sentence; may be empty.")
    signed_count = serializers.IntegerField(help_text="How many letters they signed.")
    received_count = serializers.IntegerField(help_text="In how many letters they are addressed.")
    is_sample = serializers.BooleanField(help_text="Whether it is an invented person of a sample letter.")


class _Described(serializers.Serializer):
    name = serializers.CharField()
    honorific_prefix = serializers.CharField()
    honorific_suffix = serializers.CharField()
    summary = serializers.CharField(help_text="Who this is, in a sentence; may be empty.")
    biography = serializers.CharField()
    other_names = OtherName(many=True)
    birth_date = PartialDate("Empty unless it was opened to the public.")
    death_date = PartialDate("Empty unless it was opened to the public.")
    gender = serializers.CharField(help_text="Empty unless it was opened to the public.")
    offices = Held(many=True)
    pages = Page(many=True)
    is_sample = serializers.BooleanField(help_text="Whether it is an invented person of a sample letter.")


class WholePerson(_Described):
    """A signatory or addressee with offices and names."""

    id = serializers.CharField(source="slug", help_text="Permanent; the last part of the person's addresses.")
    url = Address("person", help_text="The person's page, for people; permanent.")
    api_url = Address("api-person")
    letters_url = Asking("api-letters", "signatory", help_text="The letters they signed.")


class Event(serializers.Serializer):
    """Something that happened during a detention."""

    kind = serializers.CharField()
    date = PartialDate()
    description = serializers.CharField()
    source = serializers.CharField(source="link.url", default="", help_text="The page that says so; may be empty.")


class Detained(serializers.Serializer):
    """A detention that was opened to the public. What was not opened is empty, as if nothing were known."""

    country = serializers.CharField(source="country_code", help_text="ISO 3166-1 alpha-2; may be empty.")
    authority = serializers.CharField()
    detained_on = PartialDate()
    status = serializers.ChoiceField(choices=DetentionStatus.choices)
    status_as_of = PartialDate("When the status was known.")
    status_source = serializers.CharField(source="status_link.url", default="")
    is_held = serializers.BooleanField()
    place = serializers.CharField()
    reason = serializers.CharField()
    charges = serializers.CharField()
    court = serializers.CharField()
    sentence = serializers.CharField()
    counsel = serializers.CharField()
    health = serializers.CharField()
    events = Event(many=True)


class DetaineeInList(serializers.Serializer):
    """Somebody on whose behalf letters are written."""

    id = serializers.CharField(source="slug", help_text="Permanent; the last part of the detainee's addresses.")
    url = Address("detainee", help_text="The detainee's page, for people; permanent.")
    api_url = Address("api-detainee")
    name = serializers.CharField()
    summary = serializers.CharField(help_text="Who this is, in a sentence; may be empty.")
    letter_count = serializers.IntegerField(source="named_count", help_text="How many letters name them.")
    detentions = Detained(many=True, source="opened", help_text="The latest first.")
    is_sample = serializers.BooleanField(help_text="Whether it is an invented person of a sample letter.")


class WholeDetainee(_Described):
    """A detainee with names, offices and what may be told of each detention."""

    id = serializers.CharField(source="slug", help_text="Permanent; the last part of the detainee's addresses.")
    url = Address("detainee", help_text="The detainee's page, for people; permanent.")
    api_url = Address("api-detainee")
    letters_url = Asking("api-letters", "detainee", help_text="The letters that name them.")
    feed_url = Address("feed-detainee", help_text="Atom: new letters that name them.")
    detentions = Detained(many=True, source="opened", help_text="The latest first.")

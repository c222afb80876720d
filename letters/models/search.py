"""What letters are found by. Everything here is made from published letters, and can be thrown away and made anew.

Nothing refers to these rows, and they refer to others without constraints: triggers in the database take a letter's
rows away in the moment it is withdrawn, also when no code of ours is asked (letters/searching/rules.py).
"""

import secrets

from django.db import models

from letters.models.footnote import Source
from letters.models.letter import Letter
from people.models import Organization, Person


class SearchEntry(models.Model):
    """That a published letter's words are in the index. On PostgreSQL the row has them, in a column `vector`; on SQLite
    they are in the FTS5 table `letters_searchtext`."""

    letter = models.OneToOneField(
        Letter, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        default_permissions = ()
        verbose_name_plural = "search entries"

    def __str__(self) -> str:
        return str(self.letter_id)


class FacetValue(models.Model):
    """One choice that lists of letters can be narrowed to, and in how many published letters it occurs."""

    class Kind(models.TextChoices):
        ISSUER = "issuer"
        KIND = "kind"
        LANGUAGE = "language"
        YEAR = "year"
        SIGNATORY = "signatory"
        PARTY = "party"
        STATE = "state"
        ADDRESSEE = "addressee"
        ORGANIZATION = "organization"
        DETAINEE = "detainee"
        COUNTRY = "country"
        PUBLISHER = "publisher"
        LINK_STATE = "link_state"
        REPLIED = "replied"

    kind = models.CharField(max_length=12, choices=Kind)
    key = models.CharField(max_length=250)
    label = models.CharField(max_length=250, blank=True)
    person = models.ForeignKey(Person, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    letters = models.IntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "key"], name="letters_facetvalue_once")]
        indexes = [
            # The choices that occur most, to be offered first.
            models.Index(fields=["kind", "-letters", "label"], name="letters_facetvalue_most"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}: {self.label or self.key}"


class LetterFacet(models.Model):
    """That a choice fits a published letter."""

    pk = models.CompositePrimaryKey("letter_id", "value_id")
    letter = models.ForeignKey(
        Letter, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )
    value = models.ForeignKey(
        FacetValue, on_delete=models.DO_NOTHING, db_constraint=False, db_index=False, related_name="+"
    )

    class Meta:
        default_permissions = ()
        indexes = [
            # Letters that a choice fits.
            models.Index(fields=["value", "letter"], name="letters_letterfacet_letters"),
        ]

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.value_id}"


def _mark() -> float:
    """A number that no other note has; as SQL's random() makes them for those of triggers."""
    return float(secrets.randbits(52))


class FacetChange(models.Model):
    """That a choice came to a letter or was lost, noted in the transaction of the change, for those who hold in memory
    what `LetterFacet` says. Without a value: the letter's day may be another one. Without a letter: anything may be."""

    letter_id = models.BigIntegerField(null=True)
    value_id = models.BigIntegerField(null=True)
    gained = models.BooleanField(default=False)
    # By which a reader sees that the notes go on from the one it knows, and are not those of another database.
    mark = models.FloatField(default=_mark)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.letter_id}: {self.value_id}"


class NameWord(models.Model):
    """A word of somebody's name in one of its spellings. Of private people as well: it is only ever asked of, never
    shown, and together with what the public may see."""

    word = models.CharField(max_length=64)
    person = models.ForeignKey(Person, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    organization = models.ForeignKey(
        Organization, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )

    class Meta:
        default_permissions = ()
        indexes = [
            # Names with a word that begins so. The operator class serves LIKE 'x%' in every locale.
            models.Index(fields=["word"], name="letters_nameword_word", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self) -> str:
        return self.word


class SourceText(models.Model):
    """The words of a source's title, author and publisher, as they are found: each after a blank. Of sources that only
    drafts cite as well: it is only ever asked of, together with what the public may see."""

    source = models.OneToOneField(
        Source, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    words = models.TextField()

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return self.words


class KnownWord(models.Model):
    """A word that some letter in the index has, or once had, to be proposed for one that finds nothing.

    What is proposed is first looked for, so that a word of letters that are not public any more is never told.
    """

    word = models.CharField(max_length=64, primary_key=True)
    # The word without vowels and doubled letters, which is where most slips are.
    skeleton = models.CharField(max_length=64)
    start = models.CharField(max_length=3)

    class Meta:
        default_permissions = ()
        indexes = [
            # Words that may have been meant.
            models.Index(fields=["skeleton"], name="letters_knownword_skeleton"),
            models.Index(fields=["start"], name="letters_knownword_start"),
        ]

    def __str__(self) -> str:
        return self.word


class Touched(models.Model):
    """Something that was changed and is to be read anew into the index. Written by triggers, and never changed."""

    class What(models.TextChoices):
        LETTER = "l", "letter"
        PERSON = "p", "person"
        ORGANIZATION = "o", "organization"
        SOURCE = "s", "source"

    what = models.CharField(max_length=1, choices=What)
    row_id = models.BigIntegerField()

    class Meta:
        default_permissions = ()
        verbose_name_plural = "touched"
        indexes = [
            # Letters before names, and the oldest first.
            models.Index(fields=["what", "id"], name="letters_touched_in_turn"),
        ]

    def __str__(self) -> str:
        return f"{self.what}{self.row_id}"


class PublicRevision(models.Model):
    """One row: a number that grows with every change of what the public may see, by the clock in microseconds; and one
    that does so only with changes that persons make, since checks of links find something all day long."""

    number = models.BigIntegerField()
    of_record = models.BigIntegerField(default=1, db_default=1)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)


class PublicChange(models.Model):
    """On PostgreSQL, a note within a transaction that the number is to grow when it ends, and perhaps that of the
    record; empty at all other times."""

    of_record = models.BooleanField(default=True, db_default=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.pk)

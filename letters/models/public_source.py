from django.db import models

from letters.models.footnote import Source
from links.models import Link


class PublicSource(models.Model):
    """A source that a published letter cites, and since when one does: what is counted over all sources begins here.

    Triggers in the database write these rows in the transaction of the change (letters/searching/rules.py), whoever
    makes it. What is shown of a single source asks its letters (letters/visibility.py), and not this table.
    """

    source = models.OneToOneField(
        Source, primary_key=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    link = models.ForeignKey(Link, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+")
    # When the first of the letters that cite it and are public now was published.
    since = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.source_id)

from django.db import models

from links.models.link import Link


class PageText(models.Model):
    """What a link's page said when it was first read, and what it says since it last changed (links/pages/drift.py)."""

    link = models.OneToOneField(Link, on_delete=models.CASCADE, related_name="page_text")
    first_read_at = models.DateTimeField()
    first_fingerprint = models.CharField(max_length=64)
    first_sketch = models.BinaryField(help_text="A sample of the main text's word sequences, to measure drift by.")
    fingerprint = models.CharField(max_length=64)
    read_at = models.DateTimeField(help_text="When the page was first read with its present text.")
    resemblance = models.FloatField(
        default=1.0, help_text="How much of the first text is still there: 1 all of it, 0 nothing."
    )

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(resemblance__gte=0, resemblance__lte=1), name="links_pagetext_resemblance_is_a_share"
            ),
        ]

    def __str__(self) -> str:
        return f"text of {self.link_id}"

"""What has happened to a link, below its page: read, never written. Archived copies alone are kept by hand."""

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import Model, QuerySet
from django.forms.models import BaseInlineFormSet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from links import addresses
from links.addresses import MAX_LENGTH
from links.admin.course import outcome_words
from links.models import Check, Passage, Snapshot
from links.vocabulary import STRIKES

_NEWEST = 50


class _NewestOnly(BaseInlineFormSet):
    """A link that has been watched for years has more checks than a page should show."""

    def get_queryset(self) -> QuerySet[Any]:
        if self.is_bound:
            # What was shown may no longer be among the newest when the page is sent back.
            return super().get_queryset()
        if not hasattr(self, "_newest"):
            self._newest = super().get_queryset()[:_NEWEST]
        return self._newest


class _ReadOnlyInline(admin.TabularInline):
    extra = 0
    max_num = 0
    can_delete = False
    show_change_link = False

    def has_add_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False


class CheckInline(_ReadOnlyInline):
    model = Check
    formset = _NewestOnly
    verbose_name_plural = f"checks (the newest {_NEWEST})"
    fields = [
        "checked_at",
        "outcome",
        "status_code",
        "way",
        "page_title",
        "took",
        "passage",
        "strike",
        "error",
    ]
    readonly_fields = ["way", "took", "strike"]

    @admin.display(description="way to the page")
    def way(self, check: Check) -> SafeString:
        """The redirects, then where they ended."""
        hops = [hop for hop in check.redirects if isinstance(hop, dict)] if isinstance(check.redirects, list) else []
        steps = [(hop.get("status", ""), hop.get("url", "")) for hop in hops]
        return format_html(
            "<ol>{}<li>{}</li></ol>", format_html_join("", "<li>{} {}</li>", steps), check.final_url or "—"
        )

    @admin.display(description="read")
    def took(self, check: Check) -> str:
        kind = f", {check.content_type}" if check.content_type else ""
        return f"{check.body_bytes:,} bytes in {check.elapsed_ms:,} ms{kind}"

    @admin.display(description="strike")
    def strike(self, check: Check) -> str:
        """In words: the admin's green tick would praise what brings a link nearer to its death."""
        if check.counted_as_strike:
            return "counts as a strike"
        return "does not count" if check.outcome in STRIKES else "-"


class PassageInline(_ReadOnlyInline):
    model = Passage
    fields = ["kind", "text", "result", "checked_at"]


class SnapshotForm(forms.ModelForm):
    """A copy as staff enter it. What archives told us (how found, what was seen) is not theirs to write."""

    url = forms.URLField(label="address of the copy", max_length=MAX_LENGTH + 100, assume_scheme="https")

    class Meta:
        model = Snapshot
        fields = ["service", "url", "captured_at"]

    def clean_url(self) -> str:
        """An address that a letter could print: no copy is kept that we would never open."""
        typed: str = self.cleaned_data["url"]
        try:
            addresses.parse(typed)
        except addresses.BadAddress as error:
            raise forms.ValidationError(str(error)) from None
        return typed

    def clean(self) -> dict[str, Any] | None:
        if "url" in self.changed_data:
            # What was seen at the former address says nothing of this one.
            self.instance.verified_at, self.instance.outcome = None, ""
        return super().clean()


class SnapshotInline(admin.TabularInline):
    model = Snapshot
    form = SnapshotForm
    extra = 0
    verbose_name_plural = "archived copies"
    fields = ["service", "url", "open_copy", "captured_at", "found", "verified"]
    readonly_fields = ["open_copy", "found", "verified"]

    @admin.display(description="open")
    def open_copy(self, copy: Snapshot) -> SafeString | str:
        if copy.pk is None:
            return "–"
        return format_html('<a href="{}" rel="noopener noreferrer">Open the copy</a>', copy.url)

    @admin.display(description="when last asked for")
    def verified(self, copy: Snapshot) -> str:
        if copy.verified_at is None:
            return "not asked for yet"
        day = date_format(timezone.localtime(copy.verified_at), "j F Y")
        return f"{day}: {outcome_words(copy.outcome, None) or 'no answer that says anything'}"

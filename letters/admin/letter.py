"""The letter's page: everything on it in the order in which a letter is read."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from nested_admin.nested import NestedModelAdmin

from letters import filenames, proofreading, publishing
from letters.admin import letter_list
from letters.admin.followup import AskInline, ReplyInline
from letters.admin.footnotes import FootnoteInline
from letters.admin.letter_form import LetterForm
from letters.admin.noticing import changed_for_readers
from letters.admin.parties import AddresseeInline, MentionInline, SignatureInline
from letters.admin.reading_order import in_reading_order
from letters.admin.rows import MAY_PUBLISH, may_change
from letters.models import Citation, Letter
from letters.recording import Used, drop_unused, settle_citation
from letters.samples.admin_views import RemoveSamplesMixin
from links.tasks import sweep_soon
from people.admin.widgets import StaffFieldsMixin


def _is_writer(request: HttpRequest) -> bool:
    """Replies and the internal note are for those who work on letters; others see letters for what they cite."""
    return request.user.has_perm("letters.change_letter")


def _without(fieldset: Any, name: str) -> Any:
    title, options = fieldset
    return title, {**options, "fields": [field for field in options["fields"] if field != name]}


@admin.register(Letter)
class LetterAdmin(RemoveSamplesMixin, StaffFieldsMixin, NestedModelAdmin):
    """Letters. Drafts are changed by all who may change letters, published ones by those who may publish."""

    form = LetterForm
    change_form_template = "admin/letters/letter/change_form.html"
    autocomplete_fields = ["issuer", "follows"]
    inlines = [
        AddresseeInline,
        SignatureInline,
        FootnoteInline,
        MentionInline,
        AskInline,
        ReplyInline,
    ]
    fieldsets = [
        ("Letterhead", {"fields": ["issuer", ("date", "place"), "subject", ("kind", "language")]}),
        ("Text", {"fields": ["salutation", "body", "closing"]}),
        (
            "Summary, document, notes",
            {"fields": ["summary", "document", "original_url", "follows", "responsible", "internal_note"]},
        ),
        ("Publication", {"fields": ["status", "slug"]}),
    ]
    list_display = ["date", "subject", "status", "dead_links", "signatures", "issuer"]
    list_display_links = ["date", "subject"]
    list_filter = letter_list.LIST_FILTERS
    list_select_related = ["issuer"]
    list_per_page = 50
    date_hierarchy = "date"
    search_fields = ["subject"]  # and all that `get_search_results` looks into
    search_help_text = "Words of the subject, or names: issuing body, signatories, addressees, detainees."
    actions = ["publish"]

    class Media:
        css = {"all": ["admin_letters/letter.css"]}
        js = ["admin_letters/letter.js", "admin_letters/saving.js", "admin_letters/errors.js"]

    # --- The list -----------------------------------------------------------------------------------------------

    def get_queryset(self, request: HttpRequest) -> QuerySet[Letter]:
        letters = super().get_queryset(request)
        match = request.resolver_match
        is_list = match is not None and match.url_name == "letters_letter_changelist"
        return letter_list.with_counts(letters) if is_list else letters

    def get_search_results(self, request: HttpRequest, queryset: Any, search_term: str) -> tuple[Any, bool]:
        return letter_list.search(queryset, search_term), False

    @admin.display(ordering="signature_count")
    def signatures(self, letter: Letter) -> int:
        return letter.signature_count  # type: ignore[attr-defined]

    @admin.display(ordering="dead_count", empty_value="")
    def dead_links(self, letter: Letter) -> int | None:
        return letter.dead_count or None  # type: ignore[attr-defined]

    # --- Who may do what ----------------------------------------------------------------------------------------

    def has_change_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return super().has_change_permission(request, obj) and may_change(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Letter | None = None) -> bool:
        return super().has_delete_permission(request, obj) and may_change(request, obj)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm(MAY_PUBLISH)

    def formfield_for_choice_field(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if db_field.name == "status" and not self.has_publish_permission(request):
            kwargs["choices"] = [
                (status.value, status.label) for status in (Letter.Status.DRAFT, Letter.Status.IN_REVIEW)
            ]
        return super().formfield_for_choice_field(db_field, request, **kwargs)

    def get_object(self, request: HttpRequest, object_id: str, from_field: str | None = None) -> Letter | None:
        """The letter; for a change, locked. Else a draft could be published between the look at its status and the
        save, which would put the draft back over it."""
        letter = super().get_object(request, object_id, from_field)
        if letter is None or request.method != "POST":
            return letter
        return Letter.objects.select_for_update().filter(pk=letter.pk).first()

    def history_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """For writers: it names every row that was ever added, replies and detainees too."""
        if not _is_writer(request):
            raise PermissionDenied
        return super().history_view(request, object_id, extra_context)

    def view_on_site(self, letter: Letter) -> str | None:
        return letter.get_absolute_url() if letter.is_published else None

    # --- The page -----------------------------------------------------------------------------------------------

    def get_inlines(self, request: HttpRequest, obj: Letter | None) -> list[Any]:
        inlines = list(super().get_inlines(request, obj))
        return inlines if _is_writer(request) else [inline for inline in inlines if inline is not ReplyInline]

    def get_fieldsets(self, request: HttpRequest, obj: Letter | None = None) -> Any:
        fieldsets = super().get_fieldsets(request, obj)
        return fieldsets if _is_writer(request) else [_without(fieldset, "internal_note") for fieldset in fieldsets]

    def render_change_form(self, request: HttpRequest, context: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        context["has_history"] = _is_writer(request)
        context["letter_parts"] = in_reading_order(context["adminform"], context["inline_admin_formsets"])
        if request.FILES and context.get("errors"):
            messages.warning(
                request, "The document was not kept, since browsers do not send it twice: choose it again."
            )
        return super().render_change_form(request, context, *args, **kwargs)

    # --- Saving -------------------------------------------------------------------------------------------------

    def save_model(self, request: HttpRequest, obj: Letter, form: Any, change: bool) -> None:
        """Publishing waits until the rows are saved: whether the letter is ready depends on them."""
        former = form.initial.get("status", Letter.Status.DRAFT) if change else Letter.Status.DRAFT
        form.asked_to_publish = obj.is_published and former != Letter.Status.PUBLISHED
        if form.asked_to_publish:
            obj.status = former
        if not obj.is_published:
            obj.published_at = None
        if not change:
            obj.created_by = request.user  # type: ignore[assignment]
        if "document" in form.changed_data:
            self._take_document(obj, form)
        if not change:
            super().save_model(request, obj, form, change)
            return
        # When it changed for readers is written with the rows (`save_related`).
        obj.save(update_fields=[one.name for one in obj._meta.concrete_fields if one.name not in ("id", "updated_at")])

    def _take_document(self, letter: Letter, form: Any) -> None:
        letter.document_name = filenames.clean(letter.document.name or "") if letter.document else ""
        replaced = form.initial.get("document")
        if replaced:
            transaction.on_commit(lambda: replaced.storage.delete(replaced.name), robust=True)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        letter = form.instance
        citations = Citation.objects.filter(footnote__letter=letter)
        used_before = Used.by(citations)
        super().save_related(request, form, formsets, change)
        for citation in citations.select_related("source__link", "snapshot"):
            settle_citation(citation)
        drop_unused(used_before)
        if change and changed_for_readers(form, formsets):
            Letter.objects.filter(pk=letter.pk).update(updated_at=timezone.now())
        transaction.on_commit(sweep_soon, robust=True)
        if form.asked_to_publish and self._publish(request, letter):
            messages.success(request, f"The letter is public now, at {letter.get_absolute_url()}")
        self._remark(request, letter)

    def _publish(self, request: HttpRequest, letter: Letter) -> bool:
        try:
            opened = publishing.publish(letter=letter, now=timezone.now())
        except publishing.NotReady as lack:
            kept = f"It is kept as {letter.get_status_display()}."
            messages.error(request, f"“{letter}” was saved, but not published. {lack} {kept}")
            return False
        return opened

    def _remark(self, request: HttpRequest, letter: Letter) -> None:
        notes = letter.footnotes.annotate(cited=Count("citations")).values_list("number", "cited")
        for remark in proofreading.remarks(body=letter.body, citations=dict(notes)):
            messages.warning(request, remark)
        if letter.is_published:
            for lack in filter(None, [*publishing.missing(letter), publishing.unreadable(letter)]):
                messages.warning(request, f"This letter is public. {lack}")

    def delete_model(self, request: HttpRequest, obj: Letter) -> None:
        self.delete_queryset(request, Letter.objects.filter(pk=obj.pk))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        """The letters with what nobody else needs: the passages asked for and copies printed by them, their
        documents' files."""
        chosen = Letter.objects.filter(pk__in=list(queryset.values_list("pk", flat=True)))
        used = Used.by(Citation.objects.filter(footnote__letter__in=chosen))
        documents = [letter.document for letter in chosen.exclude(document="").only("document")]
        chosen.delete()
        drop_unused(used)
        for document in documents:
            transaction.on_commit(lambda file=document: file.storage.delete(file.name), robust=True)  # type: ignore[misc]

    # --- In bulk ------------------------------------------------------------------------------------------------

    @admin.action(description="Publish the selected letters", permissions=["publish"])
    def publish(self, request: HttpRequest, queryset: QuerySet[Letter]) -> None:
        opened = 0
        for key in list(queryset.values_list("pk", flat=True)):
            with transaction.atomic():
                letter = Letter.objects.select_for_update().filter(pk=key).first()
                if letter is not None and not letter.is_published and self._publish_listed(request, letter):
                    opened += 1
        if opened:
            messages.success(request, f"{opened} letter{'s' if opened > 1 else ''} published.")

    def _publish_listed(self, request: HttpRequest, letter: Letter) -> bool:
        try:
            opened = publishing.publish(letter=letter, now=timezone.now())
        except publishing.NotReady as lack:
            messages.error(request, f"“{letter}” was not published. {lack}")
            return False
        self.log_change(request, letter, "Published.")
        if dead := publishing.unreadable(letter):
            messages.warning(request, f"“{letter}” is public now. {dead}")
        return opened

"""Incoming letters in the admin: their list, the page to enter one, its review, and how one is discarded."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from intake import receiving, tasks
from intake.admin.access import EnteringMixin
from intake.admin.entering import EnterForm
from intake.admin.progress import progress
from intake.admin.reviewing import ReviewingMixin
from intake.files import Unreadable
from intake.models import IncomingLetter
from letters.document_views import SAFE_HEADERS

_STATE = IncomingLetter.State
_FOLDER = "admin/intake/incomingletter"


class OpenFilter(admin.SimpleListFilter):
    """What there is still to do comes first, without anybody asking for it."""

    title = "what is to be done"
    parameter_name = "done"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Iterable[tuple[str, str]]:
        return [("yes", "saved as letters"), ("all", "all")]

    def choices(self, changelist: Any) -> Any:
        first = {"selected": self.value() is None, "display": "waiting"}
        yield first | {"query_string": changelist.get_query_string(remove=[self.parameter_name])}
        for value, words in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": self.value() == value, "query_string": query, "display": words}

    def queryset(self, request: HttpRequest, queryset: QuerySet[IncomingLetter]) -> QuerySet[IncomingLetter]:
        done = Q(state=_STATE.SAVED, letter__isnull=False)
        if self.value() == "all":
            return queryset
        return queryset.filter(done) if self.value() == "yes" else queryset.exclude(done)


@admin.register(IncomingLetter)
class IncomingLetterAdmin(EnteringMixin, ReviewingMixin, admin.ModelAdmin):
    """Texts and files that wait to become letters."""

    list_display = ["name", "stage", "created_at", "created_by"]
    list_filter = [OpenFilter]
    list_select_related = ["letter", "created_by"]
    list_per_page = 50
    search_fields = ["name", "text"]
    search_help_text = "Words of the file's name or of the text."
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[IncomingLetter]:
        return super().get_queryset(request).defer("text")

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        return super().changelist_view(request, {"title": "Incoming letters", **(extra_context or {})})

    @admin.display(description="state", ordering="state")
    def stage(self, incoming: IncomingLetter) -> SafeString | str:
        if incoming.letter is None:
            return "waiting for review" if incoming.is_open else incoming.get_state_display()
        return format_html(
            'saved as <a href="{}">{}</a>',
            reverse("admin:letters_letter_change", args=[incoming.letter_id]),
            incoming.letter,
        )

    def get_urls(self) -> list[URLPattern]:
        wrap = self.admin_site.admin_view
        own = [
            path("<int:key>/file/", wrap(never_cache(require_safe(self.file_view))), name="intake_incomingletter_file"),
            path("<int:key>/progress/", wrap(require_safe(self.progress_view)), name="intake_incomingletter_progress"),
            path("<int:key>/again/", wrap(require_POST(self.again_view)), name="intake_incomingletter_again"),
        ]
        return [*own, *super().get_urls()]

    # --- Handing in ---------------------------------------------------------------------------------------------

    def add_view(self, request: HttpRequest, form_url: str = "", extra_context: Any = None) -> HttpResponse:
        """A text or a file comes in; what it says is shown on its review page."""
        self._only_those_who_enter(request)
        form = EnterForm(request.POST, request.FILES) if request.method == "POST" else EnterForm()
        if form.is_bound and form.is_valid() and (incoming := self._received(request, form)) is not None:
            return HttpResponseRedirect(self.page_of(incoming))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Enter a letter from text or file",
            "form": form,
            "file_must_be_chosen_again": bool(request.FILES) and form.is_bound,
        }
        return TemplateResponse(request, f"{_FOLDER}/enter.html", context, status=400 if form.errors else 200)

    def _received(self, request: HttpRequest, form: EnterForm) -> IncomingLetter | None:
        user: Any = request.user
        upload = form.cleaned_data["file"]
        if upload is None:
            return receiving.receive_text(form.cleaned_data["text"], user=user)
        try:
            return receiving.receive_file(upload, user=user, when_long=tasks.ask_to_read)
        except Unreadable as refusal:
            form.add_error("file", str(refusal))
            return None

    # --- The page of one ----------------------------------------------------------------------------------------

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """Its review while it waits for one; else how far it is, what failed, or the letter it became."""
        self._only_those_who_enter(request)
        incoming = self._found(unquote(object_id))
        if incoming.is_open:
            return self.review_view(request, incoming)
        if request.method == "POST":
            messages.warning(request, "Nothing was saved: this text is not waiting for review any more.")
            return HttpResponseRedirect(self.page_of(incoming))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": incoming.name,
            "incoming": incoming,
            "progress": self._progress(incoming) if incoming.state == _STATE.READING else None,
        }
        return TemplateResponse(request, f"{_FOLDER}/state.html", context)

    def progress_view(self, request: HttpRequest, key: int) -> JsonResponse:
        """For the page's script: whether it is still being read, and in words how far it is."""
        self._only_those_who_enter(request)
        incoming = self._found(str(key))
        if incoming.state != _STATE.READING:
            return JsonResponse({"under_way": False})
        told = self._progress(incoming)
        return JsonResponse({"under_way": True, "stage": told.stage, "words": told.words})

    def again_view(self, request: HttpRequest, key: int) -> HttpResponse:
        """Read a file once more that could not be read."""
        self._only_those_who_enter(request)
        if receiving.read_again(key, now=timezone.now()):
            tasks.ask_to_read(key)
        return HttpResponseRedirect(self.page_of(self._found(str(key))))

    def file_view(self, request: HttpRequest, key: int) -> HttpResponseBase:
        """The file that was handed in, to be saved; nothing in it may run here."""
        self._only_those_who_enter(request)
        incoming = self._found(str(key))
        if not incoming.file:
            raise Http404("No file is kept here.")
        try:
            file = incoming.file.open("rb")
        except OSError:
            raise Http404("The file is recorded, but missing in the store. Hand it in again.") from None
        response = FileResponse(
            file, as_attachment=True, filename=incoming.name, content_type="application/octet-stream"
        )
        for header, value in SAFE_HEADERS.items():
            response[header] = value
        return response

    # --- Discarding ---------------------------------------------------------------------------------------------

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> HttpResponse:
        """Asks before it is done."""
        self._only_those_who_enter(request)
        incoming = self._found(unquote(object_id))
        if request.method == "POST":
            self.log_deletions(request, IncomingLetter.objects.filter(pk=incoming.pk))
            receiving.discard(incoming)
            messages.success(request, f"“{incoming.name}” was discarded.")
            return HttpResponseRedirect(reverse("admin:intake_incomingletter_changelist"))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Discard what was handed in",
            "incoming": incoming,
            "back": self.page_of(incoming),
        }
        return TemplateResponse(request, f"{_FOLDER}/discard.html", context)

    def delete_model(self, request: HttpRequest, obj: IncomingLetter) -> None:
        receiving.discard(obj)

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[IncomingLetter]) -> None:
        for incoming in queryset:
            receiving.discard(incoming)

    # --- For all pages ------------------------------------------------------------------------------------------

    def page_of(self, incoming: IncomingLetter) -> str:
        return reverse("admin:intake_incomingletter_change", args=[incoming.pk])

    def _only_those_who_enter(self, request: HttpRequest) -> None:
        if not self.has_add_permission(request):
            raise PermissionDenied

    def _found(self, key: str) -> IncomingLetter:
        rows = IncomingLetter.objects.select_related("letter", "created_by")
        incoming = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) <= 18 else None
        if incoming is None:
            raise Http404("Nothing waits at this address. It may have been discarded.")
        return incoming

    def _progress(self, incoming: IncomingLetter) -> Any:
        return progress(asked_at=incoming.asked_at, leased_until=incoming.leased_until, now=timezone.now())

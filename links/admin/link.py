from datetime import datetime
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Media
from django.http import Http404, HttpRequest, JsonResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from links.admin.addressing import web_link
from links.admin.copy import CopyInline
from links.admin.course import outcome_words, progress_of
from links.admin.deciding import DecidingMixin
from links.admin.filters import AddedFilter, AttentionFilter, FailingSinceFilter, LastCheckedFilter, VerdictFilter
from links.admin.host_filter import HostFilter
from links.admin.policy_page import PolicyMixin
from links.admin.proposing import ProposingMixin
from links.admin.story import CheckInline, PassageInline, SnapshotInline
from links.checking import ChangedMeanwhile, judge
from links.models import Link
from links.person import lead_readers
from links.tasks import sweep_soon
from links.vocabulary import PersonVerdict


@admin.register(Link)
class LinkAdmin(DecidingMixin, ProposingMixin, PolicyMixin, admin.ModelAdmin):
    """A link's whole story. Links come from citations and their state from checks, so nothing here is typed.

    Nor is anything deleted: checks and citations rest on a link's row.
    """

    list_display = ["url", "state", "verdict", "failing_since", "last_answer", "strikes", "last_checked_at"]
    list_filter: ClassVar[list[Any]] = [
        "state",
        "outcome",
        AttentionFilter,
        VerdictFilter,
        HostFilter,
        FailingSinceFilter,
        LastCheckedFilter,
        AddedFilter,
    ]
    list_select_related = ["host"]
    list_per_page = 50
    search_fields = ["url"]
    search_help_text = "Part of an address"
    show_full_result_count = False
    # Counting every choice of every filter means reading the whole table a dozen times.
    show_facets = admin.ShowFacets.NEVER
    change_form_template = "admin/links/link/change_form.html"
    inlines = [SnapshotInline, CopyInline, PassageInline, CheckInline]
    actions = [
        "check_now",
        "works_for_me",
        "really_gone",
        "ignore",
        "lead_with_copy",
        "lead_with_page",
        "set_host_policy",
    ]
    fields = [
        "address",
        "final_address",
        ("state", "last_answer"),
        ("strikes", "failing_since", "last_strike_at"),
        ("last_checked_at", "last_ok_at", "next_check_at"),
        ("person_verdict", "person_verdict_at", "person_verdict_by"),
        ("host", "policy"),
        "created_at",
    ]
    _told = ["address", "final_address", "last_answer", "policy"]

    @property
    def media(self) -> Media:
        # The host filter's select lives on the list, where the admin loads no form's scripts.
        own = Media(css={"all": ["admin_links/link.css"]}, js=["admin_links/progress.js"])
        return super().media + HostFilter.media() + own

    @admin.display(description="a person says", ordering="person_verdict", empty_value="-")
    def verdict(self, link: Link) -> str | None:
        return link.get_person_verdict_display() or None

    @admin.display(description="last answer", ordering="outcome", empty_value="-")
    def last_answer(self, link: Link) -> str | None:
        return outcome_words(link.outcome, link.status_code) or None

    @admin.display(description="address")
    def address(self, link: Link) -> SafeString | str:
        return web_link(link.url)

    @admin.display(description="last final address", empty_value="-")
    def final_address(self, link: Link) -> SafeString | str | None:
        if link.final_url == link.url:
            return "the same"
        return web_link(link.final_url) if link.final_url else None

    @admin.display(description="the site’s policy")
    def policy(self, link: Link) -> str:
        return link.host.get_policy_display()

    def get_readonly_fields(self, request: HttpRequest, obj: Link | None = None) -> list[str]:
        return [*(field.name for field in Link._meta.fields), *self._told]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Link]:
        return super().get_queryset(request).select_related("host", "person_verdict_by")

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    def has_judge_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("links.judge_link")

    def get_urls(self) -> list[URLPattern]:
        own = path(
            "<int:pk>/progress/",
            self.admin_site.admin_view(never_cache(require_safe(self.tell_progress))),
            name="links_link_progress",
        )
        return [own, *super().get_urls()]

    def save_model(self, request: HttpRequest, obj: Link, form: Any, change: bool) -> None:
        """Nothing of the link itself is on the form; saving it would undo what a check writes meanwhile."""

    @admin.action(description="Check now", permissions=["change"])
    def check_now(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        asked = queryset.count()
        rows = queryset.order_by().exclude(next_check_at=None).update(next_check_at=timezone.now())
        transaction.on_commit(sweep_soon, robust=True)
        if rows:
            text = f"{_links(rows)} will be checked as soon as a worker is free."
            self.message_user(request, text, messages.SUCCESS)
        if asked > rows:
            left = _links(asked - rows)
            note = f"Left unchecked, because not watched (the samples' invented addresses): {left}."
            self.message_user(request, note, messages.WARNING)

    @admin.action(description="Works for me", permissions=["judge"])
    def works_for_me(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        self._judge(request, queryset, PersonVerdict.WORKS)

    @admin.action(description="Really gone", permissions=["judge"])
    def really_gone(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        self._judge(request, queryset, PersonVerdict.GONE)

    @admin.action(description="Ignore", permissions=["judge"])
    def ignore(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        self._judge(request, queryset, PersonVerdict.IGNORE)

    @admin.action(description="Use archived copy", permissions=["judge"])
    def lead_with_copy(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        asked = queryset.filter(archive_first=False).count()
        changed = self._lead(request, queryset, to_copy=True)
        if changed:
            text = f"Readers are now led to the archived copy of {_links(changed)}."
            self.message_user(request, text, messages.SUCCESS)
        if asked > changed:
            text = f"Left as they are, because no archived copy that answers is known: {_links(asked - changed)}."
            self.message_user(request, text, messages.WARNING)

    @admin.action(description="Use the page itself", permissions=["judge"])
    def lead_with_page(self, request: HttpRequest, queryset: QuerySet[Link]) -> None:
        changed = self._lead(request, queryset, to_copy=False)
        text = f"Readers are now led to the page itself for {_links(changed)}."
        self.message_user(request, text, messages.SUCCESS if changed else messages.INFO)

    def _lead(self, request: HttpRequest, queryset: QuerySet[Link], *, to_copy: bool) -> int:
        """Those whose row changed by it; each is written to the history."""
        changed = 0
        for link in queryset.filter(archive_first=not to_copy).order_by("pk"):
            if lead_readers(link_id=link.pk, to_copy=to_copy):
                changed += 1
                self.log_change(request, link, f"Led readers to the {'archived copy' if to_copy else 'page itself'}")
        return changed

    def tell_progress(self, request: HttpRequest, pk: int) -> JsonResponse:
        """How far a check has come, for the page's script; for whoever may see the link."""
        link = self.get_queryset(request).filter(pk=pk).first() if self.has_view_permission(request) else None
        if link is None:
            raise Http404
        told = progress_of(link, now=timezone.now())
        checked = _iso(link.last_checked_at)
        return JsonResponse(
            {"stage": told.stage, "words": told.words, "under_way": told.is_under_way, "checked": checked}
        )

    def _judge(self, request: HttpRequest, queryset: QuerySet[Link], verdict: PersonVerdict) -> None:
        now, judged = timezone.now(), 0
        for link in queryset:
            try:
                judge(link=link, verdict=verdict, by=request.user, now=now)  # type: ignore[arg-type]
            except ChangedMeanwhile as error:
                self.message_user(request, str(error), messages.ERROR)
            else:
                judged += 1
                self.log_change(request, link, f"Said of the link: {verdict.label}")
        if judged:
            text = f"“{verdict.label}” was noted for {_links(judged)}. It holds until checks see something else."
            self.message_user(request, text, messages.SUCCESS)


def _links(number: int) -> str:
    return f"{number} link{'' if number == 1 else 's'}"


def _iso(at: datetime | None) -> str:
    return at.isoformat() if at else ""

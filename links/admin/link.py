from typing import Any

from django.contrib import admin, messages
from django.db import transaction
from django.db.models import QuerySet
from django.forms import Media
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

from links.admin.deciding import DecidingMixin, web_link
from links.admin.host_filter import HostFilter
from links.admin.story import CheckInline, PassageInline, SnapshotInline, StateChangeInline
from links.checking import ChangedMeanwhile, judge
from links.models import Link
from links.tasks import sweep_soon
from links.vocabulary import PersonVerdict


@admin.register(Link)
class LinkAdmin(DecidingMixin, admin.ModelAdmin):
    """A link's whole story. Links come from citations and their state from checks, so nothing here is typed.

    Nor is anything deleted: checks and citations rest on a link's row.
    """

    list_display = ["url", "state", "verdict", "failing_since", "last_answer", "strikes", "last_checked_at"]
    list_filter = ["state", "outcome", HostFilter]
    list_select_related = ["host"]
    list_per_page = 50
    search_fields = ["url"]
    search_help_text = "Part of an address"
    show_full_result_count = False
    inlines = [StateChangeInline, CheckInline, PassageInline, SnapshotInline]
    actions = ["check_now", "works_for_me", "really_gone", "ignore"]
    fields = [
        "address",
        "final_address",
        "cited_in",
        ("state", "last_answer"),
        ("strikes", "failing_since", "last_strike_at"),
        ("last_checked_at", "last_ok_at", "next_check_at"),
        ("person_verdict", "person_verdict_at", "person_verdict_by"),
        "host",
    ]
    _told = ["address", "final_address", "cited_in", "last_answer"]

    @property
    def media(self) -> Media:
        # The host filter's select lives on the list, where the admin loads no form's scripts.
        return super().media + HostFilter.media() + Media(css={"all": ["admin_links/link.css"]})

    @admin.display(description="a person says", ordering="person_verdict", empty_value="-")
    def verdict(self, link: Link) -> str | None:
        return link.get_person_verdict_display() or None

    @admin.display(description="last answer", ordering="outcome", empty_value="-")
    def last_answer(self, link: Link) -> str | None:
        """What the last conclusive check saw, with the status code when the words do not name it."""
        words, code = str(link.get_outcome_display()), link.status_code
        if not words:
            return None
        return words if code is None or str(code) in words else f"{words} ({code})"

    @admin.display(description="address")
    def address(self, link: Link) -> SafeString | str:
        return web_link(link.url)

    @admin.display(description="last final address", empty_value="-")
    def final_address(self, link: Link) -> SafeString | str | None:
        if link.final_url == link.url:
            return "the same"
        return web_link(link.final_url) if link.final_url else None

    @admin.display(description="where it is cited")
    def cited_in(self, link: Link) -> SafeString | str:
        """The way to the sources at this address. They belong to a room above, which is known by its address alone."""
        sources = f"{reverse('admin:letters_source_changelist')}?{urlencode({'q': link.url})}"
        return format_html('<a href="{}">Sources at this address, and how many letters cite each</a>', sources)

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

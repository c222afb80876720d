"""A link's page as the place to look and decide: what is said of the link now, what may be said, and what follows.

The report's mail leads here. The buttons run the list's own actions on the one link.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from links.admin.course import course_of, usable_copies
from links.models import Host, Link, successor_of
from links.verdicts import GIVEN_STATE
from links.vocabulary import PersonVerdict

# The name under which a button sends which one it is.
DECISION = "decision"
_AND = {
    PersonVerdict.WORKS: "Failures counted so far are forgotten.",
    PersonVerdict.GONE: "Checks go on, and a page that comes back is noticed.",
    PersonVerdict.IGNORE: "It is looked at once a month.",
}


@dataclass(frozen=True, slots=True)
class Offer:
    """One button: the action it runs, and what follows from it."""

    action: str
    label: str
    follows: str


class DecidingMixin:
    """For a ModelAdmin of Link that has the actions which `_offers` names."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        # A form of its own, not the page's: Enter in a field below must never press a verdict.
        if request.method == "POST" and object_id and DECISION in request.POST:
            return self._decide(request, object_id)
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, obj: Link | None = None, **kwargs: Any
    ) -> HttpResponse:
        if obj is not None:
            context |= {
                "offers": self._offers(request, obj),
                "decision_name": DECISION,
                "is_hidden_from_site": obj.host.policy != Host.Policy.DIRECT,
                "may_judge": self.has_judge_permission(request),  # type: ignore[attr-defined]
                "successor": successor_of(obj),
                "has_usable_copy": bool(usable_copies(obj)),
                **course_of(obj, now=timezone.now()),
            }
        return super().render_change_form(request, context, *args, obj=obj, **kwargs)  # type: ignore[misc]

    def _offers(self, request: HttpRequest, link: Link) -> list[Offer]:
        """What this person may decide about this link."""
        offers = []
        if self.has_judge_permission(request):  # type: ignore[attr-defined]
            names = {
                "works_for_me": PersonVerdict.WORKS,
                "really_gone": PersonVerdict.GONE,
                "ignore": PersonVerdict.IGNORE,
            }
            for action, verdict in names.items():
                follows = f"Readers see “{GIVEN_STATE[verdict].label}”. {_AND[verdict]}"
                offers.append(Offer(action, verdict.label.capitalize(), follows))
            offers += _about_copies(link)
        if self.has_change_permission(request, link) and link.next_check_at:  # type: ignore[attr-defined]
            offers.append(
                Offer("check_now", "Check now", "A worker looks as soon as one is free; nothing is said yet.")
            )
        if self.has_policy_permission(request):  # type: ignore[attr-defined]
            now = f"Now: {link.host.get_policy_display()}. You choose on the next page, for all its links at once."
            offers.append(Offer("set_host_policy", "Set the site’s policy", now))
        return offers

    def _decide(self, request: HttpRequest, object_id: str) -> HttpResponse:
        link = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, Link._meta, object_id)  # type: ignore[attr-defined]
        if not self.has_view_or_change_permission(request, link):  # type: ignore[attr-defined]
            raise PermissionDenied
        wanted = request.POST[DECISION]
        if wanted not in {offer.action for offer in self._offers(request, link)}:
            raise PermissionDenied
        run: Callable[[HttpRequest, QuerySet[Link]], HttpResponse | None] = getattr(self, wanted)
        answer = run(request, Link.objects.filter(pk=link.pk))
        return answer or HttpResponseRedirect(request.get_full_path())


def _about_copies(link: Link) -> list[Offer]:
    if link.archive_first:
        return [
            Offer("lead_with_page", "Use the page itself", "Readers are led to the page again, its copies after it.")
        ]
    if not usable_copies(link):
        return []
    follows = "Readers are led to the archived copy before the page itself, until you change it back."
    return [Offer("lead_with_copy", "Use archived copy", follows)]

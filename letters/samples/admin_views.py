"""The one switch in the admin that removes all samples."""

import logging
from typing import Any

from django.contrib import messages
from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse

from letters.models import Source
from letters.samples.loading import samples_present
from letters.samples.removing import SamplesInUse, removal_plan, remove_samples
from people.models import Organization, Person

logger = logging.getLogger(__name__)

_PERMISSIONS = ("letters.delete_letter", "letters.publish_letter")


def may_remove_samples(request: HttpRequest) -> bool:
    """Removing deletes published letters: it needs the right to delete and the right to publish."""
    return all(request.user.has_perm(permission) for permission in _PERMISSIONS)


class RemoveSamplesMixin(ModelAdmin):
    """Gives the letters' admin "Remove all samples" above its list, and the page that asks before it is done.

    Inherit it before the other bases; templates/admin/letters/letter/change_list.html shows the switch.
    """

    def get_urls(self) -> list[URLPattern]:
        # Before the admin's own: those take any single word for a letter's key.
        switch = path(
            "remove-samples/",
            self.admin_site.admin_view(self.remove_samples_view),
            name="letters_letter_remove_samples",
        )
        return [switch, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        offered = may_remove_samples(request) and samples_present()
        return super().changelist_view(request, {**(extra_context or {}), "offer_to_remove_samples": offered})

    def remove_samples_view(self, request: HttpRequest) -> HttpResponse:
        """GET says what would go and what would stay; POST does it. Nothing else is answered."""
        if not may_remove_samples(request):
            raise PermissionDenied
        if request.method == "POST":
            return self._remove(request)
        if request.method not in {"GET", "HEAD"}:
            return HttpResponseNotAllowed(["GET", "HEAD", "POST"])
        if not samples_present():
            self.message_user(request, "There are no samples to remove.", messages.INFO)
            return self._back_to_list()
        plan = removal_plan()
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": "Remove all samples",
            "counts": plan.counts,
            "kept_people": Person.objects.filter(pk__in=plan.kept_people),
            "kept_organizations": Organization.objects.filter(pk__in=plan.kept_organizations),
            "kept_sources": Source.objects.filter(pk__in=plan.kept_sources),
        }
        return TemplateResponse(request, "admin/letters/letter/remove_samples.html", context)

    def _remove(self, request: HttpRequest) -> HttpResponse:
        try:
            counts = remove_samples()
        except SamplesInUse as refused:
            logger.warning("Removing the samples was refused: %s", refused)
            self.message_user(
                request,
                "Nothing was removed: something in the record is using a sample just now. Try again in a moment; if it "
                "is refused again, look at what uses the sample and take it out there first.",
                messages.ERROR,
            )
            return self._back_to_list()
        logger.info("Samples removed by user %s: %s", request.user.pk, counts)
        gone = ", ".join(
            f"{counts[kind]} {kind}" for kind in ("letters", "people", "organizations", "sources", "links")
        )
        kept = sum(number for kind, number in counts.items() if kind.startswith("kept_"))
        stayed = f" {kept} stayed because something else uses them, and are samples no longer." if kept else ""
        self.message_user(request, f"The samples were removed: {gone}.{stayed}", messages.SUCCESS)
        return self._back_to_list()

    def _back_to_list(self) -> HttpResponseRedirect:
        return HttpResponseRedirect(reverse(f"{self.admin_site.name}:letters_letter_changelist"))

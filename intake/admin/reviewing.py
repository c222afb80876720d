"""The review page: the original text beside what was read from it, and the one button that saves it as a draft."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone

from intake import receiving
from intake.models import IncomingLetter
from intake.review.notes import Citations
from intake.review.page import Review
from intake.review.rows import one_more
from intake.saving import NotSaved

# The button that adds an empty row where no script does; its value is the prefix of the rows.
ADD_ROW = "add_row"
SAVED_ALREADY = "It was saved as this letter before, so nothing was saved a second time."


class ReviewingMixin(admin.ModelAdmin):
    """For the admin of incoming letters."""

    def review_view(self, request: HttpRequest, incoming: IncomingLetter) -> HttpResponse:
        if request.method != "POST":
            return self._review_page(request, incoming, Review(text=incoming.text, remarks=incoming.remarks))
        prefix = request.POST.get(ADD_ROW, "")
        if prefix:
            return self._with_one_more_row(request, incoming, prefix)
        review = Review(text=incoming.text, remarks=incoming.remarks, data=request.POST)
        if review.is_valid() and (answer := self._saved(request, incoming, review)) is not None:
            return answer
        return self._review_page(request, incoming, review, status=400)

    def _saved(self, request: HttpRequest, incoming: IncomingLetter, review: Review) -> HttpResponse | None:
        """Leads to the letter; None when the page has to be corrected, and says why."""
        user: Any = request.user
        try:
            letter, remark = receiving.save(incoming, review.draft(), user=user, now=timezone.now())
        except NotSaved as refusal:
            review.refuse(refusal.errors)
            return None
        except receiving.AlreadySaved:
            return self._saved_before(request, incoming)
        self.log_addition(request, letter, f"Entered from “{incoming.name}”.")
        messages.success(request, "The draft was saved. Look it over once more, and publish it when it is ready.")
        if remark:
            messages.warning(request, remark)
        return HttpResponseRedirect(reverse("admin:letters_letter_change", args=[letter.pk]))

    def _saved_before(self, request: HttpRequest, incoming: IncomingLetter) -> HttpResponse:
        letter = IncomingLetter.objects.filter(pk=incoming.pk).values_list("letter", flat=True).first()
        if letter is None:
            messages.error(request, "Nothing was saved: what was handed in has been discarded meanwhile.")
            return HttpResponseRedirect(reverse("admin:intake_incomingletter_changelist"))
        messages.warning(request, SAVED_ALREADY)
        return HttpResponseRedirect(reverse("admin:letters_letter_change", args=[letter]))

    def _with_one_more_row(self, request: HttpRequest, incoming: IncomingLetter, prefix: str) -> HttpResponse:
        try:
            data = one_more(request.POST, prefix)
        except ValidationError as refusal:
            messages.error(request, refusal.message)
            data = request.POST
        review = Review(text=incoming.text, remarks=incoming.remarks, data=data)
        review.is_valid()
        messages.info(request, "A row was added. Nothing is saved yet; what you typed still stands below.")
        return self._review_page(request, incoming, review)

    def _review_page(
        self, request: HttpRequest, incoming: IncomingLetter, review: Review, *, status: int = 200
    ) -> HttpResponse:
        same = IncomingLetter.objects.filter(text=incoming.text).exclude(pk=incoming.pk).defer("text")
        context = {
            **self.admin_site.each_context(request),
            # The original and the fields need the room.
            "is_nav_sidebar_enabled": False,
            "opts": self.opts,
            "title": "Review what was read",
            "incoming": incoming,
            "review": review,
            "problems": review.problems(),
            "warnings": review.warnings(),
            "duplicates": review.duplicates(),
            "same_text": same.select_related("letter")[:5],
            "citation_template": Citations(prefix="__note__").empty_form,
            "media": self.media + review.media,
        }
        return TemplateResponse(request, "admin/intake/incomingletter/review.html", context, status=status)

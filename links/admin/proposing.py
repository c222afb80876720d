"""Accepting and declining where a failing page was found, on its link's page."""

from typing import Any

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from links import successors
from links.models import Link, Proposal
from links.tasks import sweep_soon

ACCEPT, DECLINE = "accept_proposal", "decline_proposal"
# What stood there when the page was shown: a button decides about that, not about what a colleague made of it since.
_SEEN = "seen_status"
_LONGEST_KEY = 18


class ProposingMixin:
    """For a ModelAdmin of Link; the buttons send the proposal's key under ACCEPT or DECLINE."""

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        if request.method == "POST" and object_id:
            for name in (ACCEPT, DECLINE):
                if name in request.POST:
                    return self._decide_proposal(request, object_id, name)
        return super().changeform_view(request, object_id, form_url, extra_context)  # type: ignore[misc]

    def _decide_proposal(self, request: HttpRequest, object_id: str, wanted: str) -> HttpResponse:
        link = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if link is None:
            return self._get_obj_does_not_exist_redirect(request, Link._meta, object_id)  # type: ignore[attr-defined]
        allowed = self.has_view_or_change_permission(request, link)  # type: ignore[attr-defined]
        if not (allowed and self.has_judge_permission(request)):  # type: ignore[attr-defined]
            raise PermissionDenied
        key = request.POST[wanted]
        known = key.isascii() and key.isdigit() and len(key) <= _LONGEST_KEY
        # Of this very link: a crafted key decides about no other.
        proposal = link.proposals.filter(pk=key).first() if known else None
        if proposal is None:
            text = "This proposal is no longer on record. Nothing was changed."
            self.message_user(request, text, messages.ERROR)  # type: ignore[attr-defined]
        elif proposal.status == Proposal.Status.ABSENT:
            text = "Nothing was found at this address, so there is nothing to decide. Nothing was changed."
            self.message_user(request, text, messages.ERROR)  # type: ignore[attr-defined]
        else:
            self._write(request, link, proposal, wanted)
        return HttpResponseRedirect(request.get_full_path())

    def _write(self, request: HttpRequest, link: Link, proposal: Proposal, wanted: str) -> None:
        by: Any = request.user
        seen = request.POST.get(_SEEN, "")
        proposal.status = seen if seen in Proposal.Status.values else proposal.status
        was_accepted = proposal.status == Proposal.Status.ACCEPTED
        try:
            if wanted == ACCEPT:
                successors.accept(proposal=proposal, by=by, now=timezone.now())
                said = f"Accepted that the page lives on at {proposal.url}"
                text = (
                    "Accepted. The address as cited stays; the new one is shown beside it and is watched from now on."
                )
                transaction.on_commit(sweep_soon, robust=True)
            else:
                successors.decline(proposal=proposal, by=by, now=timezone.now())
                said = f"{'Took back' if was_accepted else 'Declined'} that the page lives on at {proposal.url}"
                text = (
                    "Taken back: readers no longer see it." if was_accepted else "Declined. It is not proposed again."
                )
        except successors.DecidedMeanwhile as error:
            self.message_user(request, str(error), messages.ERROR)  # type: ignore[attr-defined]
            return
        self.log_change(request, link, said)  # type: ignore[attr-defined]
        self.message_user(request, text, messages.SUCCESS)  # type: ignore[attr-defined]

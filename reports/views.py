"""The pages behind the addresses in a report's mail. They show on GET and act on POST alone."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import admin
from django.contrib.auth.models import User
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from letters.citing import citations_of
from links.models import Link
from reports.decisions import FOLLOWS, MAY_DECIDE, Kind, NotDecidedError, decide
from reports.models import Subscription
from reports.readers import read_by, read_by_id
from reports.tokens import BadTokenError, Decision, ExpiredTokenError, read_confirm, read_decision, read_leave, stamp_of

View = Callable[..., HttpResponse]


def _unlisted(view: View) -> View:
    """The address itself opens something: nobody keeps the page, lists it, or is told where a reader came from.

    Until it is known who reads, the browser says in which language.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        with translation.override(translation.get_language_from_request(request)):
            answer = view(request, *args, **kwargs)
        answer["Cache-Control"] = "no-store"
        answer["Referrer-Policy"] = "no-referrer"
        answer["X-Robots-Tag"] = "noindex"
        return answer

    return guarded


@_unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def decide_page(request: HttpRequest, token: str) -> HttpResponse:
    """Shows what a decision from a mail would do, and does it when the reader says so."""
    try:
        decision = read_decision(token)
    except BadTokenError:
        return _refusal(
            request, _("The address is damaged. Copy all of it from the mail, or decide in the admin."), 404
        )
    except ExpiredTokenError:
        text = _("The mail is too old to decide from: much may have been seen since. Look and decide in the admin.")
        return _refusal(request, text, 410)
    with read_by_id(decision.subscription_id):
        return _decision_page(request, decision)


def _decision_page(request: HttpRequest, decision: Decision) -> HttpResponse:
    link = Link.objects.filter(pk=decision.link_id).select_related("host").first()
    if link is None:
        return _refusal(request, _("The link is no longer on record. Nothing is left to decide."), 404)
    by = _decider(request, decision)
    if by is None:
        if request.user.is_authenticated:
            raise PermissionDenied
        return redirect_to_login(request.get_full_path())
    if request.method != "POST":
        return _asking(request, decision, link, by=by)
    return _deciding(request, decision, link, by=by)


@_unlisted
@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def leave_page(request: HttpRequest, token: str) -> HttpResponse:
    """Ends a subscription: asked in the browser, at once for a mail program (RFC 8058, one-click unsubscribe).

    A mail service posts here without our cookie, so the token alone stands for the reader.
    """
    try:
        subscription_id, address = read_leave(token)
    except BadTokenError:
        text = _("The address is damaged. Copy all of it from the mail, or end the report in the admin.")
        return _refusal(request, text, 404)
    with read_by_id(subscription_id):
        return _leaving(request, subscription_id, address)


def _leaving(request: HttpRequest, subscription_id: int, address: str) -> HttpResponse:
    subscriptions = Subscription.objects.mailed_at(address).filter(pk=subscription_id)
    if request.method == "POST":
        # An outsider who left is asked anew before anything is sent again.
        subscriptions.update(every=Subscription.HowOften.NEVER, next_report_at=None, at_once=False, confirmed_at=None)
        done = _("No more reports are sent to %(address)s.") % {"address": address}
        return _page(request, "done", {"done": done})
    is_staff = subscriptions.filter(user__isnull=False).exists()
    return _page(request, "leave", {"address": address, "is_staff": is_staff})


@_unlisted
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_page(request: HttpRequest, token: str) -> HttpResponse:
    """Where an outsider says that they want the reports; until then none is sent to them."""
    try:
        subscription_id, address = read_confirm(token)
    except BadTokenError:
        text = _("The address is damaged. Copy all of it from the mail.")
        return _refusal(request, text, 404, to_admin=False)
    except ExpiredTokenError:
        text = _("The mail is too old. Ask whoever offered you the reports to send it again.")
        return _refusal(request, text, 410, to_admin=False)
    asked = Subscription.objects.filter(pk=subscription_id, user=None, address=address).exclude(
        every=Subscription.HowOften.NEVER, at_once=False
    )
    subscription = asked.first()
    if subscription is None:
        text = _("These reports are no longer offered. Nothing is sent to you.")
        return _refusal(request, text, 404, to_admin=False)
    with read_by(subscription):
        if request.method == "POST":
            asked.filter(confirmed_at=None).update(confirmed_at=timezone.now())
            done = _("The reports will be sent to %(address)s. Each says how to end them.") % {"address": address}
            return _page(request, "done", {"done": done})
        return _page(request, "confirm", {"subscription": subscription})


def _decider(request: HttpRequest, decision: Decision) -> User | None:
    """Who decides: whoever is signed in; else the subscriber, while the mail is fresh. None when they may not."""
    if isinstance(request.user, User):
        return request.user if request.user.is_staff and request.user.has_perm(MAY_DECIDE) else None
    if not decision.is_fresh:
        return None
    mailed = Subscription.objects.receiving().filter(pk=decision.subscription_id).select_related("user").first()
    if mailed is None or mailed.user is None or not mailed.user.has_perm(MAY_DECIDE):
        return None
    return mailed.user if constant_time_compare(decision.stamp, stamp_of(mailed.user)) else None


def _asking(
    request: HttpRequest, decision: Decision, link: Link, *, by: User, error: str = "", address: str = ""
) -> HttpResponse:
    with_drafts = by.has_perm("letters.view_letter")
    citations = citations_of([link.pk]).get(link.pk, [])
    source = next((one.source for one in citations if with_drafts or one.footnote.letter.is_published), None)
    proposal = link.proposals.filter(pk=decision.proposal_id).first() if decision.proposal_id else None
    context = {
        "kind": decision.kind,
        "label": decision.kind.label,
        "follows": FOLLOWS.get(decision.kind),
        "asks_for_address": decision.kind == Kind.REPLACE,
        "link": link,
        "source": source,
        "proposal": proposal,
        "by": by,
        "error": error,
        "address": address,
    }
    return _page(request, "decide", context, status=400 if error else 200)


def _deciding(request: HttpRequest, decision: Decision, link: Link, *, by: User) -> HttpResponse:
    address = request.POST.get("address", "").strip()
    if request.POST.get("seen") != link.state:
        error = _("Meanwhile the link is: %(state)s. Nothing was changed; decide again if it still holds.") % {
            "state": link.get_state_display()
        }
        return _asking(request, decision, link, by=by, error=error, address=address)
    try:
        done = decide(
            kind=decision.kind,
            link=link,
            by=by,
            now=timezone.now(),
            proposal_id=decision.proposal_id,
            address=address,
        )
    except NotDecidedError as error:
        return _asking(request, decision, link, by=by, error=str(error), address=address)
    return _page(request, "done", {"done": done, "link": link})


def _page(request: HttpRequest, name: str, context: dict[str, Any], *, status: int = 200) -> HttpResponse:
    """A page of ours in the admin's frame, without what only staff may see there."""
    frame = {"site_header": admin.site.site_header, "site_title": admin.site.site_title, "has_permission": False}
    return render(request, f"reports/{name}.html", {**frame, **context}, status=status)


def _refusal(request: HttpRequest, text: str, status: int, *, to_admin: bool = True) -> HttpResponse:
    return _page(request, "refused", {"text": text, "to_admin": to_admin}, status=status)

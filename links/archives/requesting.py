"""Asking Save Page Now to keep pages, each once: requests are found to be due, claimed by conditional update, sent
within the limits that the archive names, and followed up until the page is kept or cannot be.

Which pages are asked for is said by whoever knows what cites them (`make_missing`): archives publish what they keep, so
a page that a confidential detail alone rests on must never be sent there. What is told is the page's address alone.
Whoever is killed in between leaves a request that is due again; sent twice it changes nothing, since the archive is
told not to repeat a recent capture.
"""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from links.archives import saving
from links.archives.asking import REST_AFTER_REFUSAL, Unanswered
from links.archives.saving import Begun, Failed, Failure, Kept, Pending
from links.archives.visiting import Visit, is_public_address, may_be_told, visit, wayback
from links.archives.wayback import Malformed, is_same_page
from links.evidence import storable
from links.models import CaptureRequest, Host, Link, Snapshot
from links.vocabulary import State

logger = logging.getLogger(__name__)

MOST_NEW = 500
MOST_AT_ONCE = 20
SECONDS = 45.0
# After the first failure, the second and so on; then the request is given up.
WAITS = tuple(timedelta(hours=hours) for hours in (1, 4, 24, 72, 168))
# A claimed request whose worker was killed is due again after this.
_CLAIM = timedelta(minutes=15)
_FIRST_LOOK = timedelta(seconds=45)
_NEXT_LOOK = timedelta(minutes=2)
# No job of the archive takes longer; one that is still said to be at work has been lost.
_LONGEST_JOB = timedelta(hours=2)
_AFTER_REFUSED_KEYS = timedelta(days=1)
_MAX_ERROR = 500
_OPTIONS = {"capture_outlinks": "0", "skip_first_archive": "1", "if_not_archived_within": "30d"}

_Status = CaptureRequest.Status


def save_due(*, now: datetime, seconds: float = SECONDS) -> int:
    """Go on with the requests that are due; how many were moved on.

    Nothing is sent without keys. Safe to run twice, and at once.
    """
    if not settings.WAYBACK_KEYS or not _open_requests(now).exists():
        return 0
    moved = 0
    with visit(wayback().host, seconds=seconds, with_keys=True) as turn:
        if turn is not None:
            try:
                moved = _follow(turn, now) + _send(turn, now)
            except Unanswered as error:
                logger.info("Save Page Now: %s", error)
    return moved


def make_missing(cited: QuerySet[Link], *, now: datetime) -> int:
    """A request for each watched one of the `cited` links that has none, where keys are configured; how many.

    Not for hosts set to `never`, nor for what is not public. A page known to be gone is not asked for either: there is
    nothing left to keep.
    """
    if not settings.WAYBACK_KEYS:
        return 0
    links = (
        cited.filter(next_check_at__isnull=False, capture_request=None)
        .exclude(host__policy=Host.Policy.NEVER)
        .exclude(state=State.DEAD)
        # Refused by our guard, most often: its name leads to an address of our own networks.
        .exclude(state=State.EXCLUDED, host__policy=Host.Policy.DIRECT)
        .order_by("-pk")
    )
    made = []
    for link in links[:MOST_NEW]:
        if is_public_address(link.url):
            made.append(CaptureRequest(link=link, next_try_at=now))
        else:
            words = "The address is not public, so no archive is told of it."
            made.append(CaptureRequest(link=link, status=_Status.FAILED, error=words))
    CaptureRequest.objects.bulk_create(made, ignore_conflicts=True)
    return len(made)


def _open_requests(now: datetime) -> QuerySet[CaptureRequest]:
    return (
        CaptureRequest.objects.filter(next_try_at__lte=now, link__next_check_at__isnull=False)
        .exclude(link__host__policy=Host.Policy.NEVER)
        .select_related("link__host")
        .order_by("next_try_at", "pk")
    )


def _follow(turn: Visit, now: datetime) -> int:
    """Ask how the archive's work goes."""
    moved = 0
    for request in _open_requests(now).filter(status=_Status.PENDING)[: 2 * MOST_AT_ONCE]:
        if not turn.goes_on:
            break
        if not _claim(request, now):
            continue
        answer: Pending | Kept | Failed
        try:
            reply = turn.line.get(wayback().save_status(request.job_id), with_keys=True)
            answer = Failed(Failure.LOST) if reply.status == 404 else saving.status(reply.body)
        except Malformed as error:
            answer = Failed(Failure.UNKNOWN, str(error))
        except Unanswered as error:
            turn.note(error)
            continue
        moved += _settle(turn, request, answer, now)
    return moved


def _send(turn: Visit, now: datetime) -> int:
    """Ask for pages, as many as the archive allows at this moment."""
    waiting = _open_requests(now).filter(status=_Status.WAITING)
    if not turn.goes_on or not waiting.exists():
        return 0
    moved = 0
    for request in waiting[: min(MOST_AT_ONCE, _limit(turn))]:
        if not turn.goes_on:
            break
        if not _claim(request, now):
            continue
        if not may_be_told(turn, request.link):
            moved += _give_up(request, "The page is not public, so no archive is told of it.")
            continue
        moved += _ask_for(turn, request, now)
    return moved


def _ask_for(turn: Visit, request: CaptureRequest, now: datetime) -> int:
    answer: Begun | Kept | Failed
    try:
        reply = turn.line.post(wayback().save(), {"url": request.link.url, **_OPTIONS})
        if reply.status in (401, 403):
            return _keys_refused(turn, request, now)
        answer = saving.begun(reply.body)
    except Malformed as error:
        answer = Failed(Failure.UNKNOWN, str(error))
    except Unanswered as error:
        _settle(turn, request, Failed(Failure.SERVICE_UNAVAILABLE, str(error)), now)
        turn.note(error)
        return 0
    if isinstance(answer, Begun):
        begun = {"status": _Status.PENDING, "job_id": answer.job_id, "asked_at": now, "error": ""}
        return _move(request, next_try_at=now + _FIRST_LOOK, **begun)
    return _settle(turn, request, answer, now)


def _limit(turn: Visit) -> int:
    """How many captures the archive lets this account ask for now; none when it does not say."""
    reply = turn.line.get(wayback().limits(), with_keys=True)
    if reply.status in (401, 403):
        logger.error("The archive does not accept WAYBACK_KEYS; pages are not asked for until it does")
        turn.tire(REST_AFTER_REFUSAL)
        return 0
    try:
        return saving.available(reply.body)
    except Malformed as error:
        logger.info("Save Page Now: %s", error)
        return 0


def _settle(turn: Visit, request: CaptureRequest, answer: Pending | Kept | Failed, now: datetime) -> int:
    if isinstance(answer, Kept):
        return _kept(request, answer, now)
    if isinstance(answer, Failed):
        if answer.failure in saving.OVERLOAD:
            turn.tire(REST_AFTER_REFUSAL)
        return _failed(turn, request, answer, now)
    if request.asked_at is None or now - request.asked_at > _LONGEST_JOB:
        return _failed(turn, request, Failed(Failure.LOST), now)
    return _move(request, next_try_at=now + _NEXT_LOOK)


def _kept(request: CaptureRequest, kept: Kept, now: datetime) -> int:
    """Write down the capture; without a date that can be believed it is left to the look-ups to find it."""
    with transaction.atomic():
        snapshot, latest = None, now + timedelta(days=1)
        if kept.captured_at and kept.captured_at <= latest and is_same_page(kept.original, request.link.url):
            snapshot, _ = Snapshot.objects.get_or_create(
                link=request.link,
                url=wayback().capture(request.link.url, kept.captured_at),
                defaults={
                    "service": Snapshot.Service.WAYBACK,
                    "captured_at": kept.captured_at,
                    "found": Snapshot.Found.SAVED,
                },
            )
        return _move(request, status=_Status.DONE, next_try_at=None, error="", snapshot=snapshot)


def _failed(turn: Visit, request: CaptureRequest, failed: Failed, now: datetime) -> int:
    error = storable(turn.line.censored(f"{failed.failure}: {failed.words}".strip(": ")), _MAX_ERROR)
    # An archive at its limits says nothing of the page: however long that lasts, the page is asked for again.
    if failed.is_final or (request.tries >= len(WAITS) and failed.failure not in saving.OVERLOAD):
        return _give_up(request, error)
    wait = WAITS[min(request.tries, len(WAITS) - 1)]
    tries = min(request.tries + 1, len(WAITS))
    return _move(request, status=_Status.WAITING, job_id="", tries=tries, next_try_at=now + wait, error=error)


def _keys_refused(turn: Visit, request: CaptureRequest, now: datetime) -> int:
    """Not the page's fault, and not to be repeated for every page."""
    logger.error("The archive does not accept WAYBACK_KEYS; pages are not asked for until it does")
    turn.tire(REST_AFTER_REFUSAL)
    return _move(request, next_try_at=now + _AFTER_REFUSED_KEYS, error="The archive did not accept our keys.")


def _give_up(request: CaptureRequest, error: str) -> int:
    return _move(request, status=_Status.FAILED, next_try_at=None, error=error)


def _claim(request: CaptureRequest, now: datetime) -> bool:
    """Take the request for one worker: of two that read it as due, the second finds another time in the row."""
    return bool(_move(request, next_try_at=now + _CLAIM))


def _move(request: CaptureRequest, **changes: object) -> int:
    """Change the request if it still is as it was read; the number of rows changed, 1 or 0."""
    rows = CaptureRequest.objects.filter(
        pk=request.pk, status=request.status, job_id=request.job_id, next_try_at=request.next_try_at
    ).update(**changes)
    if rows:
        for name, value in changes.items():
            setattr(request, name, value)
    return rows

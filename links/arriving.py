"""What the answer at the end of a trail says of the page that was asked for."""

from links import judging
from links.answers import Answer
from links.body import Unreadable
from links.evidence import MAX_ERROR, Evidence, storable
from links.reading import Page, read_page
from links.trail import Trail
from links.transport import in_words
from links.vocabulary import Outcome


def evidence_of(trail: Trail, answer: Answer) -> Evidence:
    """The answer, read and judged. Says nothing of the trail itself, nor of time."""
    body, error = answer.body, ""
    content_type = answer.headers.get("Content-Type", "")
    page = Page() if isinstance(body.fault, Unreadable) else read_page(bytes(body.data), content_type)
    if body.fault is not None:
        error = in_words(body.fault)
    return Evidence(
        outcome=_outcome_of(trail, answer, page),
        status_code=answer.status,
        body_bytes=body.bytes_read,
        content_type=storable(content_type, 255),
        error=storable(error, MAX_ERROR),
        page_title=page.title,
        fingerprint=page.fingerprint,
        text=page.text,
        incomplete=body.fault is not None or body.is_cut,
        retry_after=answer.retry_after,
    )


def _outcome_of(trail: Trail, answer: Answer, page: Page) -> Outcome:
    body = answer.body
    if judging.is_bot_wall(answer.headers, page):
        return Outcome.BLOCKED
    outcome = judging.outcome_of_status(answer.status)
    if outcome != Outcome.OK:
        return outcome
    outcome = judging.outcome_of_arrival(trail.asked, trail.redirects, trail.url)
    if body.fault and not isinstance(body.fault, Unreadable) and outcome != Outcome.BLOCKED:
        return judging.outcome_of_cut(body.fault, page, bytes(body.data)) or outcome
    return outcome

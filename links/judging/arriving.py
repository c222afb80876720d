"""What the answer at the end of a trail says of the page that was asked for: read, judged, and in doubt asked about.

Three things come before a page is taken for a page: it may be a wall (walls.py), it may send its reader on by itself,
and it may be a page of another kind than it says (parking.py, absence.py). The last is only said when the site treats
a page that cannot exist just so (probing.py).
"""

import asyncio
from dataclasses import dataclass, field
from http import HTTPStatus

from links.evidence import MAX_ERROR, Evidence, storable
from links.judging import absence, outcomes, parking, walls
from links.judging.answers import Answer
from links.judging.probing import Probe, probe, probe_front_page
from links.judging.trail import Ask, Trail
from links.network.body import Unreadable
from links.network.transport import in_words
from links.network.urls import parsed_url
from links.pages.elements import Elements, Refresh, has_mount, refresh_of
from links.pages.likeness import Found, Seen, compare, has_same_opening, has_same_sayings, is_shown_alike
from links.pages.parsing import parse_aside
from links.pages.pdf import read_pdf_aside
from links.pages.reading import Page
from links.verdicts import SUCCESSES
from links.vocabulary import STRIKES, Outcome

_PDF_SECONDS = 15.0
# A page that is there to be read leaves its reader more time, and has more to say.
_LONGEST_REFRESH = 5
_REFRESH_TEXT_LIMIT = 600
_SHELL_TEXT_LIMIT = 300


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An answer and what was read of it."""

    answer: Answer
    page: Page
    elements: Elements = field(default_factory=Elements)

    @property
    def is_shell(self) -> bool:
        """Whether scripts would draw the page: hardly a word in it, and a place, or a plea, for scripts."""
        text, elements = self.page.text, self.elements
        if text is None or len(text) > _SHELL_TEXT_LIMIT or not elements.has_script:
            return False
        return len(text) < 40 or "javascript" in elements.noscript.lower() or has_mount(self.page.markup)

    @property
    def hides_words(self) -> bool:
        """Whether a reader sees words that are not in what was read: those of scripts or of frames."""
        framed = self.elements.has_frame and len(self.page.text or "") <= _SHELL_TEXT_LIMIT
        return self.is_shell or self.elements.has_frameset or framed

    @property
    def is_empty(self) -> bool:
        """Whether a browser shows nothing at all."""
        body, elements = self.answer.body, self.elements
        if body.fault is not None or body.is_cut:
            return False
        if not bytes(body.data).strip():
            return True
        shows = elements.has_script or elements.has_media or elements.has_frame or elements.has_frameset
        return self.page.text == "" and not self.page.title and not shows


@dataclass(frozen=True, slots=True)
class _Verdict:
    outcome: Outcome
    words: str = ""


async def evidence_of(trail: Trail, answer: Answer, ask: Ask) -> Evidence:
    """The answer, read and judged. Says nothing of the trail itself, nor of time.

    `ask` makes one more request within the check's pace and deadline. Raises what following a page's refresh raises.
    """
    arrival = await _read(answer)
    led_round = False
    while (refresh := _sends_on(arrival)) and not led_round:
        following = await trail.follow_page(arrival.answer.status, refresh.target)
        if following is None:
            led_round = True
        else:
            arrival = await _read(following)
    verdict = await _judge(trail, arrival, ask)
    if led_round and verdict.outcome in SUCCESSES:
        verdict = _Verdict(Outcome.BLOCKED, "the page keeps sending its reader back to itself and shows nothing else")
    return _evidence(arrival, verdict)


def _evidence(arrival: _Arrival, verdict: _Verdict) -> Evidence:
    answer, page = arrival.answer, arrival.page
    body = answer.body
    words = [in_words(body.fault) if body.fault is not None else "", verdict.words]
    return Evidence(
        outcome=verdict.outcome,
        status_code=answer.status,
        body_bytes=body.bytes_read,
        content_type=storable(answer.headers.get("Content-Type", ""), 255),
        error=storable("; ".join(filter(None, words)), MAX_ERROR),
        page_title=page.title,
        fingerprint=page.fingerprint,
        text=page.text,
        main_text=page.text if page.main_text is None else page.main_text,
        incomplete=body.fault is not None or body.is_cut or page.incomplete or arrival.hides_words,
        retry_after=answer.retry_after,
    )


async def _read(answer: Answer) -> _Arrival:
    body, content_type = answer.body, answer.headers.get("Content-Type", "")
    if isinstance(body.fault, Unreadable):
        return _Arrival(answer, Page())
    data = bytes(body.data)
    if _is_pdf(data, content_type):
        # Its index stands at its end: half a PDF cannot be read, and may not be said to lack anything.
        whole = body.fault is None and not body.is_cut
        return _Arrival(answer, await read_pdf_aside(data, timeout=_PDF_SECONDS) if whole else Page())
    return _Arrival(answer, *await parse_aside(data, content_type))


def _is_pdf(data: bytes, content_type: str) -> bool:
    kind = content_type.partition(";")[0].strip().lower()
    if kind in {"application/pdf", "application/x-pdf"}:
        return True
    return kind in {"", "application/octet-stream", "binary/octet-stream"} and data.startswith(b"%PDF-")


def _sends_on(arrival: _Arrival) -> Refresh | None:
    """Where the page sends its reader at once, having little to say itself; None when it stays."""
    answer, page = arrival.answer, arrival.page
    refresh = refresh_of(answer.headers.get("Refresh", "")) or arrival.elements.refresh
    if refresh is None or refresh.delay > _LONGEST_REFRESH or not 200 <= answer.status < 300:
        return None
    if page.text is not None and len(page.text) > _REFRESH_TEXT_LIMIT:
        return None
    return None if walls.is_bot_wall(answer.status, answer.headers, page) else refresh


async def _judge(trail: Trail, arrival: _Arrival, ask: Ask) -> _Verdict:  # noqa: PLR0911
    answer, page, elements = arrival.answer, arrival.page, arrival.elements
    body = answer.body
    if walls.is_bot_wall(answer.status, answer.headers, page):
        return _Verdict(Outcome.BLOCKED, "a page that wants proof of a human stands before it")
    outcome = outcomes.outcome_of_status(answer.status)
    if outcome in STRIKES and walls.is_sent_away(parsed_url(trail.asked), parsed_url(trail.url)):
        return _Verdict(Outcome.BLOCKED, "readers are sent to another page first, which does not answer us")
    if outcome == Outcome.OK:
        outcome = outcomes.outcome_of_arrival(
            trail.asked,
            trail.redirects,
            trail.url,
            is_section=outcomes.is_section_of(page, asked=trail.asked, section=trail.section),
        )
        if body.fault and not isinstance(body.fault, Unreadable) and outcome != Outcome.BLOCKED:
            outcome = outcomes.outcome_of_cut(body.fault, page, bytes(body.data)) or outcome
    if outcome in SUCCESSES:
        if arrival.is_empty:
            # Nothing was read, so nothing is known: no sign of life, and no strike either, since silent refusals of
            # machines look just so (DOMAIN.md 2.2: what only keeps us from reading never kills a link).
            return _Verdict(Outcome.BLOCKED, "the answer was empty")
        elsewhere = not outcomes.same_page(trail.asked, trail.url)
        if walls.is_form_only(page, elements, was_redirected=elsewhere):
            return _Verdict(Outcome.BLOCKED, "the page is nothing but a form to log in")
        if walls.is_consent_only(page, elements):
            return _Verdict(Outcome.BLOCKED, "a page that asks for consent stands before it")
    if outcome in SUCCESSES | {Outcome.MOVED_HOME, Outcome.BLOCKED}:
        return await _doubt(trail, arrival, outcome, ask)
    return _Verdict(outcome)


async def _doubt(trail: Trail, arrival: _Arrival, outcome: Outcome, ask: Ask) -> _Verdict:
    """Whether the page is none after all, asking the site when there is reason to."""
    # Where reading was refused, only where readers are sent is known.
    page = Page() if outcome == Outcome.BLOCKED else arrival.page
    if mark := parking.mark_of(trail.asked, trail.redirects, page, arrival.elements):
        other = await probe(trail.asked, trail=trail, ask=ask)
        if other and (_led_alike(trail, other) or _is_parked_alike(trail, arrival, other)):
            return _Verdict(Outcome.USURPED, f"{mark}, and {other.path}, which cannot exist, is answered alike")
        return _Verdict(outcome)
    if outcome == Outcome.MOVED_HOME:
        return _Verdict(outcome, _words_of_home(trail, await probe(trail.asked, trail=trail, ask=ask)))
    return _Verdict(outcome) if outcome == Outcome.BLOCKED else await _doubt_presence(trail, arrival, outcome, ask)


async def _doubt_presence(trail: Trail, arrival: _Arrival, outcome: Outcome, ask: Ask) -> _Verdict:
    page, elements = arrival.page, arrival.elements
    doubt = absence.suspicion(trail.asked, trail.places, page, elements, is_shell=arrival.is_shell)
    if doubt is None:
        return _Verdict(outcome)
    other = await probe(doubt.base, trail=trail, ask=ask)
    if other is None:
        return _Verdict(outcome, f"{doubt.words}, but no answer for a page that cannot exist confirmed it")
    ours = Seen(trail.url, arrival.answer.status, page, elements)
    found = await asyncio.to_thread(
        compare, ours, other.seen, base=doubt.base, sibling=other.sibling, by_address=doubt.by_address
    )
    words = f"{doubt.words}; {other.path}, which cannot exist, {found.value}"
    if not (
        found is Found.SAME
        or (found is Found.SAYS_SO and doubt.is_named)
        or (found is Found.OTHER and await _is_lost_among_offers(trail, ours, other, doubt, ask))
    ):
        return _Verdict(outcome, words)
    if shut := _shut(doubt, page):
        return _Verdict(Outcome.BLOCKED, shut)
    if found is Found.SAME and not doubt.is_of_site and await _is_kept_out(trail, ours, doubt.base, ask):
        return _Verdict(Outcome.BLOCKED, f"{doubt.words}, but so it is with the site's front page")
    return _Verdict(Outcome.SOFT_404, words)


def _shut(doubt: absence.Suspicion, page: Page) -> str:
    """In words, that the page says itself why we are not shown what may well be there; empty when it does not."""
    if walls.is_closed_to_region(page):
        return "the site shows nothing to readers from our part of the world"
    return f"{doubt.words}, but for now or for some readers only" if doubt.is_for_now else ""


async def _is_lost_among_offers(trail: Trail, ours: Seen, other: Probe, doubt: absence.Suspicion, ask: Ask) -> bool:
    """Whether the site opens as it does for a page that cannot exist, saying that it is lost, and only offers other
    pages beside it. What it says on its front page, too, is its name and says nothing.
    """
    if not has_same_opening(ours, other.seen, base=doubt.base, sibling=other.sibling):
        return False
    if not absence.opens_as_lost(ours.page or Page(), ours.elements or Elements()):
        return False
    front = await probe_front_page(doubt.base, trail=trail, ask=ask)
    if front is None or front.seen.page is None or front.seen.elements is None or front.seen.status != HTTPStatus.OK:
        return False
    return not absence.opens_as_lost(front.seen.page, front.seen.elements)


async def _is_kept_out(trail: Trail, ours: Seen, base: str, ask: Ask) -> bool:
    """Whether the site shows the same in place of its front page: then it does not speak of a lost page, but keeps us
    out, for want of a cookie, for the time being, for being a machine.
    """
    if not parsed_url(ours.url).pathname.strip("/"):
        # It is the front page, with a query, that lost pages are sent to.
        return False
    front = await probe_front_page(base, trail=trail, ask=ask)
    if front is None:
        return False
    return await asyncio.to_thread(is_shown_alike, ours, front.seen, base=base, home=front.sibling)


def _words_of_home(trail: Trail, other: Probe | None) -> str:
    if other is None:
        return ""
    where = "led to the front page as well" if _led_alike(trail, other) else "did not lead there"
    return f"{other.path}, which cannot exist, {where}"


def _is_parked_alike(trail: Trail, arrival: _Arrival, other: Probe) -> bool:
    """Whether what bears the mark of a parked domain is shown for the other address, too."""
    if not parking.mark_of(*other.as_seen):
        return False
    if parking.sold_at(trail.asked, trail.redirects):
        return True
    ours = Seen(trail.url, arrival.answer.status, arrival.page, arrival.elements)
    return has_same_sayings(ours, other.seen, base=trail.asked, sibling=other.sibling)


def _led_alike(trail: Trail, other: Probe) -> bool:
    """Whether both of two different addresses were sent on to one place."""
    return bool(trail.redirects and other.redirects) and outcomes.same_page(other.seen.url, trail.url)

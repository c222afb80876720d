from pathlib import PurePath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from letters.correspondence import days_between, neighbours
from letters.documents import CONTENT_TYPES
from letters.filenames import clean
from letters.languages import direction
from letters.markup import render_body
from letters.models import Addressee, Letter
from letters.reading import around, letter_for_reading
from public import letter_page
from public.cite.gathering import cited
from public.cite.plain import plain
from public.finding import Finding
from public.pages import base_url, page_facts, public_page
from public.structured import letter_data, script
from public.wording import site_name

# What a browser shows by itself without running anything of ours; a DOCX it can only save.
_SHOWN_IN_PLACE = {".pdf", ".txt", ".md"}


@public_page
def letter_list(request: HttpRequest) -> HttpResponse:
    return render(request, "public/letters.html", {"section": "letters", "finding": Finding(request)})


@public_page
def letter_detail(request: HttpRequest, slug: str) -> HttpResponse:
    letter = _published_or_404(slug)
    body = render_body(letter.body, notes=[footnote.number for footnote in letter.footnotes.all()])
    notes = letter_page.notes(letter, body.marks)
    lines = letter_page.signature_lines(letter)
    asks = letter_page.ask_lines(letter, timezone.localdate())
    before, after = around(letter)
    cited_as = cited(letter, base_url=base_url(), site=site_name())
    return render(
        request,
        "public/letter.html",
        {
            "section": "letters",
            **page_facts(letter.get_absolute_url()),
            "letter": letter,
            "dir": direction(letter.language),
            "body": body.html,
            "notes": notes,
            "height": letter_page.sheet_height(letter, notes, signatories=len(lines)),
            "tally": letter_page.source_tally(notes),
            "to": letter_page.addressees(letter, Addressee.Role.TO),
            "copies": letter_page.addressees(letter, Addressee.Role.COPY),
            "lines": lines,
            "balance": letter_page.party_balance(lines),
            "asks": asks,
            "overdue": sum(line.overdue for line in asks),
            "replies": [(reply, days_between(letter.date, reply.date)) for reply in letter.replies.all()],
            "before": before,
            "after": after,
            "neighbours": neighbours(letter),
            "citation": plain(cited_as),
            "structured": script(letter_data(letter, base_url=base_url(), sources=letter_page.cited_addresses(notes))),
        },
    )


@require_safe
@cache_control(public=True, max_age=0, must_revalidate=True)
def letter_document(request: HttpRequest, slug: str) -> FileResponse:
    """The uploaded document of a published letter, served so that nothing in it can act in this site's name."""
    letter = get_object_or_404(Letter.objects.published().only("slug", "document", "document_name"), slug=slug)
    if not letter.document:
        raise Http404("This letter has no document.")
    suffix = PurePath(letter.document.name or "").suffix.lower()
    try:
        file = letter.document.open("rb")
    except OSError:
        raise Http404("The document of this letter is not in its place.") from None
    response = FileResponse(
        file,
        as_attachment=suffix not in _SHOWN_IN_PLACE,
        filename=_file_name(letter, suffix),
        content_type=CONTENT_TYPES.get(suffix, "application/octet-stream"),
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'; style-src 'unsafe-inline'"
    return response


def _published_or_404(slug: str) -> Letter:
    try:
        return letter_for_reading(slug)
    except Letter.DoesNotExist:
        raise Http404("No published letter has this address.") from None


def _file_name(letter: Letter, suffix: str) -> str:
    """The name the document was uploaded under, without what a header or a file system would trip over."""
    stem = PurePath(clean(letter.document_name)).stem if letter.document_name else letter.slug
    return f"{stem}{suffix}"

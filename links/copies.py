"""Our own copy of a page: the answer that a link's first successful check read, kept as a WARC file for staff.

WARC/1.1 is ISO 28500:2017. What is stored is what was read: the body with its content coding undone and cut at our
limit. The headers that no longer fit that body stand under the names that pywb gives them (`X-Archive-Orig-…`).
"""

import hashlib
import logging
from datetime import UTC, datetime
from io import BytesIO

from django.conf import settings
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from links.evidence import RawAnswer, storable
from links.models import Copy
from links.models.archive import copy_path

logger = logging.getLogger(__name__)

CONTENT_TYPE = "application/warc"
_ALTERED = frozenset({"content-encoding", "transfer-encoding", "content-length"})
_ABOUT = {
    "software": "advocacy letters, link checker",
    "format": "WARC File Format 1.1",
    "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
    "description": "What one check of a cited page read. Content and transfer codings are undone; the headers that "
    "told of them are renamed to X-Archive-Orig-*.",
}


def keep(*, link_id: int, answer: RawAnswer, now: datetime) -> bool:
    """Keep `answer`, read at `now`, as the link's own copy; False when there is one already or it could not be kept.

    Never raises: a check must not be lost because a disk is full. Call outside of transactions, so that the row is
    there when this ends; the file is written before it, and taken away again when another check's row was first.
    """
    name = ""
    file = Copy._meta.get_field("file")
    try:
        if Copy.objects.filter(link=link_id).exists():
            return False
        content = warc_of(answer, now=now)
        name = file.storage.save(copy_path(Copy(), ""), ContentFile(content))
        with transaction.atomic():
            Copy.objects.create(
                link_id=link_id,
                file=name,
                read_at=now,
                final_url=storable(answer.url, len(answer.url)),
                content_type=storable(_content_type(answer), 255),
                body_bytes=len(answer.body),
                is_cut=answer.is_cut,
                digest=f"sha256:{hashlib.sha256(answer.body).hexdigest()}",
            )
    except Exception as error:
        if name:
            _take_away(name)
        if not isinstance(error, IntegrityError):
            # A storage may raise anything: its own errors, the system's, a client library's.
            logger.exception("No copy of link %s could be kept; its check is recorded all the same", link_id)
        return False
    return True


def warc_of(answer: RawAnswer, *, now: datetime) -> bytes:
    """A warcinfo and a response record, each gzipped by itself (ISO 28500, annex D)."""
    out = BytesIO()
    writer = WARCWriter(out, gzip=True, warc_version="1.1")
    about = writer.create_warcinfo_record("", {**_ABOUT, "operator": settings.LINKS_CONTACT})
    facts = {
        "WARC-Date": now.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "WARC-Warcinfo-ID": about.rec_headers.get_header("WARC-Record-ID"),
        "WARC-Payload-Digest": f"sha256:{hashlib.sha256(answer.body).hexdigest()}",
    }
    if answer.is_cut:
        at_our_limit = len(answer.body) >= settings.LINKS_MAX_BODY_BYTES
        facts["WARC-Truncated"] = "length" if at_our_limit else "disconnect"
    writer.write_record(about)
    writer.write_record(
        writer.create_warc_record(
            _one_line(answer.url),
            "response",
            payload=BytesIO(answer.body),
            length=len(answer.body),
            warc_headers_dict=facts,
            http_headers=StatusAndHeaders(
                _one_line(f"{answer.status} {answer.reason}"), _stored_headers(answer), protocol="HTTP/1.1"
            ),
        )
    )
    return out.getvalue()


def _stored_headers(answer: RawAnswer) -> list[tuple[str, str]]:
    """The headers as received, but for those that tell of the body's coding and length on the wire."""
    headers = [
        (f"X-Archive-Orig-{name}" if name.lower() in _ALTERED else name, _one_line(value))
        for name, value in answer.headers
    ]
    return [*headers, ("Content-Length", str(len(answer.body)))]


def _one_line(text: str) -> str:
    """Without what would begin another line, or what cannot be written: aiohttp lets odd bytes of a header through."""
    return " ".join(storable(text, 100_000).splitlines()).strip()


def _content_type(answer: RawAnswer) -> str:
    return next((value for name, value in answer.headers if name.lower() == "content-type"), "")


def _take_away(name: str) -> None:
    try:
        Copy._meta.get_field("file").storage.delete(name)
    except Exception:
        logger.exception("The file %s belongs to no copy and could not be removed", name)

"""Content codings undone piece by piece, in bounded memory: gzip, deflate, br, zstd, and lists of them. Pure.

Sources: RFC 9110, 8.4; RFC 1952, 2.2; RFC 7932; RFC 8878 and RFC 9659 (no window above 8 MiB).
"""

import sys
import zlib
from collections.abc import Callable, Iterator
from typing import Protocol

import brotli

from links.network.charsets import codec_of

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

_PIECE = 64 * 1024
# A list of more codings than this is nobody's honest doing.
_MOST_CODINGS = 4
_ZSTD_WINDOW_LOG = 23
# A page may be of many members or frames; more than this only cost time.
_MOST_MEMBERS = 10_000
# What servers write there that have done nothing to the page; the names of character sets as well.
_NO_CODINGS = frozenset({"", "identity", "none", "binary", "8bit", "chunked", "text/html"})
# A frame, and a frame to be skipped (RFC 8878, 3.1).
_ZSTD_STARTS = (b"\x28\xb5\x2f\xfd", *(bytes([low]) + b"\x2a\x4d\x18" for low in range(0x50, 0x60)))
_FAULTS = (zlib.error, brotli.error, zstd.ZstdError, EOFError)


class BrokenCoding(Exception):
    """The coded bytes are not what their coding allows, or break off."""


class UnknownCoding(Exception):
    """The answer is in a coding that we cannot undo."""


class _Decoder(Protocol):
    """One coding's decoder. `is_done` says that the coding's end was reached; `rest` is what came behind it."""

    is_done: bool
    rest: bytes

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """What `data` yields, in pieces of a bounded size."""


class _Zlib:
    """A gzip member, or deflate: meant is zlib's frame (RFC 9110, 8.4.1.2), but some servers send the bare stream."""

    def __init__(self, start: bytes, *, is_gzip: bool) -> None:
        bits = 16 + zlib.MAX_WBITS if is_gzip else zlib.MAX_WBITS if start[0] & 0x0F == 8 else -zlib.MAX_WBITS
        self._inflate = zlib.decompressobj(wbits=bits)
        self.is_done, self.rest = False, b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        piece = b""
        # A full piece may have more behind it, even when all of `data` is taken in.
        while not self.is_done and (data or len(piece) >= _PIECE):
            piece = self._inflate.decompress(data, _PIECE)
            self.is_done, self.rest = self._inflate.eof, self._inflate.unused_data
            data = self._inflate.unconsumed_tail
            yield piece


class _Brotli:
    def __init__(self) -> None:
        self._decoder = brotli.Decompressor()
        self.is_done, self.rest = False, b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while True:
            piece = self._decoder.process(data, output_buffer_limit=_PIECE)
            self.is_done, data = self._decoder.is_finished(), b""
            yield piece
            # It does not say whether there is more, other than by giving it.
            if self.is_done or not piece:
                return


class _Zstd:
    """One frame."""

    def __init__(self) -> None:
        self._decoder = zstd.ZstdDecompressor(options={zstd.DecompressionParameter.window_log_max: _ZSTD_WINDOW_LOG})
        self.is_done, self.rest = False, b""

    def pieces(self, data: bytes) -> Iterator[bytes]:
        while True:
            piece = self._decoder.decompress(data, max_length=_PIECE)
            self.is_done, self.rest, data = self._decoder.eof, self._decoder.unused_data, b""
            yield piece
            if self.is_done or self._decoder.needs_input:
                return


def _says_nothing(name: str) -> bool:
    return name in _NO_CODINGS or codec_of(name) is not None


# How a decoder is made from the first bytes, and what the start of a further member or frame looks like.
_Make = Callable[[bytes], _Decoder]
_KNOWN: dict[str, tuple[_Make, tuple[bytes, ...]]] = {
    "gzip": (lambda start: _Zlib(start, is_gzip=True), (b"\x1f\x8b",)),
    "deflate": (lambda start: _Zlib(start, is_gzip=False), ()),
    "br": (lambda start: _Brotli(), ()),
    "zstd": (lambda start: _Zstd(), _ZSTD_STARTS),
}
_KNOWN["x-gzip"] = _KNOWN["gzip"]


class _Stage:
    """One coding of a list. What came in is kept, to get at all that stands before a fault."""

    def __init__(self, make: _Make, restarts: tuple[bytes, ...]) -> None:
        self._make, self._restarts = make, restarts
        self._taken = bytearray()
        self._held = b""
        self._decoder: _Decoder | None = None
        self._members = 0

    @property
    def is_whole(self) -> bool:
        """Whether it came to its end, or never began."""
        return self._decoder is None or self._decoder.is_done

    def feed(self, data: bytes) -> Iterator[bytes]:
        given = 0
        try:
            for piece in self._decoded(data):
                given += len(piece)
                yield piece
        except _FAULTS:
            yield from self._salvaged(data, given)
        self._taken += data

    def _decoded(self, data: bytes) -> Iterator[bytes]:
        data, self._held = self._held + data, b""
        while data:
            if self._decoder is None:
                self._decoder = self._make(data)
            elif self._decoder.is_done:
                # A further member behind the first; anything else there is ignored, as browsers do.
                if not data.startswith(self._restarts):
                    self._held = data if any(start.startswith(data) for start in self._restarts) else b""
                    return
                self._members += 1
                if self._members > _MOST_MEMBERS:
                    raise BrokenCoding("the compressed page is in too many pieces")
                self._decoder = self._make(data)
            yield from self._decoder.pieces(data)
            data = self._decoder.rest if self._decoder.is_done else b""

    def _salvaged(self, data: bytes, given: int) -> Iterator[bytes]:
        """What `data` holds before its fault, beyond the `given` bytes: decoders give nothing of a call that fails.

        Most often the fault is a wrong checksum behind a whole page, which browsers do not even look at; or it is
        none, but bytes behind the end.
        """
        again = _Stage(self._make, self._restarts)
        for _ in again._decoded(bytes(self._taken)):
            pass
        try:
            for position in range(len(data)):
                for piece in again._decoded(data[position : position + 1]):
                    yield piece[given:]
                    given = max(0, given - len(piece))
        except _FAULTS as error:
            raise BrokenCoding(str(error) or "the compressed page is broken") from error
        self._decoder, self._held = again._decoder, again._held


class Codings:
    """Undoes a Content-Encoding, which names codings in the order in which they were applied.

    Each coding gives at most `limit` bytes; `is_cut` says that one had more. Raises UnknownCoding when made.
    """

    def __init__(self, header: str, *, limit: int) -> None:
        names = [name for part in header.lower().split(",") if not _says_nothing(name := part.strip())]
        unknown = [name for name in names if name not in _KNOWN]
        if unknown or len(names) > _MOST_CODINGS:
            raise UnknownCoding(f"the site answered in the encoding {header.strip()[:40]!r}, which we cannot undo")
        self._stages = [_Stage(*_KNOWN[name]) for name in reversed(names)]
        self._left = [limit] * (len(self._stages) + 1)
        self.is_cut = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        """What `data` yields; raises BrokenCoding behind what stands before the fault."""
        return self._through(0, data)

    def finish(self) -> None:
        """Raises BrokenCoding unless every coding came to its end. Ask only at the end of what was sent."""
        if not all(stage.is_whole for stage in self._stages):
            raise BrokenCoding("the compressed page breaks off")

    def _through(self, index: int, data: bytes) -> Iterator[bytes]:
        # The last index is the page itself.
        kept = data[: self._left[index]] if index else data
        if index:
            self._left[index] -= len(kept)
            self.is_cut = self.is_cut or len(kept) < len(data)
        if index == len(self._stages):
            yield kept
            return
        for piece in self._stages[index].feed(kept) if kept else ():
            if self.is_cut:
                return
            yield from self._through(index + 1, piece)

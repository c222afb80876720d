"""Reading an answer's body to a limit, whatever it claims to be: bombs, broken encodings and slow senders included."""

import contextlib
import zlib

import aiohttp

_CHUNK = 64 * 1024


class Unreadable(Exception):
    """The body is in an encoding that we did not ask for and cannot undo; nothing can be said against the page."""


class Body:
    """At most `limit` bytes of decoded body; `fault` is what ended it early, `is_cut` that there was more."""

    def __init__(self, encoding: str, *, limit: int) -> None:
        self.data = bytearray()
        self.bytes_read = 0
        self.fault: Exception | None = None
        self.is_cut = False
        self._limit = limit
        self._encoding = encoding.strip().lower()
        self._inflate: zlib._Decompress | None = None
        self._has_begun = False

    async def read(self, stream: aiohttp.StreamReader) -> None:
        """Read until the end, the limit or a fault; what was read before a fault stays in `data`."""
        if self._encoding not in {"", "identity", "gzip", "x-gzip", "deflate"}:
            self.fault = Unreadable(
                f"the site answered in the encoding {self._encoding[:40]!r}, which was not asked for"
            )
            return
        try:
            while not self.is_cut and (chunk := await stream.read(_CHUNK)):
                self.bytes_read += len(chunk)
                self._take(chunk)
                # Compressed bytes that never come to anything are bounded as well.
                self.is_cut = self.is_cut or self.bytes_read > self._limit
            if self._inflate and not self.is_cut and not self._inflate.eof:
                raise zlib.error("the compressed page breaks off")
        except (aiohttp.ClientError, OSError, zlib.error) as error:
            self.fault = error

    def _take(self, chunk: bytes) -> None:
        if not self._has_begun:
            self._inflate = self._make_inflate(chunk)
            self._has_begun = True
        inflate = self._inflate
        if inflate is None:
            self._keep(chunk)
            return
        while chunk and not self.is_cut:
            if inflate.eof:
                # A second gzip member behind the first (RFC 1952, 2.2); anything else there is ignored.
                if not chunk.startswith(b"\x1f\x8b"):
                    return
                inflate = self._inflate = self._make_inflate(chunk) or inflate
            before = inflate.copy()
            try:
                self._keep(inflate.decompress(chunk, self._room()))
            except zlib.error:
                self._salvage(before, chunk)
                raise
            chunk = inflate.unused_data or inflate.unconsumed_tail

    def _salvage(self, inflate: "zlib._Decompress", chunk: bytes) -> None:
        """Keep what `chunk` holds before its fault: zlib gives nothing of a call in which it finds one.

        Most often the fault is a wrong checksum behind a whole page, which browsers do not even look at.
        """
        with contextlib.suppress(zlib.error):
            for position in range(len(chunk)):
                if self.is_cut:
                    return
                self._keep(inflate.decompress(chunk[position : position + 1], self._room()))

    def _room(self) -> int:
        return self._limit + 1 - len(self.data)

    def _keep(self, data: bytes) -> None:
        self.data += data[: self._room()]
        if len(self.data) > self._limit:
            del self.data[self._limit :]
            self.is_cut = True

    def _make_inflate(self, start: bytes) -> "zlib._Decompress | None":
        if self._encoding in {"gzip", "x-gzip"}:
            return zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
        if self._encoding == "deflate":
            # Meant is zlib (RFC 9110, 8.4.1.2); some servers send the bare stream.
            return zlib.decompressobj(wbits=zlib.MAX_WBITS if not start or start[0] & 0x0F == 8 else -zlib.MAX_WBITS)
        return None

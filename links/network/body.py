"""Reading an answer's body to a limit, whatever it claims to be: bombs, broken encodings and slow senders included."""

import aiohttp

from links.network.codings import BrokenCoding, Codings, UnknownCoding

_CHUNK = 64 * 1024
# The name under which the rest of the house knows it: nothing can be said against a page that we cannot read.
Unreadable = UnknownCoding


class Body:
    """At most `limit` bytes of decoded body; `fault` is what ended it early, `is_cut` that there was more."""

    def __init__(self, encoding: str, *, limit: int) -> None:
        self.data = bytearray()
        self.bytes_read = 0
        self.fault: Exception | None = None
        self.is_cut = False
        self._limit = limit
        self._encoding = encoding

    async def read(self, stream: aiohttp.StreamReader) -> None:
        """Read until the end, the limit or a fault; what was read before a fault stays in `data`."""
        try:
            codings = Codings(self._encoding, limit=self._limit)
            while not self.is_cut and (chunk := await stream.read(_CHUNK)):
                self.bytes_read += len(chunk)
                for piece in codings.feed(chunk):
                    self._keep(piece)
                    if self.is_cut:
                        break
                # Compressed bytes that never come to anything are bounded as well.
                self.is_cut = self.is_cut or codings.is_cut or self.bytes_read > self._limit
            if not self.is_cut:
                codings.finish()
        except (aiohttp.ClientError, OSError, BrokenCoding, UnknownCoding) as error:
            self.fault = error

    def _keep(self, data: bytes) -> None:
        self.data += data[: self._limit + 1 - len(self.data)]
        if len(self.data) > self._limit:
            del self.data[self._limit :]
            self.is_cut = True

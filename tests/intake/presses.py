"""Letters printed as PDFs, the way word processors print them: every word is put in its place on the sheet."""

import re
from io import BytesIO

from reportlab.lib.pagesizes import letter
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

LEFT, RIGHT = 72.0, 540.0
_TYPE = re.compile(r"(<sup>.*?</sup>|<i>.*?</i>|<b>.*?</b>|<a [^>]*>.*?</a>)")


class Press:
    """A sheet after the other; `y` is where the next line goes, from the top."""

    def __init__(self, *, size: float = 11, family: str = "Times", pagesize=letter, **options) -> None:
        self._file = BytesIO()
        self.canvas = Canvas(self._file, pagesize=pagesize, **options)
        self.width, self.height = pagesize
        self.size, self.family = size, family
        self.y = 72.0

    def sheet(self) -> None:
        self.canvas.showPage()
        self.y = 72.0

    def done(self) -> bytes:
        self.canvas.save()
        return self._file.getvalue()

    def line(self, text: str, *, x: float = LEFT, y: float | None = None, size: float | None = None) -> None:
        """One line, as it stands. `<sup>`, `<i>`, `<b>` and `<a href>` are understood."""
        size = size or self.size
        at = self.y if y is None else y
        for word, style, link in _words(text):
            x = self._word(word, x, at, size=size, style=style, link=link)
        if y is None:
            self.y += size * 1.2

    def centred(self, text: str, *, size: float | None = None) -> None:
        size = size or self.size
        self.line(text, x=(self.width - self._wide(text, size)) / 2, size=size)

    def lines(self, *texts: str, x: float = LEFT, y: float | None = None, size: float | None = None) -> None:
        for number, text in enumerate(texts):
            self.line(text, x=x, y=None if y is None else y + number * (size or self.size) * 1.2, size=size)

    def paragraph(self, text: str, *, left: float = LEFT, right: float = RIGHT, first: float = 0, size=None, after=8.0):
        """Running text, broken where the line is full. Addresses are broken behind `/` and `-`."""
        size = size or self.size
        for number, words in enumerate(self.broken(text, right - left, first, size)):
            self.line(words, x=left + (first if number == 0 else 0), size=size)
        self.y += after

    def broken(self, text: str, width: float, first: float, size: float) -> list[str]:
        made: list[str] = []
        line = ""
        for word in re.findall(r"(?:<a [^>]*>|[^\s<]|<(?!a ))+", text):
            room = width - (first if not made else 0)
            for number, part in enumerate(_breakable(word)):
                joint = " " if line and number == 0 else ""
                if line and self._wide(line + joint + part, size) > room:
                    made.append(line)
                    line, joint = "", ""
                    room = width
                line += joint + part
        return [*made, line]

    def gap(self, points: float) -> None:
        self.y += points

    def rule(self, *, width: float = 144) -> None:
        self.canvas.line(LEFT, self.height - self.y, LEFT + width, self.height - self.y)
        self.y += 12

    def _wide(self, text: str, size: float) -> float:
        return sum(
            stringWidth(word, self._font(style), size * (0.65 if style == "sup" else 1))
            for word, style, _ in _words(text)
        )

    def _font(self, style: str) -> str:
        if self.family == "Times":
            return {"i": "Times-Italic", "b": "Times-Bold"}.get(style, "Times-Roman")
        return {"i": "Helvetica-Oblique", "b": "Helvetica-Bold"}.get(style, "Helvetica")

    def _word(self, word: str, x: float, y: float, *, size: float, style: str, link: str) -> float:
        raised = size * 0.35 if style == "sup" else 0
        shown = size * 0.65 if style == "sup" else size
        self.canvas.setFont(self._font(style), shown)
        self.canvas.drawString(x, self.height - y + raised, word)
        end = x + stringWidth(word, self._font(style), shown)
        if link:
            self.canvas.linkURL(link, (x, self.height - y - 2, end, self.height - y + size), relative=0)
        return end


def _words(text: str):
    for part in filter(None, _TYPE.split(text)):
        if not part.startswith("<") or not part.endswith(">"):
            yield part, "", ""
        elif part.startswith("<a "):
            opening, words = part.removesuffix("</a>").split(">", 1)
            yield words, "", opening.split('"')[1]
        else:
            style, words = part[1:].split(">", 1)
            yield words.removesuffix(f"</{style}>"), style, ""


def _breakable(word: str) -> list[str]:
    if "://" not in word or "<" in word:
        return [word]
    return [part for part in re.split(r"(?<=[/-])(?!/)", word) if part]

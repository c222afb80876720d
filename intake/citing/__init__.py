"""What the notes of a letter cite: sources with their addresses, dates and pinpoints, and repeats of earlier sources.

Pure. Hand over notes and body with their line breaks: a break tells whether an address goes on. `mend_addresses` takes
out of a text whatever breaks an address in its midst (a page's line ends above all), so call it BEFORE hyphenated line
ends are joined or lines are folded.
"""

from intake.citing.addresses import mend_addresses
from intake.citing.reading import read_body, read_note
from intake.citing.repeats import doubts, resolve

__all__ = ["doubts", "mend_addresses", "read_body", "read_note", "resolve"]

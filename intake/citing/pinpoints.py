"""Where in a source: pages, paragraphs, articles, as notes print them. Pure."""

import re

from intake.printed import Printed

_NUMBER = r"(?:[a-z]?\d{1,5}[a-z]?|[ivxlc]{1,6})(?:\(\w{1,3}\)){0,3}"
_NUMBERS = rf"{_NUMBER}(?:\s?(?:[-–—,&]|and|to|bis|et|und|и)\s?{_NUMBER}){{0,8}}(?:\s?(?:ff?|et\s+seq|n\.?\s?\d+)\.?)?"
_UNIT = (
    r"at|pp?\.|pages?|pgs?\.|¶¶?|paras?\.?|paragraphs?|par\.|§§?|sections?|secs?\.|arts?\.|articles?|"
    r"artículos?|articolo|"
    r"párrs?\.|S\.|Seiten?|Rn\.|Rdnr\.|Ziff\.|Abs\.|Art\.|chaps?\.|ch\.|chapter|nn?\.|fn\.|notes?|tbl\.|fig\.|annex|appendix|"
    r"с\.|стр\.|п\.|пп\.|ст\.|абз\.|pág\.|págs\.|pag\.|s\.|sayfa|m\.|səh\.|էջ|կետ|min\.|cl\.|r\.|"
    r"princ\.|recital|cols?\.?|line|ll?\."
)
# “at [44]” of a judgment; “preamble”.
_PARAGRAPH = r"(?:at\s+)?\[\d{1,4}\](?:\s?[-–]\s?\[\d{1,4}\])?|preamble|préambule|präambel"
_TIME = r"(?:at\s+)?\d{1,2}:\d{2}(?::\d{2})?(?:\s?[-–]\s?\d{1,2}:\d{2}(?::\d{2})?)?"
# "at 7", "at p. 7", "p. 12", "pp. 3-5", "¶ 4", "§ 3", "Art. 5", "at 12:30" of a recording.
_ONE = rf"(?:(?:at|on|auf|à\s+la|en)\s+)?(?:(?:{_UNIT})\s?{_NUMBERS}|{_TIME}|{_PARAGRAPH})"
PINPOINT = re.compile(rf"{_ONE}(?:,?\s+(?:and\s+)?{_ONE}){{0,4}}\.?", re.IGNORECASE)
# Behind a repeat, OSCOLA prints the bare page: "Doe (n 3) 12".
BARE = re.compile(rf"{_NUMBERS}\.?", re.IGNORECASE)
# Behind words without a comma: "Title at 7", "Title § 3".
TRAILING = re.compile(
    rf"\s(?:(?:at\s+(?:(?:{_UNIT})\s?)?|(?:pp?\.|¶¶?|paras?\.|§§?|arts?\.|articles?)\s?){_NUMBERS}"
    rf"|at\s+\[\d{{1,4}}\])\.?$",
    re.IGNORECASE,
)
_JOINING = re.compile(r"(?:at|on|auf|à\s+la|en)\s+", re.IGNORECASE)


def without_joining_word(place: Printed) -> Printed:
    """`at 7` is page 7: the word that joins a place to its source is no part of the place."""
    match = _JOINING.match(place.text)
    return place[match.end() :] if match else place

"""Characters that XML cannot hold. Pure."""

import re

# XML 1.0, 2.2: everything but these may stand in a document; a reader of XML rejects the whole for one of them.
_NOT_IN_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def for_xml(text: str) -> str:
    """`text` without the characters that would make an XML document unreadable."""
    return _NOT_IN_XML.sub("", text)

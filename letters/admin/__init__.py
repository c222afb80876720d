"""The staff's pages for letters and sources, and what letters add to the pages of people, organizations
and links."""

from letters.admin.correspondents import OrganizationWithLettersAdmin, PersonWithLettersAdmin
from letters.admin.letter import LetterAdmin
from letters.admin.link import LinkWithLettersAdmin
from letters.admin.source import SourceAdmin

__all__ = [
    "LetterAdmin",
    "LinkWithLettersAdmin",
    "OrganizationWithLettersAdmin",
    "PersonWithLettersAdmin",
    "SourceAdmin",
]

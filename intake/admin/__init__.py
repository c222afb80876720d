"""The staff's pages on which a text or a file becomes a draft letter, and the ways that lead to them."""

from intake.admin.incoming import IncomingLetterAdmin
from intake.admin.letters import LetterWithIntakeAdmin

__all__ = ["IncomingLetterAdmin", "LetterWithIntakeAdmin"]

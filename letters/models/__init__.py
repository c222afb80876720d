from letters.models.followup import Ask, Reply
from letters.models.footnote import Citation, Footnote, Source
from letters.models.letter import Letter
from letters.models.parties import Addressee, Mention, Signature

__all__ = ["Addressee", "Ask", "Citation", "Footnote", "Letter", "Mention", "Reply", "Signature", "Source"]

"""What was read in a letter, made a draft, with those on record whom its names may mean. Nothing is recorded here."""

from intake.proposing.letter import Matches, Proposal, propose

__all__ = ["Matches", "Proposal", "propose"]

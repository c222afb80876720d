"""What there is to say of a letter that is read, gathered on the way. Pure."""

from dataclasses import dataclass, field


@dataclass
class Remarks:
    """Sentences for staff. `doubts` wait for somebody's decision; what is `said` is only good to know; `done` is what
    was put where the letter says nothing."""

    doubts: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)

    def doubt(self, sentence: str) -> None:
        self.doubts.append(sentence)

    def say(self, sentence: str) -> None:
        self.said.append(sentence)

"""Which archived copies are known to hold no page. Pure: works on copies already read."""

from typing import Protocol

from links.vocabulary import Outcome

# The site's own "not found", a wall, its front page: archives keep these under the page's address as well.
FAULTY = frozenset(
    {
        Outcome.NOT_FOUND,
        Outcome.GONE,
        Outcome.SOFT_404,
        Outcome.USURPED,
        Outcome.MOVED_HOME,
        Outcome.BLOCKED,
        Outcome.REDIRECT_LOOP,
    }
)


class Copy(Protocol):
    """What is asked of an archived copy (`links.models.Snapshot`)."""

    service: str
    outcome: str


def is_faulty(copy: Copy) -> bool:
    """Whether the copy was found to hold no page. Other archives than the Wayback Machine may just turn robots away."""
    return copy.service == "wayback" and copy.outcome in FAULTY

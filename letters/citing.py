"""Who cites a link: asked by reports, pages and the admin about links that `links` itself knows nothing of."""

from collections import defaultdict
from collections.abc import Iterable

from letters.models import Citation


def citations_of(link_ids: Iterable[int]) -> dict[int, list[Citation]]:
    """The citations of each link, in published and unpublished letters alike, newest letter first; for staff alone.

    One query, with source, footnote and letter joined, whatever the number of links.
    """
    citing: dict[int, list[Citation]] = defaultdict(list)
    citations = (
        Citation.objects.filter(source__link__in=list(link_ids))
        .select_related("source", "footnote__letter__issuer")
        .order_by("-footnote__letter__date", "-footnote__letter_id", "footnote__position", "order", "pk")
    )
    for citation in citations:
        assert citation.source.link_id is not None
        citing[citation.source.link_id].append(citation)
    return citing

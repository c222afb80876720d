"""Fills a digest from the record, in a number of queries that does not grow with the news (but for long id lists)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from django.db.models import Count

from letters.models import Citation
from links.vocabulary import State
from reports.digest import Digest, Entry, Section, Turn, Weight, by_weight
from reports.followups import Following, follow_ups
from reports.news import News, Turned, chunks, news
from reports.recent import Recent
from reports.scope import Wanted
from reports.stories import Story, entry_for, stories

# A mail of more than about 100 kB is cut off by some mail services: what exceeds these stands in a table that goes with
# it, and beyond that is counted: a mail of megabytes is refused, or a burden.
ENTRIES_SHOWN = 50
ENTRIES_LISTED = 1000
# What a run remembers of links, for the next subscribers: some tens of megabytes.
STORIES_KEPT = 12_000
ENTRIES_KEPT = 20_000


class Gathering:
    """Makes digests for many subscribers, and looks up once what several of them are told.

    Good for one run: what it looked up grows old. What it makes is the same in every language and on every clock, and
    equal questions get the same digest, with the same entries.
    """

    def __init__(self) -> None:
        self._news = lru_cache(maxsize=4)(news)
        self._made = lru_cache(maxsize=16)(self._make)
        self._dead_total = lru_cache(maxsize=16)(_dead_total)
        self._stories = Recent[tuple[int, int], Story](STORIES_KEPT)
        self._written = Recent[_Key, Entry | None](ENTRIES_KEPT)

    def __call__(self, *, after_id: int, through_id: int, wanted: Wanted, following: Following | None = None) -> Digest:
        """What changed by the state changes after `after_id` up to `through_id`, and what fell due of what is followed;
        empty when neither is news.

        It knows the wanted letters alone: no other letter, and no source that only others cite, is named or counted.
        A link that nobody cites any more is left out.
        """
        return self._made(after_id, through_id, wanted, following)

    def _make(self, after_id: int, through_id: int, wanted: Wanted, following: Following | None) -> Digest:
        if following:
            # What letters wait for is each clock's own; the news are shared with all who follow nothing.
            alone = self._made(after_id, through_id, wanted, None)
            waiting = follow_ups(following, wanted)
            if not waiting.total:
                return alone
            return replace(alone, follow_ups=waiting, dead_total=self._dead_total(wanted))
        told = self._news(after_id, through_id)
        weights = told.weights(_wanted_letters(told, wanted))
        turned = told.turned_for(weights)
        ranked = _ranked(turned, weights, outside=wanted.outside)
        if not ranked:
            return Digest()
        in_order = [link_id for link_ids in ranked.values() for link_id in link_ids]
        listed = in_order[: ENTRIES_LISTED if len(in_order) > ENTRIES_SHOWN else ENTRIES_SHOWN]
        shown = set(in_order[:ENTRIES_SHOWN])
        entries = self._entries({link_id: turned[link_id] for link_id in listed}, wanted, weights)
        return Digest(
            sections=tuple(
                Section(
                    turn=turn,
                    entries=tuple(entries[pk] for pk in link_ids if pk in entries and pk in shown),
                    listed=tuple(entries[pk] for pk in link_ids if pk in entries),
                    total=len(link_ids),
                )
                for turn, link_ids in ranked.items()
            ),
            letters_affected=len(
                {letter for link_ids in ranked.values() for link_id in link_ids for letter in weights[link_id].letters}
            ),
            dead_total=self._dead_total(wanted),
            since=told.since,
            until=told.until,
        )

    def _entries(self, turned: Mapping[int, Turned], wanted: Wanted, weights: Mapping[int, Weight]) -> dict[int, Entry]:
        """The entry of each link; one whose last citation vanished meanwhile has none."""
        # An entry says nothing of the reader but which letters they know, and is the same for all who know the same.
        keys: dict[int, _Key] = {
            link_id: (
                link_id,
                found.last_change_id,
                frozenset(weights[link_id].letters),
                wanted.with_drafts,
                wanted.outside,
            )
            for link_id, found in turned.items()
        }
        entries = {link_id: self._written[key] for link_id, key in keys.items() if key in self._written}
        for link_id, story in self._stories_of(
            {pk: found for pk, found in turned.items() if pk not in entries}
        ).items():
            weight = weights[link_id]
            entries[link_id] = self._written[keys[link_id]] = entry_for(
                story,
                weight.letters,
                claims_at_risk=weight.claims_at_risk,
                with_drafts=wanted.with_drafts,
                outside=wanted.outside,
            )
        return {link_id: entry for link_id, entry in entries.items() if entry}

    def _stories_of(self, turned: Mapping[int, Turned]) -> dict[int, Story]:
        keys = {link_id: (link_id, turned_one.last_change_id) for link_id, turned_one in turned.items()}
        found = {link_id: self._stories[key] for link_id, key in keys.items() if key in self._stories}
        missing = {link_id: turned[link_id] for link_id in keys if link_id not in found}
        for link_id, story in stories(missing):
            found[link_id] = self._stories[keys[link_id]] = story
        return found


# A link, its newest change that is told, the letters that the reader knows, and how they are shown.
_Key = tuple[int, int, frozenset[int], bool, bool]


def gather(*, after_id: int, through_id: int, wanted: Wanted, following: Following | None = None) -> Digest:
    """One digest (see `Gathering`)."""
    return Gathering()(after_id=after_id, through_id=through_id, wanted=wanted, following=following)


def _wanted_letters(told: News, wanted: Wanted) -> set[int]:
    """Those of the letters that cite what changed which the reader wants, and may know of."""
    return {
        letter_id
        for chunk in chunks(told.citing_letters)
        for letter_id in wanted.letters.order_by().filter(pk__in=chunk).values_list("pk", flat=True)
    }


def _ranked(turned: Mapping[int, Turned], weights: Mapping[int, Weight], *, outside: bool) -> dict[Turn, list[int]]:
    """The links of each turn that is told, gravest first. What awaits a decision is no news to outsiders."""
    of_turn: dict[Turn, list[int]] = defaultdict(list)
    for link_id, found in turned.items():
        of_turn[found.turn].append(link_id)
    return {
        turn: by_weight(weights, of_turn[turn])
        for turn in Turn
        if of_turn[turn] and not (outside and turn == Turn.FOUND)
    }


def _dead_total(wanted: Wanted) -> int:
    """How many sources of the wanted letters cannot be read now."""
    cited = Citation.objects.filter(footnote__letter__in=wanted.letters.order_by(), source__link__state=State.DEAD)
    return cited.order_by().aggregate(n=Count("source__link", distinct=True))["n"]

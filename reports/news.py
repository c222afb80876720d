"""What changed between two moments and how much hangs on it, whoever is told of it."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Min

from letters.models import Citation, Footnote, Letter, Mention
from letters.sentences import citing_sentence
from links.models import StateChange
from links.vocabulary import Aspect, PassageResult, State
from people.transliteration import plain
from reports.digest import Net, Turn, Weight, turn

# Databases limit how many values one query may name.
_CHUNK = 5000
_WORD = re.compile(r"\w+")
_READABLE = (State.ALIVE, State.MOVED)


@dataclass(frozen=True, slots=True)
class Turned:
    """What became of one link, and the newest change by which it did."""

    turn: Turn
    last_change_id: int


@dataclass(frozen=True, slots=True)
class Use:
    """One footnote that cites a link. `is_at_risk`: it speaks of a named detainee, and no other source that it cites
    can be read. `lacks_passage`: the words that it relies on do not stand on the page."""

    footnote_id: int
    is_published: bool
    is_at_risk: bool
    lacks_passage: bool


@dataclass(frozen=True, slots=True)
class News:
    """What became of links within a window of state changes, and which footnotes cite them, by letter.

    `besides` is what became of those that lack a passage, apart from that: a passage is news for the letters that rely
    on it alone, and whoever does not know these must not learn from it that there are any.
    """

    turned: dict[int, Turned]
    besides: dict[int, Turned]
    uses: dict[int, list[tuple[int, Use]]]
    since: datetime | None
    until: datetime | None

    @property
    def citing_letters(self) -> list[int]:
        return list(self.uses)

    def weights(self, letters: Iterable[int]) -> dict[int, Weight]:
        """How much hangs on each link, as far as these letters are concerned."""
        weights: dict[int, Weight] = defaultdict(Weight)
        for letter_id in letters:
            for link_id, use in self.uses.get(letter_id, ()):
                weight = weights[link_id]
                weight.letters.add(letter_id)
                if use.footnote_id not in weight.footnotes:
                    weight.footnotes.add(use.footnote_id)
                    weight.claims_at_risk += use.is_at_risk
                weight.in_published |= use.is_published
                weight.lacks_passage |= use.lacks_passage
        return dict(weights)

    def turned_for(self, weights: Mapping[int, Weight]) -> dict[int, Turned]:
        """What became of the links, as far as it concerns the letters by which they are weighed."""
        found = {}
        for link_id, weight in weights.items():
            is_foreign = self.turned[link_id].turn == Turn.PASSAGE_GONE and not weight.lacks_passage
            if told := (self.besides.get(link_id) if is_foreign else self.turned[link_id]):
                found[link_id] = told
        return found


def news(after_id: int, through_id: int) -> News:
    """The news of the changes after `after_id` up to `through_id`, in a number of queries that grows with long id
    lists alone."""
    window = StateChange.every.filter(pk__gt=after_id, pk__lte=through_id)
    turned, besides = _turned(
        window.order_by("pk").values_list("pk", "link_id", "aspect", "from_state", "to_state").iterator()
    )
    span = window.aggregate(since=Min("changed_at"), until=Max("changed_at"))
    return News(turned, besides, _uses(turned), span["since"], span["until"])


def chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    return (ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK))


def _turned(changes: Iterable[tuple[int, int, str, str, str]]) -> tuple[dict[int, Turned], dict[int, Turned]]:
    """The net change of each link, where it is news, and the same without what became of passages, where that is the
    gravest; `changes` oldest first."""
    nets: dict[int, dict[Aspect, Net]] = defaultdict(dict)
    newest: dict[tuple[int, Turn | None], int] = {}
    for change_id, link_id, aspect, before, after in changes:
        known = nets[link_id].get(Aspect(aspect))
        nets[link_id][Aspect(aspect)] = Net(known.before if known else before, after)
        newest[link_id, turn({Aspect(aspect): Net("", after)})] = change_id
        newest[link_id, None] = change_id

    def turned(link_id: int, net: Mapping[Aspect, Net]) -> Turned | None:
        told = turn(net)
        return Turned(told, newest.get((link_id, told), newest[link_id, None])) if told else None

    found, besides = {}, {}
    for link_id, net in nets.items():
        if told := turned(link_id, net):
            found[link_id] = told
            others: dict[Aspect, Net] = {aspect: one for aspect, one in net.items() if aspect != Aspect.PASSAGE}
            if told.turn == Turn.PASSAGE_GONE and (other := turned(link_id, others)):
                besides[link_id] = other
    return found, besides


def _uses(link_ids: Iterable[int]) -> dict[int, list[tuple[int, Use]]]:
    """What of the links each letter cites, letters in the order of their ids."""
    cited: list[tuple[int, int, int, str, str | None]] = []
    for chunk in chunks(sorted(link_ids)):
        rows = Citation.objects.filter(source__link__in=chunk)
        fields = ("source__link", "footnote__letter", "footnote", "footnote__letter__status", "passage__result")
        cited += rows.values_list(*fields).iterator()
    readable = _readable({footnote_id for _, _, footnote_id, *_ in cited})
    alone = {(link_id, footnote_id) for link_id, _, footnote_id, *_ in cited if readable[footnote_id] <= {link_id}}
    personal = _about_somebody({footnote_id for _, footnote_id in alone})
    uses: dict[int, list[tuple[int, Use]]] = defaultdict(list)
    for link_id, letter_id, footnote_id, status, passage in cited:
        is_published = status == Letter.Status.PUBLISHED
        is_at_risk = (link_id, footnote_id) in alone and footnote_id in personal
        use = Use(footnote_id, is_published, is_at_risk, lacks_passage=passage == PassageResult.MISSING)
        uses[letter_id].append((link_id, use))
    return dict(sorted(uses.items()))


def _readable(footnote_ids: set[int]) -> dict[int, set[int]]:
    """The links that can be read of those that each footnote cites."""
    found: dict[int, set[int]] = defaultdict(set)
    for chunk in chunks(sorted(footnote_ids)):
        rows = Citation.objects.filter(footnote__in=chunk, source__link__state__in=_READABLE)
        for footnote_id, link_id in rows.values_list("footnote", "source__link").iterator():
            found[footnote_id].add(link_id)
    return found


def _about_somebody(footnote_ids: set[int]) -> set[int]:
    """Those of the footnotes whose sentence, or own text, names one of the letter's detainees."""
    found = set()
    for chunk in chunks(sorted(footnote_ids)):
        notes = Footnote.objects.filter(pk__in=chunk)
        names: dict[int, set[frozenset[str]]] = defaultdict(set)
        named = Mention.objects.filter(letter__in=notes.order_by().values("letter"))
        for letter_id, family, name in named.values_list("letter", "person__family_name", "person__name"):
            names[letter_id].add(_words(family or name.split()[-1]))
        for note in notes.select_related("letter").only("number", "text", "letter__body").iterator():
            said = _words(f"{citing_sentence(note.letter.body, note.number)} {note.text}")
            if any(name <= said for name in names[note.letter_id]):
                found.add(note.pk)
    return found


def _words(text: str) -> frozenset[str]:
    return frozenset(plain(word) for word in _WORD.findall(text))

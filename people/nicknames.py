"""Given names that stand for each other: Ed for Edward, Bill for William. Pure.

The list is that of the package `nicknames` (English), with those given names that reach English letters in two forms.
"""

from collections import defaultdict
from functools import lru_cache

# One name in several traditions or spellings, of which its bearers use more than one in English; the first is in the
# package's list.
_ALSO = (
    ("david", "davit"),
    ("leon", "levon"),
    ("michael", "mikael", "mikayel"),
    ("gregory", "grigor"),
    ("anthony", "antony"),
)


def are_nicknames(one: str, other: str) -> bool:
    """Whether one plain given name is short for the other, or both are short for the same one."""
    formal = _formal_names()
    return bool(({one} | formal.get(one, set())) & ({other} | formal.get(other, set())))


@lru_cache(maxsize=1)
def _formal_names() -> dict[str, set[str]]:
    # Reading the list takes some 50 ms: only who compares names pays for it.
    from nicknames import name_triplets

    formal: dict[str, set[str]] = defaultdict(set)
    for name, relation, nickname in name_triplets():
        if relation == "has_nickname":
            formal[nickname].add(name)
    for group in _ALSO:
        for name in group:
            formal[name].add(group[0])
    return dict(formal)

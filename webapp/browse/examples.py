"""Searches to start from, found in the corpus itself: wordings that its sessions are about.

No list of topics is kept anywhere; another corpus gives other examples.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from indexer.query.parser import Phrase
from indexer.query.results import Query
from indexer.store.library import Library

MAX_TITLES = 400
MAX_CANDIDATES = 40
MAX_EXAMPLES = 5

# Words that join others in a title; an example neither begins nor ends with one.
_JOINING = frozenset(
    "a an and are as at between by for from in into is its more most new of on or our over the their this to toward "
    "towards under up via what with without within how why session panel roundtable round table part item "
    "recent current future introduction background conclusion years".split()
)
_RUN = re.compile(r"[^,;:.!?()\[\]“”\"–—/]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True)
class Example:
    """A wording worth searching for, with how much it finds."""

    words: str
    passages: int
    meetings: int


def find_examples(library: Library) -> tuple[Example, ...]:
    """Wordings from session titles that the most meetings and passages share, no two about the same thing."""
    counts = Counter(wording for title in islice(_titles(library), MAX_TITLES) for wording in _wordings(title))
    tried = []
    for words, _ in counts.most_common(MAX_CANDIDATES):
        results = library.search(Query(Phrase(words), size=1))
        meetings = next((facet.values for facet in results.facets if facet.name == "meeting"), ())
        tried.append(Example(words, results.total, sum(value.count > 0 for value in meetings)))
    best = sorted(tried, key=lambda one: (-one.meetings, -one.passages, one.words))
    chosen: list[Example] = []
    for example in best:
        if example.passages > 1 and not any(_akin(example, other) for other in chosen):
            chosen.append(example)
    return tuple(chosen[:MAX_EXAMPLES])


def _akin(one: Example, other: Example) -> bool:
    """Whether two examples have a word in common that is more than a joining word."""
    return bool((set(one.words.split()) - _JOINING) & (set(other.words.split()) - _JOINING))


def _titles(library: Library) -> Iterator[str]:
    """The titles of all sessions, newest meeting first."""
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            yield session.title


def _wordings(title: str) -> set[str]:
    """Two to four neighbouring words of a title that begin and end with a word of weight."""
    found = set()
    for run in _RUN.findall(title.casefold()):
        words = _WORD.findall(run)
        for size in (2, 3, 4):
            for start in range(len(words) - size + 1):
                piece = words[start : start + size]
                if piece[0] not in _JOINING and piece[-1] not in _JOINING and min(map(len, (piece[0], piece[-1]))) > 3:
                    found.add(" ".join(piece))
    return found

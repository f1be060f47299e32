"""Finds example searches in the corpus itself: phrases from the titles of its sessions.

There is no fixed list of topics; another corpus gives other examples.
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
from indexer.text.stopwords import stop_words

MAX_TITLES = 400
MAX_CANDIDATES = 40
MAX_EXAMPLES = 5

# Words that join others in a title; an example neither begins nor ends with one.
_JOINING_WORDS = stop_words("example")
_RUN = re.compile(r"[^,;:.!?()\[\]“”\"–—/]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")


@dataclass(frozen=True)
class Example:
    """A phrase worth searching for, with how much it finds."""

    words: str
    passages: int
    meetings: int


def find_examples(library: Library) -> tuple[Example, ...]:
    """Return the phrases from session titles that most meetings and passages share, no two on the same subject."""
    counts = Counter(phrase for title in islice(_titles(library), MAX_TITLES) for phrase in _phrases(title))
    candidates = []
    for phrase, _ in counts.most_common(MAX_CANDIDATES):
        results = library.search(Query(Phrase(phrase), size=1, facets=("meeting",), top_values=0))
        candidates.append(Example(phrase, results.total, sum(facet.more for facet in results.facets)))
    best = sorted(candidates, key=lambda example: (-example.meetings, -example.passages, example.words))
    chosen: list[Example] = []
    for example in best:
        if example.passages > 1 and not any(_share_content_word(example, other) for other in chosen):
            chosen.append(example)
    return tuple(chosen[:MAX_EXAMPLES])


def _share_content_word(example: Example, other: Example) -> bool:
    """Return whether two examples share a word that is more than a joining word."""
    return bool((set(example.words.split()) - _JOINING_WORDS) & (set(other.words.split()) - _JOINING_WORDS))


def _titles(library: Library) -> Iterator[str]:
    """Yield the titles of all sessions, newest meeting first."""
    for meeting in library.meetings():
        for session in library.sessions(meeting.id):
            yield session.title


def _phrases(title: str) -> set[str]:
    """Return the phrases of two to four words of a title that begin and end with a content word."""
    phrases = set()
    for run in _RUN.findall(title.casefold()):
        words = _WORD.findall(run)
        for size in (2, 3, 4):
            for start in range(len(words) - size + 1):
                phrase_words = words[start : start + size]
                edges = phrase_words[0], phrase_words[-1]
                if not _JOINING_WORDS.intersection(edges) and min(map(len, edges)) > 3:
                    phrases.add(" ".join(phrase_words))
    return phrases

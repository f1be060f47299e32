"""Finds the papers of a collection that a text cites: by a symbol that one paper alone has, or by an exact title.

A title counts where it is in quotation marks or, if it is long, where it stands as the paper has it. What two papers
share decides nothing, and the title of a meeting names the meeting. `entities/symbols` finds symbols in a text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from indexer.engine.values.own_symbol import own_symbol
from indexer.model import Document
from indexer.store.library import Library
from indexer.text.analysis import terms_in
from indexer.text.stopwords import is_function_word

LEAST_WORDS = 3
"""Words that a title in quotation marks must have that are no words of grammar."""
LEAST_WORDS_BARE = 6
"""Words that a title must have to count without quotation marks."""
_KEY_WORDS = 3
_TEXTS_KEPT = 256
"""Texts whose titles are kept: neighbouring pages have the same passages again."""
_QUOTES = '"“”„‟«»「」『』‘’'


class CitedTitle(NamedTuple):
    """A title that a text cites, and its paper."""

    title: str
    document: str


class _TitleWords(NamedTuple):
    words: tuple[str, ...]
    cited: CitedTitle


class CitedPapers:
    """The papers of one build that texts can cite."""

    def __init__(self, documents: Iterable[Document], other_titles: Iterable[str]) -> None:
        """Take the papers, and the titles of meetings, which are no titles of papers."""
        papers = tuple(documents)
        symbols = [(symbol, paper.id) for paper in papers if (symbol := own_symbol(paper))]
        counts = Counter(symbol for symbol, _ in symbols)
        self.by_symbol: Mapping[str, str] = {symbol: id_ for symbol, id_ in symbols if counts[symbol] == 1}
        """The id of the only paper that has a symbol."""
        of_papers = [terms_in(paper.title) for paper in papers]
        keys = Counter([*of_papers, *map(terms_in, other_titles)])
        self._titles: dict[tuple[str, ...], list[_TitleWords]] = {}
        for paper, words in zip(papers, of_papers, strict=True):
            if keys[words] == 1 and sum(not is_function_word(word) for word in words) >= LEAST_WORDS:
                title = _TitleWords(words, CitedTitle(paper.title, paper.id))
                self._titles.setdefault(words[:_KEY_WORDS], []).append(title)
        self._titles_found = lru_cache(maxsize=_TEXTS_KEPT)(self._find_titles)

    def titles_in(self, text: str, own: str) -> tuple[CitedTitle, ...]:
        """Return the titles of other papers than `own` that a text cites, each once, in order."""
        return self._titles_found(text, own)

    def _find_titles(self, text: str, own: str) -> tuple[CitedTitle, ...]:
        words = terms_in(text)
        return tuple(dict.fromkeys(self._titles_at(words, text, own)))

    def _titles_at(self, words: tuple[str, ...], text: str, own: str) -> Iterator[CitedTitle]:
        for start in range(len(words) - _KEY_WORDS + 1):
            for title in self._titles.get(words[start : start + _KEY_WORDS], ()):
                is_here = words[start : start + len(title.words)] == title.words
                if is_here and title.cited.document != own and _is_cited(title, text):
                    yield title.cited


def cited_papers(library: Library) -> CitedPapers:
    """Return the papers of a library that texts can cite. Call it once for each build."""
    return CitedPapers(library.documents(), (meeting.title for meeting in library.meetings()))


@lru_cache(maxsize=1_000)
def _as_written(title: str) -> re.Pattern[str]:
    """Return a pattern that finds a title with the quotation marks around it, whatever spaces it has."""
    words = r"\s+".join(map(re.escape, title.split()))
    return re.compile(rf"(?P<before>[{_QUOTES}]?)(?<!\w){words}(?!\w)[,.]?(?P<after>[{_QUOTES}]?)", re.IGNORECASE)


def _is_cited(title: _TitleWords, text: str) -> bool:
    """Return whether a text has a title in quotation marks, or a long one written exactly so."""
    exact = " ".join(title.cited.title.split())
    return any(
        (match["before"] and match["after"])
        or (len(title.words) >= LEAST_WORDS_BARE and exact in " ".join(match.group().split()))
        for match in _as_written(title.cited.title).finditer(text)
    )

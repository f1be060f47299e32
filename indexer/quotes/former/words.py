"""Look for the words of a quotation in what passages said before they were reworded, merged or removed."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from indexer.model import passage_url
from indexer.quotes.claims import PassageLookup, linked_id
from indexer.quotes.find import MINIMUM_WORDS
from indexer.quotes.spans import QuotedSpan
from indexer.registry.rows import VERSION_LENGTH, PassageRow
from indexer.speech.marking import marked
from indexer.speech.translation import gettext
from indexer.text.analysis import tokens

MAX_FORMER_TEXTS = 20_000
"""Texts read for one draft: two to three of the twenty seconds that a draft has, and some 40 MB."""
FormerEnd = Literal["reworded", "merged", "removed"]
_SENTENCES: dict[FormerEnd, str] = {
    "reworded": marked("No paper has these words now. A passage had them until it was reworded."),
    "merged": marked("No paper has these words now. A passage had them until it was merged into another."),
    "removed": marked("No paper has these words now. A passage had them until it was removed on %(day)s."),
}


@dataclass(frozen=True)
class FormerPlace:
    """A passage that had the words of a quotation once."""

    passage: str
    """Its id."""
    version: str
    """That of the wording which has the words."""
    end: FormerEnd
    """What became of that wording."""
    until: str | None
    """When the passage was merged or removed, as `2026-01-31T12:00:00Z`; when it was reworded is not recorded."""

    @property
    def path(self) -> str:
        """The path on the site that shows the wording as it was."""
        return f"{passage_url(self.passage)}?v={self.version}"

    @property
    def sentence(self) -> str:
        """What became of the words, for people."""
        return gettext(_SENTENCES[self.end], day=(self.until or "")[:10])

    def as_json(self) -> dict[str, object]:
        """Return it as a JSON object."""
        return {"passage": self.passage, "url": self.path, "end": self.end, "until": self.until}


@dataclass(frozen=True)
class _FormerText:
    place: FormerPlace
    document: str
    words: str
    """The folded words, with a space before and after each."""


class FormerWords:
    """The former wordings of one library's passages, which are read when words are first looked for."""

    def __init__(self, lookup: PassageLookup, most: int = MAX_FORMER_TEXTS) -> None:
        """Of very many texts only the first `most` are read."""
        self._lookup = lookup
        self._most = most

    def find(self, spans: Sequence[QuotedSpan], links: Iterable[str] = ()) -> FormerPlace | None:
        """Return a wording that has all words of a quotation, folded and in order, or None.

        Of several, one in the passage or the paper that a link names; else the one that was there last. Words of a
        passage that was merged were in the other one after it, if that has had them.
        """
        fixed = [word.text for span in spans for word, free in zip(span.words, span.free, strict=True) if not free]
        if len(fixed) < MINIMUM_WORDS:
            return None
        numbers = min((self._numbers.get(word, _NOWHERE) for word in set(fixed)), key=len)
        found = [text for text in map(self._texts.__getitem__, numbers) if _has_spans(text.words, spans)]
        named = set(map(linked_id, links)) - {""}

        def rank(text: _FormerText) -> tuple[bool, bool, bool, str]:
            place = text.place
            return place.passage in named, text.document in named, place.end != "merged", place.until or ""

        return max(found, key=rank).place if found else None

    @cached_property
    def _texts(self) -> tuple[_FormerText, ...]:
        return tuple(islice(self._every_text(), self._most))

    @cached_property
    def _numbers(self) -> dict[str, array[int]]:
        """The numbers of the texts that have a word, by word."""
        numbers: dict[str, array[int]] = defaultdict(lambda: array("I"))
        for number, text in enumerate(self._texts):
            for word in set(text.words.split()):
                numbers[word].append(number)
        return dict(numbers)

    def _every_text(self) -> Iterator[_FormerText]:
        for row in self._lookup.history.past_rows():
            if self._lookup.removal(row.id) is None:  # what was redacted is shown nowhere
                yield from _texts_of(row)


_NOWHERE: array[int] = array("I")


def _texts_of(row: PassageRow) -> Iterator[_FormerText]:
    """Yield what a passage said once, the latest first; its wording of today is none of these."""
    end: FormerEnd = "merged" if row.outcome == "merged" else "removed"
    if not row.living and row.text:
        yield _former_text(row, row.hash, row.text, end, row.last)
    for wording in reversed(row.past):
        if wording.text:
            yield _former_text(row, wording.hash, wording.text, "reworded", None)


def _former_text(row: PassageRow, wording_hash: str, text: str, end: FormerEnd, until: str | None) -> _FormerText:
    place = FormerPlace(row.id, wording_hash[:VERSION_LENGTH], end, until)
    return _FormerText(place, row.document, f" {' '.join(word.text for word in tokens(text))} ")


def _has_spans(text: str, spans: Sequence[QuotedSpan]) -> bool:
    """Return whether a text has all spans in order, with as many words between them as each allows."""
    if not all(f" {run} " in text for span in spans for run in _fixed_runs(span)):
        return False
    words = text.split()
    ends = [0]  # where what was found so far may end, in order
    for number, span in enumerate(spans):
        most = span.max_gap if number else None
        starts = _starts(words, span)
        ends = [start + len(span.words) for start in starts if _follows(start, ends, most)]
        if not ends:
            return False
    return True


def _follows(start: int, ends: Sequence[int], most: int | None) -> bool:
    """Return whether a place is after one of the ends, with at most so many words between."""
    before = bisect_right(ends, start)
    return before > 0 and (most is None or start - ends[before - 1] <= most)


def _fixed_runs(span: QuotedSpan) -> Iterator[str]:
    """Yield the words between those that the writer marks as changed."""
    run: list[str] = []
    for word, free in zip(span.words, span.free, strict=True):
        if not free:
            run.append(word.text)
        elif run:
            yield " ".join(run)
            run = []
    if run:
        yield " ".join(run)


def _starts(words: Sequence[str], span: QuotedSpan) -> Iterator[int]:
    """Yield where a span begins in a text."""
    wanted = [(offset, word.text) for offset, word in enumerate(span.words) if not span.free[offset]]
    for start in range(len(words) - len(span.words) + 1):
        if all(words[start + offset] == word for offset, word in wanted):
            yield start

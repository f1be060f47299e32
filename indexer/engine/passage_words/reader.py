"""What is asked of an engine without columns on this machine: the passages that some words may be from, and counts.

What is done with the passages is for others to say: quotations are aligned with them in `quotes`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, Protocol

Run = tuple[str, ...]
"""Folded words that stand in a row."""


class WantedWords(NamedTuple):
    """The words of one quotation, or of a passage whose like is looked for."""

    parts: tuple[tuple[Run, ...], ...]
    """For each part between omissions the runs of words that are quoted unchanged."""
    kind: Literal["quotation", "phrase", "versions"] = "quotation"
    """What is wanted: passages with all of the words, else those with the most of them; of a phrase only those with all
    of them, and with another spelling of it; and of versions those with the most of them, whether one has all."""
    spellings: tuple[tuple[Run, ...], ...] = ()
    """Other spellings of the runs of a phrase."""
    passage: str | None = None
    """A passage that is wanted in any case."""
    document: str | None = None
    meeting: str | None = None
    """The paper and the meeting of which passages are wanted most."""
    most_passages: int = 0
    """Of versions: runs of four words that more passages have do not count."""


class ReadPassage(NamedTuple):
    """One passage as it was read."""

    id: str
    document: str
    """The id of its document."""
    place: int
    """Its place among the passages of the document."""
    text: str


class RunTotal(NamedTuple):
    """How often a run of words occurs that more passages have than were read."""

    passages: int
    papers: int
    times: int | None
    """How often it stands in them; None where that is not known."""


class ReadPassages(NamedTuple):
    """What was read for some wanted words."""

    passages: Sequence[ReadPassage]
    """Each once, in the order of the corpus."""
    totals: Mapping[Run, RunTotal]
    """For runs of quotations that more passages have than were read."""


class WordReader(Protocol):
    """Looks up words in the passages of a build; safe to use from many threads."""

    @property
    def size(self) -> int:
        """The number of words of all passages, and one for each passage."""

    def passages_for(self, wanted: Sequence[WantedWords]) -> ReadPassages:
        """Return the passages that some words may be from: those with all of them, and those with the most of them."""

    def times(self, word: str) -> int:
        """Return how often a folded word stands in the texts of passages."""

    def passages_with(self, runs: Sequence[Run]) -> list[int]:
        """Return for each run how many passages have it in their text."""

    def any_with_all(self, terms: Iterable[str]) -> bool:
        """Return whether a passage has all of some folded terms in its text, each in any form."""

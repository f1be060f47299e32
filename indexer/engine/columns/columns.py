"""An opened index: its segments in order, which passages live, and the vocabulary of all of them.

Opening maps the files, and checks the small ones; nothing else is read.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from indexer.errors import IndexDamaged

from .files import SMALL_FILE, Manifest, MappedFiles
from .segment import Segment
from .strings import Strings
from .tallies import LengthSums
from .vocabulary import Vocabulary

ALIVE = "alive"


class JoinedSegments:
    """Segments whose passages are numbered one after the other; safe to use from many threads."""

    def __init__(self, segments: Sequence[Segment], alive: NDArray[np.bool_] | None = None) -> None:
        """Take segments that know the numbers of their first passages, and which of all passages are not deleted."""
        self.segments: tuple[Segment, ...] = tuple(segments)
        self.passages = sum(segment.passages for segment in segments)
        """The number of passages, deleted ones too."""
        self.alive = alive
        """For each passage whether it is not deleted; None where none is."""

    @property
    def languages(self) -> tuple[str, ...]:
        """The analysis languages that `language_of` numbers."""
        return tuple(dict.fromkeys(language for segment in self.segments for language in segment.languages))

    @cached_property
    def language_of(self) -> NDArray[np.uint8]:
        """For each passage the place of its analysis language in `languages`."""
        places = {language: place for place, language in enumerate(self.languages)}
        parts = [
            np.array([places[language] for language in segment.languages], dtype=np.uint8)[segment.language_of]
            for segment in self.segments
        ]
        return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, np.uint8), *parts])

    @cached_property
    def text_lengths(self) -> NDArray[np.int64]:
        """The number of terms of each passage's text; 0 where the length does not count."""
        return _joined([segment.text_lengths for segment in self.segments])

    @cached_property
    def context_lengths(self) -> NDArray[np.int64]:
        """The number of terms around each passage, and one for each piece; 0 where the length does not count."""
        return _joined([segment.context_lengths for segment in self.segments])


class WordSegments(JoinedSegments):
    """Segments, and the vocabulary of the index that they are all or a part of."""

    vocabulary: Vocabulary


class Columns(WordSegments):
    """An index in a folder; safe to use from many threads."""

    def __init__(self, root: Path) -> None:
        """Open the index in a folder.

        Raise IndexDamaged when a file is missing or changed, and IndexOutdated when another version wrote it.
        """
        self.root = root
        self.manifest = Manifest.read(root)
        try:
            self.files = MappedFiles(root, self.manifest.files)
            """The files of the whole index, those of doc values among them."""
            facts = self.manifest.facts
            self.lengths = {name: LengthSums(*sums) for name, sums in facts["lengths"].items()}
            """The lengths of each field over the living passages: their sum, and how many count."""
            self.vocabulary = Vocabulary(self.files, facts["languages"])
            segments, first = [], 0
            for name in self.manifest.segments:
                files = MappedFiles(root, self.manifest.files, name)
                segments.append(Segment(name, files, first, tuple(facts["segment_languages"][name])))
                first += segments[-1].passages
        except (LookupError, TypeError, ValueError) as error:
            raise IndexDamaged(root.parent, f"{root.name}/ is not what was written: {error}") from error
        alive = self.files.array(ALIVE).view(np.bool_) if ALIVE in self.files else None
        if alive is not None and len(alive) != first:
            raise IndexDamaged(root.parent, f"{root.name}/ has not the passages that it lists")
        super().__init__(segments, alive)

    @property
    def living(self) -> int:
        """The number of passages that are not deleted."""
        return sum(self.vocabulary.language_counts.values())

    def wrong_files(self) -> tuple[str, ...]:
        """Return the large files that are not what was written; the small ones were checked when it was opened."""
        return tuple(self.manifest.wrong_files(self.root, above=SMALL_FILE))


def numbers_in(vocabulary: Strings, own: Strings) -> NDArray[np.uint32]:
    """Return the number in a vocabulary of each term of a segment, from term 0 on.

    Numbers begin with 1; 0 stands for a term that only deleted passages have.
    """
    if vocabulary.text == own.text:
        return np.arange(len(own) + 1, dtype=np.uint32)
    places = {term: number for number, term in enumerate(vocabulary, start=1)}
    return np.array([0, *(places.get(term, 0) for term in own)], dtype=np.uint32)


def _joined(parts: list[NDArray[np.int64]]) -> NDArray[np.int64]:
    return parts[0] if len(parts) == 1 else np.concatenate([np.zeros(0, np.int64), *parts])

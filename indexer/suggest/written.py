"""How the tokens of all passages are written, kept on disk while they go by, in the order of the index's text field."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from indexer.text.paper_words import GAPS, PaperWords

Places = NDArray[np.int64]


class WrittenStream:
    """What is known of each token of the passages beside its term, kept on disk: what stands before it, and its form.

    The tokens are numbered as in the text field of a segment, with one more place at the end of each text.
    """

    def __init__(self, path: Path) -> None:
        """Keep it in files beside a path until `close`."""
        self._paths = tuple(path.with_name(f"{path.name}.{name}.part") for name in ("gaps", "places", "forms"))
        self._files = [file.open("wb") for file in self._paths]
        self._forms: dict[str, int] = {}
        self._length = 0

    def add(self, words: PaperWords) -> None:
        """Add the texts of a paper."""
        gaps, places, forms = self._files
        lengths = words.text_lengths
        at = np.arange(len(words.gaps)) + np.repeat(np.arange(len(lengths)), lengths)
        row = np.zeros(len(words.gaps) + len(lengths), np.uint8)
        row[at] = np.frombuffer(words.gaps, np.uint8)
        gaps.write(row.tobytes())
        places.write((at[words.odd_tokens] + self._length).tobytes())
        numbers = [self._forms.setdefault(form, len(self._forms)) for _, form in words.forms]
        forms.write(np.array(numbers, np.uint32)[words.odd_forms].tobytes())
        self._length += len(row)

    def read(self) -> WrittenTokens:
        """Return what was added."""
        for file in self._files:
            file.flush()
        gaps, places, forms = self._paths
        return WrittenTokens(
            np.fromfile(gaps, np.uint8), np.fromfile(places, np.int64), np.fromfile(forms, np.uint32), list(self._forms)
        )

    def close(self) -> None:
        """Delete the files. Raise OSError, once all are closed, where what was added could not be written."""
        with ExitStack() as stack:
            for file, path in zip(self._files, self._paths, strict=True):
                stack.callback(path.unlink, missing_ok=True)
                stack.callback(file.close)


class WrittenTokens(NamedTuple):
    """What stands before each token, and the form of those that are written otherwise than their term."""

    gaps: NDArray[np.uint8]
    places: Places
    """The tokens with a form of their own, ascending."""
    numbers: NDArray[np.uint32]
    forms: Sequence[str]

    def between(self, first: int, end: int) -> WrittenTokens:
        """Return what is known of the tokens from one on, up to another."""
        low, high = np.searchsorted(self.places, (first, end))
        places, numbers = self.places[low:high] - first, self.numbers[low:high]
        return WrittenTokens(self.gaps[first:end], places, numbers, self.forms)

    def written(self, place: int, terms: Sequence[str]) -> str:
        """Return the words from a place on as they are written; `terms` are their folded terms."""
        first = int(np.searchsorted(self.places, place))
        own = {
            int(self.places[at]) - place: self.forms[self.numbers[at]]
            for at in range(first, min(first + len(terms), len(self.places)))
        }
        words = [own.get(number, term) for number, term in enumerate(terms)]
        gaps = ("", *(GAPS[gap] for gap in self.gaps[place + 1 : place + len(terms)]))
        return "".join(part for pair in zip(gaps, words, strict=True) for part in pair)

"""The share of each file's text that stands in no passage, for the report of a build."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from indexer.structure.draft import DraftFacts, UnplacedText

LISTED_SHARE = 0.02
"""The share of a file's text in no passage from which on the report lists the file."""


@dataclass(frozen=True)
class UnplacedFile:
    """A file with text that stands in no passage."""

    source: str
    share: float
    """Of the letters and digits of its text, headings among them."""
    texts: tuple[UnplacedText, ...]
    """The letters by reason, the most first."""


def unplaced_files(papers: Mapping[str, DraftFacts]) -> tuple[UnplacedFile, ...]:
    """Return the files with text in no passage, given the facts of all papers by file name; the largest share first."""
    files = [
        UnplacedFile(name, sum(text.letters for text in facts.unplaced) / facts.letters, facts.unplaced)
        for name, facts in papers.items()
        if facts.unplaced and facts.letters
    ]
    return tuple(sorted(files, key=lambda file: (-file.share, file.source)))

"""List who is read as author and publisher of the papers in folders, with the words that say so, to be judged by hand.

`python -m benchmarks.reading.authors FOLDER... --half 1` prints the papers of one half, told by a hash of the file
name, so that rules can be written from the other; without `--half`, all. With `--none`, it lists those with neither.
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path

from indexer.disk.hashing import sha256_hex
from indexer.errors import RapporteurError
from indexer.model import Source
from indexer.readers import read_source
from indexer.structure.draft import DraftFacts
from indexer.structure.parse import parse_paper
from indexer.text.language_id import load_model

_ENDINGS = frozenset({".docx", ".htm", ".html", ".md", ".odt", ".pdf", ".rtf", ".txt", ".vtt"})


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.reading.authors", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("--half", type=int, choices=(0, 1), help="only the papers of this half")
    parser.add_argument("--none", action="store_true", help="the papers with neither author nor publisher")
    options = parser.parse_args()
    load_model()
    files = [path for folder in options.folders for path in sorted(folder.rglob("*")) if path.suffix in _ENDINGS]
    chosen = [path for path in files if options.half is None or half_of(path) == options.half]
    known = 0
    for path, facts in read_papers(chosen):
        is_known = bool(facts.author or facts.publisher)
        known += is_known
        if is_known != options.none:
            print(path.name, *_lines(facts), sep="\n    ")
    print(f"{known} of {len(chosen)} papers have an author or a publisher")


def half_of(path: Path) -> int:
    """Return which half of the papers a file belongs to, 0 or 1."""
    return int(sha256_hex([path.name.encode()]), 16) % 2


def read_papers(paths: Sequence[Path]) -> Iterator[tuple[Path, DraftFacts]]:
    """Yield the facts of each paper that can be read."""
    for path in paths:
        source = Source(path, path.name, "")
        try:
            yield path, parse_paper(source, read_source(source, path.read_bytes())).facts
        except RapporteurError as error:
            print(f"{path.name} {error}")


def _lines(facts: DraftFacts) -> Iterator[str]:
    known = {entry.fact: entry for entry in facts.evidence}
    if facts.author:
        yield f"author: {facts.author} ({known['author'].basis}: {known['author'].evidence})"
    if facts.publisher:
        yield f"publisher: {facts.publisher} ({known['publisher'].basis}: {known['publisher'].evidence})"


if __name__ == "__main__":
    main()

"""Measure the memory of writing search files of many passages: `python -m benchmarks.speed.writing --texts FILE`.

Where more passages are asked for than FILE has, they come again as those of other papers, with some words changed. They
are handed over as they are made, so that no memory is counted but that of writing.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import count, islice
from pathlib import Path

from benchmarks.memory import begin_peak, peak, size
from indexer.engine.whoosh.engine import WhooshWriter
from indexer.model import Document, Passage

from .paragraphs import passages_in

TOGETHER = 4_096
"""Passages that are handed over at a time."""
CHANGED = 40
"""One word in so many is another one in each copy."""


def varied_passages(texts: Path) -> Iterator[Passage]:
    """Yield the passages of a file, and then those of its papers with other words, without end."""
    yield from passages_in(texts)
    for copy in count(1):
        documents: dict[str, Document] = {}
        for passage in passages_in(texts):
            document = documents.setdefault(passage.document.id, _another(passage.document, copy))
            words = passage.text.split(" ")
            words[copy % CHANGED :: CHANGED] = [f"{word}{copy}" for word in words[copy % CHANGED :: CHANGED]]
            yield replace(passage, id=f"{document.id}.{passage.ordinal}", text=" ".join(words), document=document)


def _another(document: Document, copy: int) -> Document:
    return replace(document, id=f"{document.id}-copy-{copy}")


def main() -> None:
    """Write the search files, and print what they cost."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.speed.writing", description=__doc__)
    parser.add_argument(
        "--texts", type=Path, required=True, help="JSON lines with a `text` each (.jsonl, or .jsonl.xz)"
    )
    parser.add_argument("--passages", type=int, nargs="+", default=[100_000, 1_115_000])
    options = parser.parse_args()
    for passages in options.passages:
        print(_cost(options.texts, passages), flush=True)


def _cost(texts: Path, passages: int) -> str:
    """Return in a sentence what writing so many passages costs."""
    words = 0
    remaining = islice(varied_passages(texts), passages)
    with tempfile.TemporaryDirectory() as folder:
        before = begin_peak()
        with WhooshWriter(Path(folder) / "engine") as writer:
            while some := list(islice(remaining, TOGETHER)):
                words += sum(passage.text.count(" ") + 1 for passage in some)
                writer.add(some)
            collected = peak() - before
            began = time.process_time()
            writer.finish()
        finishing = time.process_time() - began
        return (
            f"{passages:,} passages, {words / 1e6:.1f} million words: {collected / 1e6:.0f} MB while they come, "
            f"{(peak() - before) / 1e6:.0f} MB until all is written; {finishing:.0f} s of the processor to finish, "
            f"{size(Path(folder)) / 1e6:,.0f} MB on disk"
        )


if __name__ == "__main__":
    main()

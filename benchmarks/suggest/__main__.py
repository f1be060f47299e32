"""Time suggestions over a built index: `python -m benchmarks.suggest BUILD_FOLDER [--prefixes 200]`.

`python -m benchmarks.suggest --write FOLDER --speeches FILE.jsonl.xz [--paragraphs 100000]` writes the papers first,
which `rapporteur index FOLDER` then indexes.
"""

from __future__ import annotations

import argparse
import random
import statistics
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from indexer.store.library import Library
from indexer.suggest.entry import SUGGESTIONS_FILE
from indexer.suggest.slips import nearest_words

from .papers import write_papers


def main() -> None:
    """Print the medians and the worst times."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("build", type=Path, nargs="?")
    arguments.add_argument("--prefixes", type=int, default=200)
    arguments.add_argument("--write", type=Path)
    arguments.add_argument("--speeches", type=Path)
    arguments.add_argument("--paragraphs", type=int, default=100_000)
    options = arguments.parse_args()
    if options.write and options.speeches:
        print(write_papers(options.speeches, options.write, options.paragraphs), "papers")
        return
    library = Library(options.build)
    suggestions = library.suggestions
    started = time.perf_counter()
    library.suggest("first question")
    print(f"the very first, stemmer loaded: {(time.perf_counter() - started) * 1000:.0f} ms")
    prefixes = sample_prefixes(library, options.prefixes)
    for words in (1, 2, 3):
        prefixes_of_length = [prefix for prefix in prefixes if min(len(prefix.split()), 3) == words]
        print(f"{words} words:", time_suggestions(library.suggest, prefixes_of_length))
    print("all:", time_suggestions(library.suggest, prefixes))
    slips = [word[:-2] + word[-1] + word[-2] for prefix in prefixes for word in prefix.split() if len(word) > 5]
    print("nearest words of a slip:", time_suggestions(lambda word: nearest_words(suggestions, word), slips[:100]))
    whole = sum(file.stat().st_size for file in options.build.rglob("*") if file.is_file())
    size = (options.build / SUGGESTIONS_FILE).stat().st_size
    print(f"{size / 1e6:.1f} MB of the {whole / 1e6:.1f} MB of the build, {library.stats.passages:,} passages")


def sample_prefixes(library: Library, count: int) -> list[str]:
    """Return this many beginnings of passages: one to four words, the last cut short at random."""
    chance = random.Random(2719)  # noqa: S311  # chance here is variety, not secrecy
    papers = [chance.choice(library.documents()) for _ in range(count)]
    prefixes = []
    for paper in papers:
        words = chance.choice(library.document_passages(paper.id)).text.split()
        start = chance.randrange(len(words))
        *before, last = words[start : start + chance.randint(1, 4)]
        prefixes.append(" ".join((*before, last[: chance.randint(1, len(last))])))
    return prefixes


def time_suggestions(ask: Callable[[str], object], texts: Sequence[str]) -> str:
    """Ask for each text once; return the median, the 95th percentile and the worst time as text."""
    times = []
    for text in texts:
        started = time.perf_counter()
        ask(text)
        times.append((time.perf_counter() - started) * 1000)
    times.sort()
    high = times[int(len(times) * 0.95)]
    return f"{len(times)} asked, median {statistics.median(times):.1f} ms, 95 % {high:.1f} ms, worst {times[-1]:.1f} ms"


if __name__ == "__main__":
    main()

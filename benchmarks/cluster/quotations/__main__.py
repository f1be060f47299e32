"""Compare quotations looked up in a cluster and in columns: `python -m benchmarks.cluster.quotations INDEX_DIR`.

INDEX_DIR has a build that was written with `--engine opensearch` and still has its columns. Both are asked the same.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path
from statistics import median
from typing import Any

from indexer.attribution.known_names import KnownNames
from indexer.explore.lineage import lineage
from indexer.explore.similar import find_similar
from indexer.model import Passage
from indexer.quotes.claims import site_claim_reader
from indexer.quotes.corpus_words.protocol import BuildWords
from indexer.quotes.find import find_quotations
from indexer.quotes.finding import Finding
from indexer.quotes.verify import iter_findings
from indexer.quotes.word_index import open_word_index
from indexer.store.builds import live_build
from indexer.store.library import ENGINE_FOLDER, Library

from .made import SITE, MadeQuotation, made_quotations

TOGETHER = 11
"""Quotations of one draft."""


class _FromColumns(Library):
    """The build with the words of its columns."""

    @property
    def words(self) -> BuildWords:
        """The words of the columns."""
        if self._words is None:
            self._words = open_word_index(self.folder / ENGINE_FOLDER)
        return self._words


def main() -> None:
    """Print a table of what is the same, and what is not."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cluster.quotations", description=__doc__)
    parser.add_argument("index_dir", type=Path)
    parser.add_argument("--quotations", type=int, default=550)
    parser.add_argument("--passages", type=int, default=60, help="of which versions and similar ones are looked for")
    parser.add_argument("--seed", type=int, default=15)
    options = parser.parse_args()
    folder = live_build(options.index_dir)
    here, elsewhere = _FromColumns(folder), Library(folder)
    made = list(made_quotations(here, options.seed, options.quotations))
    print(f"{here.stats.passages:,} passages, {len(made)} quotations\n")
    _compare_quotations(made, here, elsewhere)
    step = max(here.stats.passages // options.passages, 1)
    ids = [passage.id for passage in here.passages()][::step][: options.passages]
    _compare_passages(ids, here, elsewhere)
    _compare_suggestions(ids, here, elsewhere)


def _compare_quotations(made: list[MadeQuotation], here: Library, elsewhere: Library) -> None:
    same: dict[str, Counter[str]] = defaultdict(Counter)
    differing: list[str] = []
    times: list[tuple[float, float]] = []
    for start in range(0, len(made), TOGETHER):
        drafts = made[start : start + TOGETHER]
        (expected, fast), (found, slow) = _findings(drafts, here), _findings(drafts, elsewhere)
        times.append((fast, slow))
        for draft, left, right in zip(drafts, expected, found, strict=True):
            told = [_told(left), _told(right)]
            same[draft.kind] += Counter(
                quotations=1,
                outcome=told[0][0] == told[1][0],
                passage=told[0][:2] == told[1][:2],
                counts=told[0] == told[1],
            )
            if told[0] != told[1]:
                differing.append(f"{draft.kind}: {draft.draft}\n  columns {told[0]}\n  cluster {told[1]}")
    print("| quotations | number | same outcome | and passage | and counts |\n|---|--:|--:|--:|--:|")
    for kind, counts in {**same, "**together**": sum(same.values(), Counter())}.items():
        print(
            f"| {kind} | {' | '.join(str(counts[name]) for name in ('quotations', 'outcome', 'passage', 'counts'))} |"
        )
    print(f"\nseconds for a draft of {TOGETHER}: columns {_median(times, 0)}, cluster {_median(times, 1)}\n")
    print("\n".join(differing))


def _median(times: Iterable[tuple[float, float]], place: int) -> str:
    return f"{median(pair[place] for pair in times):.3f} s"


def _findings(drafts: list[MadeQuotation], library: Library) -> tuple[list[Finding], float]:
    quotations = [quotation for draft in drafts for quotation in find_quotations(draft.draft)]
    begun = time.monotonic()
    claims = site_claim_reader(library, SITE)
    found = iter_findings(quotations, library.words, library, claims, library.titles, KnownNames(library))
    return list(found), time.monotonic() - begun


def _told(finding: Finding) -> tuple[Any, ...]:
    first = finding.places[0] if finding.places else None
    return finding.outcome, first and (first.passage.id, first.start), finding.passage_count, finding.occurrences


def _versions(library: Library, passage: Passage) -> list[str]:
    return [each.passage.id for each in lineage(library, passage).versions]


def _similar(library: Library, passage: Passage) -> list[str]:
    return [each.hit.passage.id for each in find_similar(library, passage).similar]


def _compare_passages(ids: list[str], here: Library, elsewhere: Library) -> None:
    differing: list[str] = []
    print("\n| passages | asked | same | columns, ms | cluster, ms |\n|---|--:|--:|--:|--:|")
    for name, ask in (("versions", _versions), ("similar", _similar)):
        same, times = 0, []
        for passage in map(here.passage, ids):
            begun = time.monotonic()
            expected = ask(here, passage)
            middle = time.monotonic()
            found = ask(elsewhere, passage)
            times.append((middle - begun, time.monotonic() - middle))
            same += expected == found
            if expected != found:
                differing.append(f"{name} of {passage.id}\n  columns {expected}\n  cluster {found}")
        fast, slow = (1000 * median(pair[place] for pair in times) for place in (0, 1))
        print(f"| {name} | {len(ids)} | {same} | {fast:.0f} | {slow:.0f} |")
    print("\n".join(differing))


def _compare_suggestions(ids: list[str], here: Library, elsewhere: Library) -> None:
    same = asked = 0
    begun = time.monotonic()
    for key in ids:
        words = here.passage(key).text.split()
        text = " ".join(words[2:4])[:-2]
        expected, found = here.suggest(text), elsewhere.suggest(text)
        asked += 1
        same += expected == found
        if expected != found:
            print(text, expected, found)
    print(f"\nsuggestions: {same} of {asked} the same, {(time.monotonic() - begun) / max(asked, 1):.3f} s for both")


if __name__ == "__main__":
    main()

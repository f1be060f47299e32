"""Score the drafts that were written by hand about the shipped papers: `written.toml`."""

from __future__ import annotations

import tomllib
from collections import Counter
from pathlib import Path

from indexer.attribution.known_names import KnownNames
from indexer.quotes.draft_files import draft_from_text
from indexer.quotes.verify import iter_findings
from indexer.store.library import Library

WRITTEN = Path(__file__).with_name("written.toml")
_RIGHT = ("exact", "near_exact")


def score_written(library: Library) -> str:
    """Return a table of the outcomes of the drafts in `written.toml`, expected and found."""
    drafts = tomllib.loads(WRITTEN.read_text(encoding="utf-8"))["draft"]
    names = KnownNames(library)
    pairs: Counter[tuple[str, str]] = Counter()
    for draft in drafts:
        quotations = draft_from_text(draft["text"]).quotations
        findings = iter_findings(quotations, library.word_index, library, titles=library.titles, names=names)
        found = ["right" if finding.outcome in _RIGHT else finding.outcome for finding in findings]
        pairs.update(zip(draft["expect"], found, strict=True))
    wanted = Counter(expected for expected, _ in pairs.elements())
    rows = [f"| {expected} | {count} | {pairs[expected, expected]} |" for expected, count in wanted.items()]
    head = f"### Drafts written by hand: {len(drafts)} drafts, {wanted.total()} quotations\n"
    return "\n".join([head, "| should be | how many | found so |", "|---|---:|---:|", *rows]) + "\n"

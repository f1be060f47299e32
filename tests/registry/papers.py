"""Papers for the tests of the registry: short to write down, and as different from each other as real paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import zip_longest
from pathlib import Path
from random import Random

from hypothesis import strategies as st

from benchmarks.links.memory import ReconciledRegistry, RegistryInMemory, load_registry, reconcile_in_memory
from indexer.registry import file
from indexer.registry.incoming import NewDocument, NewMeeting, NewPassage

WORDS = (
    "ice harbour council winter vessel price treaty ration delegate convoy northern committee storage salt merchant "
    "engine lantern bridge weather signal border hospital grain union archive printer voyage island fever school "
    "garden mountain railway letter copper timber market census drought festival orchard prison quarry river"
).split()
STAMPS = tuple(f"2026-{month:02}-01T00:00:00Z" for month in range(1, 13))


def write(folder: Path, registry: RegistryInMemory) -> bool:
    """Write a registry into a folder; return whether the file changed."""
    passages = [(row.id, registry.in_document(row.id)) for row in registry.documents]
    file.prepare(folder, registry, passages, file.read(folder))
    return file.commit(folder)


def read(folder: Path) -> RegistryInMemory | None:
    """Return a folder's whole registry."""
    registry = file.read(folder)
    return load_registry(registry) if registry else None


def paragraph(seed: int, words: int = 24) -> str:
    """Return a paragraph of its own for each number."""
    random = Random(seed)  # noqa: S311  # a test has to be repeatable
    return " ".join(random.choice(WORDS) for _ in range(words)).capitalize() + "."


def index(
    old: RegistryInMemory | None,
    texts: Sequence[str],
    stamp: str = STAMPS[0],
    source: str = "paper.txt",
    numbers: Sequence[str] = (),
) -> ReconciledRegistry:
    """Index a corpus of one paper with these passages, under these numbers if any are given."""
    return index_all(old, {source: texts}, stamp, numbers)


def index_all(
    old: RegistryInMemory | None, papers: dict[str, Sequence[str]], stamp: str = STAMPS[0], numbers: Sequence[str] = ()
) -> ReconciledRegistry:
    """Index a corpus of papers of one meeting, by source name."""
    passages = {
        name: [NewPassage(text, number=number) for text, number in zip_longest(texts, numbers)]
        for name, texts in papers.items()
    }
    documents = [NewDocument(name, f"{hash(tuple(texts)):x}", name) for name, texts in papers.items()]
    meeting = NewMeeting("lima-1999", "Ice", documents)
    return reconcile_in_memory(old, [meeting], lambda document: passages[document.source], stamp)


TEXTS = st.lists(
    st.one_of(st.integers(0, 12).map(paragraph), st.text(max_size=30), st.sampled_from(["Thank you.", "Coffee"])),
    max_size=10,
)

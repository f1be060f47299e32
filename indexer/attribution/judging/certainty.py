"""Whether a fact of a passage's paper is known, or only guessed."""

from __future__ import annotations

from indexer.model import Document, FactName, Passage


def is_certain(passage: Passage, fact: FactName) -> bool:
    """Return whether a fact of a passage's paper is known, and not guessed."""
    return is_known_of(passage.document, fact)


def is_known_of(document: Document, fact: FactName) -> bool:
    """Return whether a fact of a paper is known, and not guessed."""
    basis = next((item.basis for item in document.evidence if item.fact == fact), "stated")
    return basis not in ("guessed", "unknown")


def guessed_from(passage: Passage, fact: FactName) -> str:
    """Return what a fact of a passage's paper was guessed from, empty where it was not."""
    item = next((item for item in passage.document.evidence if item.fact == fact), None)
    return item.evidence if item and item.basis == "guessed" else ""

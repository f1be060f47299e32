"""Hold the kind of paper that a draft names against the kind of the paper that has the words.

One kind can be called by the word for another: minutes are a summary, loosely. Where the same meeting has a paper of
the stated kind besides, whose words these are not, the word means that paper, and is wrong.
"""

from __future__ import annotations

from indexer.attribution.facts import JudgedFact, StatedFact
from indexer.attribution.known_names import KnownNames
from indexer.attribution.papers import loosely_named
from indexer.model import KIND_LABELS, DocumentKind, Passage

from .certainty import guessed_from, is_certain, is_known_of

_GENERIC: frozenset[DocumentKind] = frozenset({"report", "meeting_note", "programme", "agenda", "concept_note"})
"""Kinds whose words are used of any paper of a meeting: `the report`."""


def judge_kind(fact: StatedFact, passage: Passage, names: KnownNames) -> JudgedFact:
    """Judge the kind of paper that a draft says words are from."""
    document = passage.document
    source = KIND_LABELS[document.kind]
    if fact.value == document.kind:
        if is_certain(passage, "kind"):
            return JudgedFact(fact, "supported", source)
        return JudgedFact(fact, "not_judged", source, guessed_from=guessed_from(passage, "kind"))
    stated = str(fact.value)
    if document.kind in ("other", "statement", "slides") or stated.replace("_", " ") in document.title.casefold():
        return JudgedFact(fact, "not_judged", "" if document.kind == "other" else source)
    if document.kind in loosely_named(stated) and not _is_of_another_paper(stated, passage, names):
        return JudgedFact(fact, "not_judged", source)
    if not is_certain(passage, "kind") and document.status == "unknown":
        return JudgedFact(fact, "not_judged", source)
    return JudgedFact(fact, "contradicted", source, "place", guessed_from(passage, "kind"), document.kind)


def _is_of_another_paper(stated: str, passage: Passage, names: KnownNames) -> bool:
    """Return whether the meeting of a passage has another paper of a kind, which is known for it and for this one."""
    if stated in _GENERIC or passage.document.kind in _GENERIC or passage.meeting is None:
        return False
    if not is_certain(passage, "kind") or len(passage.document.meetings) != 1:
        return False
    return any(
        other.kind == stated
        and is_known_of(other, "kind")
        and any(held.id == passage.meeting.id for held in other.meetings)
        for other in names.documents
        if other.id != passage.document.id
    )

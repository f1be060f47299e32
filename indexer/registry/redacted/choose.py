"""Which words a redaction takes out: those of the passage or document, and those that hold them or are held by them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from indexer.redactions.fingerprints import SLOTS, Fingerprint, equal_slots, exact_print, letters, sketch
from indexer.redactions.records import Redaction

from ..rows import DocumentRow, PassageRow, RegistryReader

NEAR = 72
"""Equal slots, of 128, from which an edited wording counts as the same: 99.7 % of 980 passages of 40 papers reach it
with five words more, 99.3 % with 5 % of the letters wrong; 1.9 % have another passage in their paper that reaches it.
"""
MARGIN = 4
"""Slots by which a wording must come nearer than any other passage of the paper does now."""
MIN_HELD = 20
"""Letters of a wording from which it counts as held by a longer one."""


class Why(NamedTuple):
    """The reason and the date of a redaction, and the key of its fingerprints."""

    reason: str
    date: str
    key: str


def choose_passage(registry: RegistryReader, passage: PassageRow, why: Why, names: Iterable[str] = ()) -> Redaction:
    """Return the redaction of a passage with all wordings that it ever had.

    So are former wordings in the same paper that hold its words, or are held by them, and those of passages that have
    ended: nobody reads them but through an old link. Of `names`, those that it holds go with it.
    """
    key = why.key
    rows = registry.in_document(passage.document)
    own = [letters(text) for text in (passage.text, *(wording.text for wording in passage.past))]
    own = list(dict.fromkeys(filter(None, own)))
    held = [text for text in _former_texts(rows, passage.id) if any(_overlap(text, mine) for mine in own)]
    others = [letters(row.text) for row in rows if row.id != passage.id and row.living]
    others = [sketch(key, text) for text in others if text not in own]
    prints = [_fingerprint(key, text, others) for text in own]
    former = (Fingerprint(exact_print(key, text)) for text in dict.fromkeys(held) if text not in own)
    held_names = (name for name in map(letters, names) if any(name in text for text in own))
    return Redaction(
        id=passage.id,
        kind="passage",
        date=why.date,
        reason=why.reason,
        key=key,
        wordings=(*prints, *former),
        names=_hashes(key, held_names),
    )


def choose_document(registry: RegistryReader, document: DocumentRow, why: Why, names: Iterable[str] = ()) -> Redaction:
    """Return the redaction of a whole document, its file and all wordings that its passages ever had.

    `names` are those of everybody and everything in it.
    """
    key = why.key
    rows = registry.in_document(document.id)
    texts = (text for row in rows for text in (row.text, *(wording.text for wording in row.past)))
    reduced = dict.fromkeys(filter(None, map(letters, texts)))
    return Redaction(
        id=document.id,
        kind="document",
        date=why.date,
        reason=why.reason,
        key=key,
        wordings=tuple(Fingerprint(exact_print(key, text), sketch(key, text), NEAR) for text in reduced),
        names=_hashes(key, map(letters, (*names, document.title))),
        sources=(exact_print(key, document.source),),
        digests=(exact_print(key, document.digest),),
    )


def holding(registry: RegistryReader, passage: PassageRow) -> Iterator[PassageRow]:
    """Yield the living passages, anywhere, that hold the words of a passage among others: these stay as they are."""
    wanted = letters(passage.text)
    if len(wanted) < MIN_HELD:
        return
    for document in registry.documents:
        for row in registry.in_document(document.id) if document.living else ():
            if row.living and row.id != passage.id and len(text := letters(row.text)) > len(wanted) and wanted in text:
                yield row


def _hashes(key: str, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(exact_print(key, name) for name in dict.fromkeys(filter(None, names)))


def _former_texts(rows: Sequence[PassageRow], passage_id: str) -> Iterator[str]:
    """Yield the wordings of other passages of a paper that stand in it no longer."""
    for row in rows:
        if row.id != passage_id:
            yield from (letters(wording.text) for wording in row.past)
            if not row.living:
                yield letters(row.text)


def _overlap(former: str, redacted: str) -> bool:
    """Return whether one of two texts holds the other."""
    shorter, longer = sorted((former, redacted), key=len)
    return shorter == longer or (len(shorter) >= MIN_HELD and shorter in longer)


def _fingerprint(key: str, text: str, others: Sequence[str]) -> Fingerprint:
    """Return what is kept of a wording; `others` are the sketches of the other passages of the paper."""
    drawn = sketch(key, text)
    nearest = max((equal_slots(drawn, other) for other in others), default=0)
    return Fingerprint(exact_print(key, text), drawn, min(max(NEAR, nearest + MARGIN), SLOTS))

"""Redacted wordings as a reading process needs them: which of the passages of one paper are to be left out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import msgspec

from .fingerprints import MIN_SKETCHED, equal_slots, exact_print, letters, sketch
from .names import RedactedNames
from .records import Redaction, Redactions

WHOLE_PAPER = 0.5
"""Share of a paper's letters that stand in a redacted document, from which it is that document.

It is the share by which the registry knows a paper by its content.
"""


class KeyedWordings(msgspec.Struct, frozen=True):
    """Wordings under one key."""

    key: str
    exact: frozenset[str]
    """Of passages; short ones only in the paper that they stood in."""
    near: tuple[tuple[str, int], ...] = ()
    """Sketches of what stood in this very paper, each with the number of equal slots from which a text is that."""
    of_documents: frozenset[str] = frozenset()
    """Of whole documents: they tell a copy of one."""
    is_document: bool = False
    """Whether the paper has the name of a redacted document: of that, the wordings are left out one by one too."""

    def has(self, text: str) -> bool:
        """Return whether a text, reduced to its letters, is redacted."""
        printed = exact_print(self.key, text)
        if printed in self.exact or (self.is_document and printed in self.of_documents):
            return True
        drawn = sketch(self.key, text) if self.near else ""
        return any(equal_slots(drawn, other) >= least for other, least in self.near)

    def is_of_document(self, text: str) -> bool:
        """Return whether a text, reduced to its letters, stood in a document that was redacted as a whole."""
        return bool(self.of_documents) and exact_print(self.key, text) in self.of_documents


class RedactedWordings(msgspec.Struct, frozen=True):
    """All wordings that one paper may not have."""

    keyed: tuple[KeyedWordings, ...] = ()
    names: RedactedNames = RedactedNames()
    """Names that stand in none of its texts."""

    def found(self, texts: Sequence[str]) -> list[int]:
        """Return the positions of the texts that are redacted."""
        return [at for at, text in enumerate(map(letters, texts)) if any(keyed.has(text) for keyed in self.keyed)]

    def is_whole_paper(self, texts: Sequence[str]) -> bool:
        """Return whether a paper with these passages is a document that was redacted as a whole."""
        reduced = [letters(text) for text in texts]
        told = sum(len(text) for text in reduced if any(keyed.is_of_document(text) for keyed in self.keyed))
        return told > 0 and told >= WHOLE_PAPER * sum(map(len, reduced))


def wordings_for(redactions: Redactions, name: str, document: str | None) -> RedactedWordings:
    """Return the wordings that a paper may not have; `document` is the id that the registry knows it by."""
    by_key: dict[str, list[Redaction]] = {}
    for row in redactions.rows:
        by_key.setdefault(row.key, []).append(row)
    keyed = (_keyed(key, rows, name, document) for key, rows in by_key.items())
    return RedactedWordings(tuple(keyed), redactions.removed_names)


def _keyed(key: str, rows: Collection[Redaction], name: str, document: str | None) -> KeyedWordings:
    named = exact_print(key, name)
    of_paper = [row for row in rows if (row.id.rpartition(".")[0] == document and document) or named in row.sources]
    passages = [row for row in rows if row.kind == "passage"]
    return KeyedWordings(
        key,
        frozenset(known.exact for row in passages for known in row.wordings if known.sketch or row in of_paper),
        tuple((known.sketch, known.near) for row in of_paper for known in row.wordings if known.sketch),
        frozenset(known.exact for row in rows if row.kind == "document" for known in row.wordings),
        any(row.kind == "document" for row in of_paper),
    )


def exact_wordings(redactions: Redactions) -> Mapping[str, Mapping[str, Redaction]]:
    """Return the passages whose words count as the same wherever they stand: by key, then by exact fingerprint."""
    known: dict[str, dict[str, Redaction]] = {}
    for row in redactions.rows:
        for wording in row.wordings if row.kind == "passage" else ():
            if wording.sketch:
                known.setdefault(row.key, {}).setdefault(wording.exact, row)
    return known


def is_long(text: str) -> bool:
    """Return whether a text, reduced to its letters, counts as the same wherever it stands."""
    return len(text) >= MIN_SKETCHED

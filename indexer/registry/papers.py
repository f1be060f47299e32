"""Which documents of a build are which of the registry: by bytes, by source name, by what they say."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .incoming import NewDocument, NewPassage
from .rows import DocumentRow, RegistryReader

MIN_SHARED_CONTENT = 0.5  # share of a row's words, by length, that stand letter by letter in the document

PassagesOf = Callable[[NewDocument], Sequence[NewPassage]]


def match_documents(
    old: RegistryReader, documents: Sequence[NewDocument], passages_of: PassagesOf
) -> dict[str, DocumentRow]:
    """The row of each document, by source name; those that are new to the registry are left out.

    The same bytes count most; then a row of the same name, if half of it stands in the document; then any row of
    which half does; then the name alone. Rows of documents that had gone are found too, after living ones. The
    order in which documents are given does not matter.
    """
    found: dict[str, DocumentRow] = {}
    taken: set[str] = set()
    rows = sorted(old.documents, key=lambda row: (not row.living, row.id))

    def settle(pairs: Sequence[tuple[NewDocument, DocumentRow]]) -> None:
        for document, row in pairs:
            if document.source not in found and row.id not in taken:
                found[document.source] = row
                taken.add(row.id)

    every = sorted(documents, key=lambda document: document.source)
    by_digest = {row.digest: row for row in reversed(rows)}
    settle([(one, by_digest[one.digest]) for one in every if one.digest in by_digest])
    left = [one for one in every if one.source not in found]
    free = [row for row in rows if row.id not in taken]
    if left and free:
        shares = _shares(old, free, left, passages_of)
        by_id = {row.id: row for row in free}
        by_source = {one.source: one for one in left}
        named = [(one, row) for one in left for row in free if row.source == one.source]
        settle([(one, row) for one, row in named if shares.get((one.source, row.id), 0) >= MIN_SHARED_CONTENT])
        alike = sorted((-share, pair) for pair, share in shares.items() if share >= MIN_SHARED_CONTENT)
        settle([(by_source[source], by_id[row]) for _, (source, row) in alike])
        settle(named)
    return found


def _shares(
    old: RegistryReader, rows: Sequence[DocumentRow], documents: Sequence[NewDocument], passages_of: PassagesOf
) -> Mapping[tuple[str, str], float]:
    """How much of each row stands in each document, by source and row id; pairs with nothing in common left out."""
    homes: dict[str, dict[str, int]] = {}
    lengths: dict[str, int] = {}
    for row in rows:
        for passage in old.in_document(row.id):
            if passage.living or not row.living:
                lengths[row.id] = lengths.get(row.id, 0) + len(passage.text)
                there = homes.setdefault(passage.hash, {})
                there[row.id] = there.get(row.id, 0) + len(passage.text)
    shares: dict[tuple[str, str], float] = {}
    for document in documents:
        for text_hash in {passage.hash for passage in passages_of(document)}:
            for row_id, length in homes.get(text_hash, {}).items():
                key = (document.source, row_id)
                shares[key] = shares.get(key, 0.0) + length / max(lengths[row_id], 1)
    return shares

"""Matches the documents of a build with those of the registry: by bytes, by source name, by content."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from .incoming import NewDocument, NewPassage
from .rows import DocumentRow, RegistryReader

MIN_SHARED_CONTENT = 0.5  # share of a row's words, by length, that stand letter by letter in the document

PassagesOf = Callable[[NewDocument], Sequence[NewPassage]]


def match_documents(
    old: RegistryReader, documents: Sequence[NewDocument], passages_of: PassagesOf
) -> dict[str, DocumentRow]:
    """Return the row of each document, by source name; documents new to the registry are left out.

    Equal bytes count most; then a row of the same name, if half of it stands in the document; then any row of which
    half does; then the name alone. Rows of documents that had gone are matched after living ones. The order in which
    documents are given does not matter.
    """
    row_of: dict[str, DocumentRow] = {}
    taken: set[str] = set()
    rows = sorted(old.documents, key=lambda row: (not row.living, row.id))

    def settle(pairs: Sequence[tuple[NewDocument, DocumentRow]]) -> None:
        for document, row in pairs:
            if document.source not in row_of and row.id not in taken:
                row_of[document.source] = row
                taken.add(row.id)

    by_name = sorted(documents, key=lambda document: document.source)
    by_digest = {row.digest: row for row in reversed(rows)}
    settle([(document, by_digest[document.digest]) for document in by_name if document.digest in by_digest])
    unmatched = [document for document in by_name if document.source not in row_of]
    free = [row for row in rows if row.id not in taken]
    if unmatched and free:
        shares = _shared_content(old, free, unmatched, passages_of)
        by_id = {row.id: row for row in free}
        by_source = {document.source: document for document in unmatched}
        same_name = [(document, row) for document in unmatched for row in free if row.source == document.source]
        settle(
            [
                (document, row)
                for document, row in same_name
                if shares.get((document.source, row.id), 0) >= MIN_SHARED_CONTENT
            ]
        )
        similar = sorted((-share, pair) for pair, share in shares.items() if share >= MIN_SHARED_CONTENT)
        settle([(by_source[source], by_id[row]) for _, (source, row) in similar])
        settle(same_name)
    return row_of


def _shared_content(
    old: RegistryReader, rows: Sequence[DocumentRow], documents: Sequence[NewDocument], passages_of: PassagesOf
) -> Mapping[tuple[str, str], float]:
    """Return the share of each row that stands in each document, from 0 to 1, by (source, row id).

    Pairs with nothing in common are left out.
    """
    hashes = {
        document.source: {wording.hash for passage in passages_of(document) for wording in (passage, passage.earlier)}
        for document in documents
    }
    wanted = set().union(*hashes.values())
    lengths_by_hash: dict[str, dict[str, int]] = {}
    lengths: dict[str, int] = {}
    for row in rows:
        length_of_row = 0
        for text_hash, length in old.wordings(row):
            length_of_row += length
            if text_hash in wanted:
                by_row = lengths_by_hash.setdefault(text_hash, {})
                by_row[row.id] = by_row.get(row.id, 0) + length
        lengths[row.id] = length_of_row
    shares: dict[tuple[str, str], float] = {}
    for source, hashes_of_document in hashes.items():
        for text_hash in hashes_of_document:
            for row_id, length in lengths_by_hash.get(text_hash, {}).items():
                shares[source, row_id] = shares.get((source, row_id), 0.0) + length / max(lengths[row_id], 1)
    return shares

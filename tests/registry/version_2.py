"""Registries as version 2 wrote them: all lines in one file, each passage with its ids, times and headings in full."""

from __future__ import annotations

import msgspec

from benchmarks.links.memory import RegistryInMemory
from indexer.registry.rows import PassageRow
from indexer.registry.storage.lines import FullPassageLine, document_line, head_lines


def version_2_lines(registry: RegistryInMemory) -> list[bytes]:
    """Return the lines of a registry, each with its line feed."""
    lines = [line.replace(b'"format":3', b'"format":2', 1) for line in head_lines(registry)]
    for document in registry.documents:
        rows = registry.in_document(document.id)
        lines.append(document_line(document, len(rows)))
        lines += [msgspec.json.encode(_line(row)) + b"\n" for row in rows]
    return lines


def _line(row: PassageRow) -> FullPassageLine:
    return FullPassageLine(
        id=row.id,
        hash=row.hash,
        text=row.text,
        first=row.first,
        last=None if row.last == row.first else row.last,
        outcome=row.outcome,
        into=row.into,
        past=row.past,
        number=row.number,
        page=row.page,
        headings=row.headings,
    )

"""The texts that the rows of a registry keep of each passage, for those who look for the wording of a past build."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..rows import DocumentRow, PassageRow
from ..storage.lines import DocumentRowLine, decode_line, meetings_of, passage_rows, row_of
from ..storage.names import RegistryPaths
from ..storage.stores import store_of


def texts_of(rows: Iterable[PassageRow]) -> dict[str, set[str]]:
    """Return all wordings of passages, by id."""
    return {row.id: {row.text, *(wording.text for wording in row.past)} for row in rows}


def texts_in_part(folder: Path, document: str) -> dict[str, set[str]]:
    """Return all wordings that the part of a document keeps as it lies on disk; none where there is no part."""
    try:
        paths = RegistryPaths.within(folder)
        first, *lines = store_of(paths).part(paths.part(document).name).splitlines()
    except (OSError, ValueError):
        return {}
    head = decode_line(first)
    if not isinstance(head, DocumentRowLine):
        return {}
    return texts_of(passage_rows(row_of(DocumentRow, head, meetings=meetings_of(head)), lines))

"""The formats that many references can be taken away in, and the styles to choose from.

How a file is sent is `files`' business; what is written into it is the index side's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.evidence import Dossier, write_csv, write_docx, write_markdown
from indexer.references import EXPORTS, STYLE_LABELS, STYLE_NAMES, ExportFormat, StyleName, plain_text

DEFAULT_STYLE: StyleName = "un-footnote"
STYLE_CHOICES: tuple[tuple[str, str], ...] = tuple((style, STYLE_LABELS[style]) for style in STYLE_NAMES)
MAX_REFERENCES = 1_000
"""References in one file of results: what is written at once is held in memory."""


@dataclass(frozen=True)
class FileFormat:
    """A format that evidence can be taken away in."""

    label: str
    media_type: str
    write: Callable[[Dossier], bytes | Iterator[str]]
    """The whole file, or its parts one by one: references in some styles take long, and the first ones can go ahead."""
    styled: bool = True
    """Whether references stand in it as text, in a style."""


def _for_managers(export: ExportFormat) -> FileFormat:
    """A format of reference managers; passages that are gone have no reference and are left out."""

    def write(dossier: Dossier) -> bytes:
        """Write the references."""
        return export.write([one.reference for one in dossier.items if one.reference]).encode()

    charset = "" if export.media_type.endswith("json") else "; charset=utf-8"
    return FileFormat(export.label, export.media_type + charset, write, styled=False)


def _bibliography(dossier: Dossier) -> Iterator[str]:
    """The references as text, one a paragraph."""
    return (f"{plain_text(one.cited)}\n\n" for one in dossier.items)


_MANAGERS = {export.suffix: _for_managers(export) for export in EXPORTS.values()}
_TABLE = FileFormat("CSV table", "text/csv; charset=utf-8", lambda dossier: write_csv(dossier.items))
BASKET_FILES: dict[str, FileFormat] = {
    ".docx": FileFormat(
        "Word document (DOCX)", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", write_docx
    ),
    ".md": FileFormat(
        "Markdown", "text/markdown; charset=utf-8; variant=CommonMark", lambda dossier: write_markdown(dossier).encode()
    ),
    ".csv": _TABLE,
    **_MANAGERS,
}
RESULT_FILES: dict[str, FileFormat] = {
    ".txt": FileFormat("Bibliography (text)", "text/plain; charset=utf-8", _bibliography),
    **_MANAGERS,
    ".csv": _TABLE,
}

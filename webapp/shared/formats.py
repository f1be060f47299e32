"""The formats and citation styles in which many references can be downloaded.

Responses are made in `shared.evidence_files`; the content is written by `indexer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from indexer.evidence import Dossier, write_csv, write_docx, write_markdown
from indexer.references import EXPORTS, STYLE_LABELS, STYLE_NAMES, ExportFormat, StyleName, plain_text
from indexer.speech.marking import marked

DEFAULT_STYLE: StyleName = "un-footnote"
STYLE_CHOICES: tuple[tuple[str, str], ...] = tuple((style, STYLE_LABELS[style]) for style in STYLE_NAMES)
MAX_REFERENCES = 1_000
"""References in one file of results; most formats are written in memory."""


@dataclass(frozen=True)
class FileFormat:
    """A download format."""

    label: str
    media_type: str
    write: Callable[[Dossier], bytes | Iterator[str]]
    """The whole file, or its parts one by one: some styles are slow, and the first references can be sent meanwhile."""
    styled: bool = True
    """Whether it contains references as text, in a citation style."""


def _reference_manager_format(export: ExportFormat) -> FileFormat:
    """Return a format for reference managers; withdrawn passages have no reference and are left out."""

    def write(dossier: Dossier) -> bytes:
        """Return the references as bytes."""
        return export.write([evidence.reference for evidence in dossier.items if evidence.reference]).encode()

    charset = "" if export.media_type.endswith("json") else "; charset=utf-8"
    return FileFormat(export.label, export.media_type + charset, write, styled=False)


def _bibliography(dossier: Dossier) -> Iterator[str]:
    """Yield the references as text, one a paragraph."""
    return (f"{plain_text(evidence.cited)}\n\n" for evidence in dossier.items)


_MANAGERS = {export.suffix: _reference_manager_format(export) for export in EXPORTS.values()}
_TABLE = FileFormat(marked("CSV table"), "text/csv; charset=utf-8", lambda dossier: write_csv(dossier.items))
BASKET_FILES: dict[str, FileFormat] = {
    ".docx": FileFormat(
        marked("Word document (DOCX)"),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        write_docx,
    ),
    ".md": FileFormat(
        "Markdown", "text/markdown; charset=utf-8; variant=CommonMark", lambda dossier: write_markdown(dossier).encode()
    ),
    ".csv": _TABLE,
    **_MANAGERS,
}
RESULT_FILES: dict[str, FileFormat] = {
    ".txt": FileFormat(marked("Bibliography (text)"), "text/plain; charset=utf-8", _bibliography),
    **_MANAGERS,
    ".csv": _TABLE,
}

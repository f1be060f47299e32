"""The formats and citation styles in which many references can be downloaded.

Responses are made in `shared.evidence_files`; the content is written by `indexer`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from indexer.evidence import Dossier, write_csv, write_docx, write_json_lines, write_markdown, write_workbook
from indexer.references import EXPORTS, STYLE_LABELS, STYLE_NAMES, ExportFormat, StyleName, plain_text
from indexer.speech.marking import marked
from indexer.speech.translation import gettext

DEFAULT_STYLE: StyleName = "un-footnote"
CITE_STYLE: StyleName = STYLE_NAMES[0]
"""The style of a single reference until a reader chooses one."""
STYLE_CHOICES: tuple[tuple[str, str], ...] = tuple((style, STYLE_LABELS[style]) for style in STYLE_NAMES)
MAX_IN_DOCUMENT = 2_000
"""Quotations in one Word document: with more footnotes word processors take minutes to open it."""
MAX_IN_WORKBOOK = 20_000
"""Quotations in one workbook: it can be sent only when its last row is written, and a proxy waits a minute at most."""


def style_names() -> dict[str, str]:
    """Return the names of the citation styles in the language of the page, by style."""
    return {style: gettext(label) for style, label in STYLE_CHOICES}


@dataclass(frozen=True)
class FileFormat:
    """A download format."""

    label: str
    media_type: str
    write: Callable[[Dossier], Iterable[str | bytes]]
    """Its parts one by one: a file of very many references is sent while it is written."""
    styled: bool = True
    """Whether it contains references as text, in a citation style."""
    most: int | None = None
    """How many quotations it holds; None for any number."""
    stated: bool = False
    """Whether it says of what search its quotations are."""


def _reference_manager_format(export: ExportFormat) -> FileFormat:
    """Return a format for reference managers; withdrawn passages have no reference and are left out."""

    def write(dossier: Dossier) -> Iterator[str]:
        """Yield the references one by one."""
        return export.pieces(evidence.reference for evidence in dossier.items if evidence.reference)

    charset = "" if export.media_type.endswith("json") else "; charset=utf-8"
    return FileFormat(export.label, export.media_type + charset, write, styled=False)


def _bibliography(dossier: Dossier) -> Iterator[str]:
    """Yield the references as text, one a paragraph."""
    return (f"{plain_text(evidence.cited)}\n\n" for evidence in dossier.items)


_MANAGERS = {export.suffix: _reference_manager_format(export) for export in EXPORTS.values()}
_OFFICE = "application/vnd.openxmlformats-officedocument"
_DOCX = FileFormat(
    marked("Word (DOCX)"),
    f"{_OFFICE}.wordprocessingml.document",
    lambda dossier: [write_docx(dossier)],
    most=MAX_IN_DOCUMENT,
    stated=True,
)
_XLSX = FileFormat(
    marked("Excel (XLSX)"), f"{_OFFICE}.spreadsheetml.sheet", write_workbook, most=MAX_IN_WORKBOOK, stated=True
)
_CSV = FileFormat(marked("CSV table"), "text/csv; charset=utf-8", lambda dossier: write_csv(dossier.items))
_LINES = FileFormat(marked("JSON Lines"), "application/jsonl", lambda dossier: write_json_lines(dossier.items))
BASKET_FILES: dict[str, FileFormat] = {
    ".docx": _DOCX,
    ".md": FileFormat(
        "Markdown", "text/markdown; charset=utf-8; variant=CommonMark", lambda dossier: [write_markdown(dossier)]
    ),
    ".xlsx": _XLSX,
    ".csv": _CSV,
    **_MANAGERS,
}
RESULT_FILES: dict[str, FileFormat] = {
    ".docx": _DOCX,
    ".xlsx": _XLSX,
    ".csv": _CSV,
    ".txt": FileFormat(marked("Bibliography (text)"), "text/plain; charset=utf-8", _bibliography),
    **_MANAGERS,
    ".jsonl": _LINES,
}

"""Quotations that a reader collected, each with its reference, written as DOCX, Markdown or CSV.

The formats of reference managers belong to `references`, and storing a basket to `webapp/basket`.
"""

from .document import write_docx
from .dossier import Dossier, Evidence, evidence_from
from .json_lines import write_json_lines
from .markdown import write_markdown
from .outline import OutlineLine, PageOutline, write_outline
from .table import guard_formula, write_csv
from .workbook import write_workbook

__all__ = [
    "Dossier",
    "Evidence",
    "OutlineLine",
    "PageOutline",
    "evidence_from",
    "guard_formula",
    "write_csv",
    "write_docx",
    "write_json_lines",
    "write_markdown",
    "write_outline",
    "write_workbook",
]

"""Quotations that a reader collected, each with its reference, written as DOCX, Markdown or CSV. Formats of reference
managers (`references`) and the storage of a basket (`webapp/basket`) do not belong here.
"""

from .document import write_docx
from .dossier import Dossier, Evidence, evidence_from
from .markdown import write_markdown
from .table import guard_formula, write_csv

__all__ = ["Dossier", "Evidence", "evidence_from", "guard_formula", "write_csv", "write_docx", "write_markdown"]

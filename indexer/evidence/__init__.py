"""Evidence that a reader collected: quotations with their references, as files for a word processor or a table.

Files for reference managers are `references`' business; where the evidence is kept is the site's.
"""

from .document import write_docx
from .markdown import write_markdown
from .piece import Dossier, Evidence, evidence_from
from .table import write_csv

__all__ = ["Dossier", "Evidence", "evidence_from", "write_csv", "write_docx", "write_markdown"]

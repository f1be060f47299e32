"""Evidence that a reader collected: quotations with their references, as files for a word processor or a table.

Files for reference managers are `references`' business; where the evidence is kept is the site's.
"""

from .document import docx
from .markdown import markdown
from .piece import Dossier, Evidence, evidence_of
from .table import table

__all__ = ["Dossier", "Evidence", "docx", "evidence_of", "markdown", "table"]

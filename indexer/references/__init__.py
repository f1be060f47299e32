"""References to passages: what is cited, as text in a citation style, as files for reference managers, and as metadata.

Everything here is plain text or plain data; HTML and pages belong to the site.
"""

from .csl_json import csl_item
from .exports import EXPORTS, ExportFormat, write_bibtex, write_csl_json, write_ris
from .punctuation import single_quotes
from .reference import Reference
from .restrictions import RESTRICTION_WARNINGS, Restriction, find_restrictions
from .styles import STYLE_LABELS, STYLE_NAMES, ReferenceRun, StyleName, cite, cite_all, plain_text

__all__ = [
    "EXPORTS",
    "RESTRICTION_WARNINGS",
    "STYLE_LABELS",
    "STYLE_NAMES",
    "ExportFormat",
    "Reference",
    "ReferenceRun",
    "Restriction",
    "StyleName",
    "cite",
    "cite_all",
    "csl_item",
    "find_restrictions",
    "plain_text",
    "single_quotes",
    "write_bibtex",
    "write_csl_json",
    "write_ris",
]

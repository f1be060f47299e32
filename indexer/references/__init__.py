"""References to passages: what is cited, in which style it is written, in which format it leaves the house.

Everything here is plain text or plain data. Which page shows it, and how it is marked up, does not belong here.
"""

from .csl_json import csl_item
from .exports import EXPORTS, ExportFormat, write_bibtex, write_csl_json, write_ris
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
    "write_bibtex",
    "write_csl_json",
    "write_ris",
]

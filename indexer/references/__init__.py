"""References to passages: what is cited, in which style it is written, in which format it leaves the house.

Everything here is plain text or plain data. Which page shows it, and how it is marked up, does not belong here.
"""

from .csl_json import csl_item
from .exports import EXPORTS, ExportFormat, bibtex, csl_json, ris
from .reference import Reference
from .restrictions import WARNINGS, Restriction, restrictions
from .styles import STYLE_LABELS, STYLES, Run, StyleName, cite, cite_all, plain

__all__ = [
    "EXPORTS",
    "STYLES",
    "STYLE_LABELS",
    "WARNINGS",
    "ExportFormat",
    "Reference",
    "Restriction",
    "Run",
    "StyleName",
    "bibtex",
    "cite",
    "cite_all",
    "csl_item",
    "csl_json",
    "plain",
    "restrictions",
    "ris",
]

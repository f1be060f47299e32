"""Whole papers in the open XML formats of parliaments and of scholars: Akoma Ntoso 3.0 and TEI P5.

Where the files are on the site belongs to `webapp`, and references to `references`.
"""

from .akoma_ntoso import AKOMA_NTOSO_TYPE, write_akoma_ntoso
from .paper import OpenPaper, PaperLinks
from .tei import TEI_TYPE, write_tei

AKOMA_NTOSO_SUFFIX = ".akn.xml"
TEI_SUFFIX = ".tei.xml"
PAPER_SUFFIXES = (AKOMA_NTOSO_SUFFIX, TEI_SUFFIX)
"""What the address of a paper as a file ends in."""

__all__ = [
    "AKOMA_NTOSO_SUFFIX",
    "AKOMA_NTOSO_TYPE",
    "PAPER_SUFFIXES",
    "TEI_SUFFIX",
    "TEI_TYPE",
    "OpenPaper",
    "PaperLinks",
    "write_akoma_ntoso",
    "write_tei",
]

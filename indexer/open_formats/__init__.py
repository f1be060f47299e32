"""Whole papers in the open XML formats of parliaments and of scholars: Akoma Ntoso 3.0 and TEI P5.

Where the files are on the site belongs to `webapp`, and references to `references`.
"""

from .akoma_ntoso import AKOMA_NTOSO_TYPE, write_akoma_ntoso
from .paper import OpenPaper, PaperLinks
from .tei import TEI_TYPE, write_tei

__all__ = ["AKOMA_NTOSO_TYPE", "TEI_TYPE", "OpenPaper", "PaperLinks", "write_akoma_ntoso", "write_tei"]

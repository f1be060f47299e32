"""Selections: words inside passages as a link names them, and where those words stand now.

What a page does with them is the site's business; what became of whole passages is the registry's.
"""

from .choose import selector_across, selector_for, snap_to_words
from .chosen import MAX_PART_LENGTH, PARAMETER_NAMES, QuoteSelector, parse_selector, selector_parameters, text_fragment
from .locate import LocatedSpan, LocationQuality, locate, locate_across

__all__ = [
    "MAX_PART_LENGTH",
    "PARAMETER_NAMES",
    "LocatedSpan",
    "LocationQuality",
    "QuoteSelector",
    "locate",
    "locate_across",
    "parse_selector",
    "selector_across",
    "selector_for",
    "selector_parameters",
    "snap_to_words",
    "text_fragment",
]

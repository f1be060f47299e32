"""Selections: words inside passages as a link names them, and where those words stand now.

What a page does with them is the site's business; what became of whole passages is the registry's.
"""

from .choose import choose, choose_across, words_between
from .chosen import LIMIT, NAMES, Chosen, fragment, read, write
from .locate import Located, Manner, locate, locate_across

__all__ = [
    "LIMIT",
    "NAMES",
    "Chosen",
    "Located",
    "Manner",
    "choose",
    "choose_across",
    "fragment",
    "locate",
    "locate_across",
    "read",
    "words_between",
    "write",
]

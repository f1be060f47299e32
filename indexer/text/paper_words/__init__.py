"""The words of a paper, cut once to numbers of folded terms, from which search, quotations and suggestions are made.

What a word is belongs to `text.analysis`, and how a text writes its words to `text.written_forms`.
"""

from .analyse import analyse
from .stream import GAPS, PaperWords

__all__ = ["GAPS", "PaperWords", "analyse"]

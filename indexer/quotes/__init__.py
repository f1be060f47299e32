"""The quote verifier: the quotations of a draft, and where the papers say them.

Drafts come as text or as the blocks of a reader; findings go out as data. Pages and commands do not belong here.
"""

from .claims import ClaimReader, LinkClaim, PassageLookup, site_claim_reader
from .draft import DraftParagraph, paragraphs_from_blocks, paragraphs_from_text
from .find import MINIMUM_WORDS, Quotation, find_quotations, quotations_in_paragraphs
from .finding import OUTCOME_LABELS, OUTCOMES, SOUND_OUTCOMES, Finding, Outcome
from .places import QuotePlace
from .titles import Title, TitleIndex
from .verify import Verifier, iter_findings, verify
from .word_index import WordIndex
from .word_writer import WordIndexWriter
from .wording import WordChange, Wording

__all__ = [
    "MINIMUM_WORDS",
    "OUTCOMES",
    "OUTCOME_LABELS",
    "SOUND_OUTCOMES",
    "ClaimReader",
    "DraftParagraph",
    "Finding",
    "LinkClaim",
    "Outcome",
    "PassageLookup",
    "Quotation",
    "QuotePlace",
    "Title",
    "TitleIndex",
    "Verifier",
    "WordChange",
    "WordIndex",
    "WordIndexWriter",
    "Wording",
    "find_quotations",
    "iter_findings",
    "paragraphs_from_blocks",
    "paragraphs_from_text",
    "quotations_in_paragraphs",
    "site_claim_reader",
    "verify",
]

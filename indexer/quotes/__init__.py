"""The quote verifier: the quotations of a draft, and where the papers say them.

Drafts come as text or as the blocks of a reader; findings go out as data. Pages and commands do not belong here.
"""

from .claims import Claim, Claims, Papers, site_claims
from .draft import Paragraph, from_blocks, from_text
from .find import MINIMUM_WORDS, Quotation, quotations, quotations_in
from .finding import OUTCOME_LABELS, OUTCOMES, SOUND, Finding, Outcome
from .places import Place
from .titles import Title, Titles
from .verify import Verifier, findings, verify
from .word_index import WordIndex
from .word_writer import WordWriter
from .wording import Change, Wording

__all__ = [
    "MINIMUM_WORDS",
    "OUTCOMES",
    "OUTCOME_LABELS",
    "SOUND",
    "Change",
    "Claim",
    "Claims",
    "Finding",
    "Outcome",
    "Papers",
    "Paragraph",
    "Place",
    "Quotation",
    "Title",
    "Titles",
    "Verifier",
    "WordIndex",
    "WordWriter",
    "Wording",
    "findings",
    "from_blocks",
    "from_text",
    "quotations",
    "quotations_in",
    "site_claims",
    "verify",
]

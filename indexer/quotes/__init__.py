"""The quote verifier: the quotations of a draft, and where the papers say them.

Drafts come as text or as the blocks of a reader; findings go out as data. Pages and commands do not belong here.
"""

from .claims import Claim, Claims, Papers, site_claims
from .find import MINIMUM_WORDS, Quotation, quotations
from .places import Place
from .verify import OUTCOME_LABELS, OUTCOMES, SOUND, Finding, Outcome, Verifier, verify
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
    "Place",
    "Quotation",
    "Verifier",
    "WordIndex",
    "WordWriter",
    "Wording",
    "quotations",
    "site_claims",
    "verify",
]

"""Which clause of a sentence governs its quotation: the one by which the draft gives the words to somebody."""

from __future__ import annotations

import re

from indexer.attribution.context import ContextPart

from .clause import GoverningClause, clause_after, clause_before
from .opening import clause_around_opening
from .participles import has_participle_before, participle_after, participle_before
from .portrayals import portrayal_before

_ANSWERED = re.compile(
    r"\b(?:in (?:answer|response|reply) to|(?:respond|reply)ing to|answering|after|to)\s[^.;:]*?[^\W\d]+(?:[’']s|s[’'])"
    r"(?:\s+[\w-]+){0,3}[\s,(]*[“\"„«‘(]*$",
    re.IGNORECASE,
)
"""`In answer to X's question, “…”`: who is named behind the quotation answers it."""


def governing_clause(part: ContextPart) -> GoverningClause | None:
    """Return the clause that gives a quotation to somebody, None where none is clear or where it is denied."""
    if part.quote is None:
        return None
    if has_participle_before(part):
        return participle_before(part)
    if _ANSWERED.search(part.lead):
        return clause_before(part)
    return (
        clause_before(part)
        or clause_after(part)
        or clause_around_opening(part)
        or portrayal_before(part)
        or participle_after(part)
    )

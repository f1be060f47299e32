"""Clauses that say how somebody spoke, and then quote him: `The minister was blunt: “...”`."""

from __future__ import annotations

import re
from functools import cache

from indexer.attribution.context import ContextPart

from .clause import GoverningClause, kind_of_subject
from .words import word_pattern


@cache
def _portrayal() -> re.Pattern[str]:
    return re.compile(
        r"(?:.*[,;]\s+(?:but\s+|and\s+)?|\W*)(?P<subject>[^\W\d_][^,;:.!?]{1,80}?)\s+"
        r"(?P<verb>(?:is|was|are|were|has been|had been|have been|remained|stayed|sounded|seemed|grew|became)\s+"
        rf"(?:(?!not\b|never\b|hardly\b)[a-z]+\s+){{0,3}}{word_pattern('moods')})\s*:[\s“”\"„«‘’']*",
        re.DOTALL,
    )


def portrayal_before(part: ContextPart) -> GoverningClause | None:
    """Return the clause before a colon and the quotation that says how somebody spoke, None where there is none."""
    match = _portrayal().fullmatch(part.lead)
    if match is None:
        return None
    subject = match["subject"]
    kind = kind_of_subject(subject)
    return GoverningClause(subject, match.start("subject"), match["verb"], match.start("verb"), None, kind)

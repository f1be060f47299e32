"""The sentences of a paragraph before the one of a quotation, each as if it held a quotation of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator

from indexer.attribution.context import BLOT, ContextPart, QuoteContext, sentences_before

_QUOTED = re.compile(f"{BLOT}+")


def earlier_parts(context: QuoteContext) -> Iterator[ContextPart]:
    """Yield the sentences before that of a quotation, the nearest first; one without a quotation ends in a blot."""
    for start, text in sentences_before(context):
        quoted = _QUOTED.search(text)
        if quoted is None:
            body = text.rstrip(" .!?")
            yield ContextPart(f"{body} {BLOT}", len(body) + 1, start, start + len(text))
            continue
        first, last = quoted.span()
        rest = text[last:]
        yield ContextPart(f"{text[:first]}{BLOT}{rest}", first, start, start + last)

"""What is looked for of a quotation: the runs of words that are quoted unchanged, and where a link says they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, islice, product

from indexer.engine.passage_words.reader import Run, WantedWords
from indexer.quotes.claims import ClaimReader
from indexer.quotes.find import Quotation
from indexer.quotes.spans import QuotedSpan, split_spans
from indexer.text.spellings import spelling_variants

_MAX_SPELLINGS = 24


def wanted_words(quotations: Iterable[Quotation], claims: ClaimReader) -> Iterator[WantedWords]:
    """Yield what is looked for of each quotation that has words."""
    for quotation in quotations:
        spans = split_spans(quotation.text)
        parts = tuple(filter(None, (_runs(span, [word.text for word in span.words]) for span in spans)))
        if not parts:
            continue
        is_phrase = quotation.too_short
        claim = next(filter(None, map(claims, quotation.links)), None)
        yield WantedWords(
            parts,
            "phrase" if is_phrase else "quotation",
            tuple(_spellings(spans)) if is_phrase else (),
            claim.passage if claim else None,
            claim.document if claim else None,
            claim.meeting if claim else None,
        )


def wanted_versions(words: Sequence[str], most_passages: int) -> WantedWords:
    """Return what is looked for of a passage, given by its folded words, whose versions are wanted.

    Runs of its words that more than so many passages have do not count.
    """
    return WantedWords(((tuple(words),),), "versions", most_passages=most_passages)


def spelled_otherwise(words: Sequence[str]) -> Iterator[Run]:
    """Yield some words in other spellings, also with or without an `s` at their ends."""
    return islice(product(*map(_forms, words)), 1, _MAX_SPELLINGS)


def _spellings(spans: Sequence[QuotedSpan]) -> Iterator[tuple[Run, ...]]:
    for spelling in spelled_otherwise([word.text for span in spans for word in span.words]):
        rest = iter(spelling)
        yield tuple(run for span in spans for run in _runs(span, list(islice(rest, len(span.words)))))


def _runs(span: QuotedSpan, words: Sequence[str]) -> tuple[Run, ...]:
    """Return the words of a span, each perhaps spelled otherwise, in runs without those that the writer changed."""
    grouped = groupby(zip(words, span.free, strict=True), key=lambda pair: pair[1])
    return tuple(tuple(word for word, _ in run) for is_free, run in grouped if not is_free)


def _forms(word: str) -> tuple[str, ...]:
    """Return a word and its other spellings, the word itself first."""
    spellings = (word, *spelling_variants(word))
    with_s = [form.removesuffix("s") if form.endswith("s") else f"{form}s" for form in spellings]
    return tuple(dict.fromkeys((*spellings, *with_s)))

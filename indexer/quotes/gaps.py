"""Read what omissions and brackets of a quotation hide: a negation left out, or words that say something else."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

from indexer.attribution.distance.draft import draft_assertion
from indexer.attribution.distance.source import DistanceKind, is_question, source_distance
from indexer.attribution.edge_negations import copula_negation, edge_negations
from indexer.attribution.facts import SourceWords
from indexer.attribution.negations import (
    changes_meaning,
    hidden_condition,
    hidden_negation,
    language_of,
    negation_in,
)
from indexer.text.analysis import tokens

from .find import Quotation
from .places import QuotePlace
from .spans import OMISSION, is_remark

_REST_OF_CONTRACTION = re.compile(r"[’'ʼ]t\b", re.IGNORECASE)
_SIGNS = re.compile(r"[\[…]|\.\s?\.")
MeaningChangeKind = Literal["negation", "bracket", "question", "condition"]


@dataclass(frozen=True)
class MeaningChange:
    """A place of a quotation where what is left out, or put in brackets, changes what the source says."""

    kind: MeaningChangeKind
    own: str
    """What the quotation has in its place: an ellipsis, words in brackets, or nothing where it begins behind it."""
    source: str
    """What the source has there."""
    word: str = ""
    """The negation that is left out."""
    in_word: bool = False
    """Whether it is the end of a word that the quotation has without it: `can` for `cannot` or `couldn’t`."""
    at_edge: bool = False
    """Whether it stands right before or behind the quotation, so that it shows only where no other place has the words
    without it.
    """
    told_only: bool = False
    """Whether the draft may be right all the same: it does not clearly assert what the source keeps at a distance."""


def meaning_changes(quotation: str, places: Sequence[QuotePlace]) -> tuple[MeaningChange, ...]:
    """Return the changes of meaning in a quotation whose spans stand at these places, in order."""
    return tuple(_iter_changes(quotation, places)) if places and _SIGNS.search(quotation) else ()


def changes_at_edges(quotation: Quotation, places: Sequence[QuotePlace]) -> Iterator[MeaningChange]:
    """Yield the negations right before or behind a quotation of some words that neither it nor its sentence has."""
    if not places:
        return
    first, last = places[0].passage, places[-1].passage
    before, behind = first.text[: places[0].start], last.text[places[-1].end :]
    language = language_of(first.document.language)
    if quotation.too_short:  # of so few words only what they are said to be is certain
        if found := copula_negation(quotation.context, before, language):
            yield MeaningChange("negation", "", found.source, found.word, at_edge=True)
        elif language == "en":
            yield from (change for change in _distances(quotation, places, "") if not change.told_only)
        return
    own = "…" if OMISSION.search(quotation.text) else ""
    negations = list(edge_negations(quotation.text, quotation.context, before, behind, language))
    for found in negations:
        yield MeaningChange("negation", own, found.source, found.word, at_edge=True)
    if not negations and language == "en":
        yield from _distances(quotation, places, own)


_BY_DISTANCE: dict[DistanceKind, MeaningChangeKind] = {
    "denied": "negation",
    "lacking": "negation",
    "asked": "question",
    "supposed": "condition",
}


def _distances(quotation: Quotation, places: Sequence[QuotePlace], own: str) -> Iterator[MeaningChange]:
    """Yield what the source has beside the words that keeps it at a distance from them, unless the draft has it too."""
    context = quotation.context
    if context is None:
        return
    first, last = places[0], places[-1]
    end = last.end if first.passage == last.passage else first.end
    beside = source_distance(SourceWords(first.passage, first.start, end))
    if beside is None:
        asks = is_question(SourceWords(last.passage, last.start, last.end))
        if asks and "?" not in quotation.text + context.after[:3]:
            yield MeaningChange("question", own, "?", "?", at_edge=True, told_only=True)
        return
    assertion = draft_assertion(context, beside)
    if assertion != "none":
        kind = _BY_DISTANCE[beside.kind]
        yield MeaningChange(kind, own, beside.words, beside.words, at_edge=True, told_only=assertion == "open")


def _iter_changes(quotation: str, places: Sequence[QuotePlace]) -> Iterator[MeaningChange]:
    first, last = places[0], places[-1]
    language = language_of(first.passage.document.language)
    yield from _change_at_edge(quotation[: first.quoted[0]], first.passage.text[: first.start].split(), True, language)
    for place, following in pairwise(places):
        yield from _changed_letters(quotation, place, language)
        if cut := _cut_negation(quotation, place, following, language):
            yield cut
            continue
        omitted = _between(place, following) if place.quoted != following.quoted else None
        if omitted is not None:
            yield from _change(quotation[place.quoted[1] : following.quoted[0]], omitted, language)
    yield from _changed_letters(quotation, last, language)
    rest, source = quotation[last.quoted[1] :], last.passage.text[last.end :]
    yield from _change_at_edge(rest, source.split(), False, language)
    if OMISSION.search(rest) and (word := hidden_condition(source, language)):
        yield MeaningChange("negation", rest.strip(), source.strip(), word)


def _between(place: QuotePlace, following: QuotePlace) -> str | None:
    """Return the words of the source between two places of one document, None where they do not follow each other."""
    if place.passage.id == following.passage.id:
        if place.end > following.start:
            return None
        return _parted_word(place) + place.passage.text[place.end : following.start]
    if place.passage.document.id != following.passage.document.id:
        return None
    return f"{_parted_word(place)}{place.passage.text[place.end :]}. {following.passage.text[: following.start]}"


def _parted_word(place: QuotePlace) -> str:
    """Return the part of a contraction before its `’t` where a quotation goes on without it, else nothing: the rest
    alone is no negation.
    """
    text = place.passage.text
    if not _REST_OF_CONTRACTION.match(text, place.end):
        return ""
    return _last_word(text[: place.end])


def _last_word(text: str) -> str:
    words = tuple(tokens(text))
    return text[words[-1].start : words[-1].end] if words else ""


def _cut_negation(quotation: str, place: QuotePlace, following: QuotePlace, language: str) -> MeaningChange | None:
    """Return the negation that an omission cuts off from the last word before it: `can ... agree` of `cannot agree`."""
    own = [word.text for word in tokens(quotation[slice(*place.quoted)])][-1:]
    text = place.passage.text
    found = _last_word(text[: place.end])
    rest = _REST_OF_CONTRACTION.match(text, place.end)
    whole = found + (rest.group() if rest else "")
    between = quotation[place.quoted[1] : following.quoted[0]]
    if place.quoted == following.quoted or not own or not OMISSION.search(between):
        return None
    shorter = found.casefold().removesuffix("n" if rest else "not")
    if shorter == own[0] != found.casefold() and negation_in(whole, language):
        return MeaningChange("negation", "…", whole, whole, in_word=True)
    return None


def _change(own: str, omitted: str, language: str) -> Iterator[MeaningChange]:
    words = _words_in_brackets(own)
    if words:
        if changes_meaning(words, omitted, language):
            yield MeaningChange("bracket", words, omitted.strip())
    elif negation := hidden_negation(omitted, language):
        yield MeaningChange("negation", own.strip(), omitted.strip(), negation)


def _change_at_edge(own: str, source: Sequence[str], before: bool, language: str) -> Iterator[MeaningChange]:
    """Yield a change by words in brackets before or after all others: they replace as many words of the source."""
    words = _words_in_brackets(own)
    count = len(words.split())
    replaced = " ".join(source[-count:] if before else source[:count]) if count else ""
    if replaced and changes_meaning(words, replaced, language):
        yield MeaningChange("bracket", words, replaced)


def _words_in_brackets(own: str) -> str:
    """Return the writer's own words in brackets, empty where there are none or they are a remark such as `sic`."""
    words = " ".join(OMISSION.sub(" ", own).split())
    return words.strip("[] .,;:") if "[" in words and not is_remark(words.strip("[] ")) else ""


def _changed_letters(quotation: str, place: QuotePlace, language: str) -> Iterator[MeaningChange]:
    """Yield words of which a bracket changes letters so that they say something else: `[un]able`."""
    begin, end = place.quoted
    bare = [word.text for word in tokens(quotation[begin:end].replace("[", "").replace("]", ""))]
    found = tuple(tokens(place.text))
    if "[" not in quotation[begin:end] or len(bare) != len(found):
        return
    for own, word in zip(bare, found, strict=True):
        if own != word.text and changes_meaning(own, word.text, language):
            yield MeaningChange("bracket", own, place.text[word.start : word.end])

"""Suggestions of what has a name: people, meetings, sessions, acronyms and documents, each with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import chain

from indexer.meetings.labels import mention_label
from indexer.model import Acronym
from indexer.text.analysis import terms_in
from indexer.text.stopwords import PHRASE_STOP_WORDS

from .entry import Suggestion, SuggestionKind, folded_key
from .names import NameRow, NameTable
from .tables import KeyedSuggestion

NAMED_KINDS: tuple[SuggestionKind, ...] = ("person", "meeting", "session", "acronym")
MAX_STARTS = 8
"""The most words of a name or title at which typing it can begin."""


def all_names(names: NameTable) -> Iterator[KeyedSuggestion]:
    """Yield the suggestions of all names."""
    for kind in NAMED_KINDS:
        yield from _keyed(names.suggestions(kind))
    yield from _symbols(names.symbols())


def names_of(names: NameTable, kind: SuggestionKind, key: str) -> Iterator[KeyedSuggestion]:
    """Yield the suggestions of the names of a kind with this key; a symbol is its own key."""
    yield from _symbols(names.symbols(key)) if kind == "symbol" else _keyed(names.suggestions(kind, key))


def acronym_rows(acronyms: Iterable[Acronym], has_term: Callable[[str], bool]) -> Iterator[tuple[NameRow, int]]:
    """Yield the acronyms that are used as names, each with its uses; `has_term` says whether the corpus has a term."""
    for acronym in acronyms:
        used = [form for form in (acronym.short, *acronym.variants) if all(map(has_term, terms_in(form)))]
        if acronym.uses and used:
            value = "\n".join((acronym.short, acronym.long))
            yield ("acronym", value, used[0], value, acronym.long, "", ""), acronym.uses


def _keyed(named: Iterable[tuple[Suggestion, str]]) -> Iterator[KeyedSuggestion]:
    for suggestion, other in named:
        others = other.split("\n")
        match suggestion.kind:
            case "acronym":
                keys = map(folded_key, (*others, suggestion.text))
                yield replace(suggestion, value=""), keys
            case "session":
                yield suggestion, chain(*map(_start_keys, others), [folded_key(suggestion.text)])
            case _:
                yield suggestion, chain(*map(_start_keys, (suggestion.text, *others)))


def _symbols(counts: Iterable[tuple[str, int]]) -> Iterator[KeyedSuggestion]:
    for symbol, count in counts:
        label = mention_label(symbol)
        suggestion = Suggestion("symbol", label, symbol, symbol if symbol != label else "", count)
        yield suggestion, chain(_start_keys(symbol), _start_keys(label))


def _start_keys(text: str) -> list[str]:
    """Return the keys of a text from each word on at which a user may begin to type."""
    words = folded_key(text).split()
    starts = [index for index, word in enumerate(words) if index == 0 or word not in PHRASE_STOP_WORDS]
    return [" ".join(words[index:]) for index in starts[:MAX_STARTS]]

"""Suggestions of what has a name: people, meetings, sessions, acronyms and documents, each with its keys."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from indexer.meetings.labels import mention_label
from indexer.model import Acronym, Person
from indexer.text.analysis import terms_in
from indexer.text.stopwords import PHRASE_STOP_WORDS

from .entry import Suggestion, folded_key
from .names import NameTable
from .tables import KeyedSuggestion

MAX_STARTS = 8
"""The most words of a name or title at which typing it can begin."""


def named_suggestions(
    names: NameTable, persons: Iterable[Person], acronyms: Iterable[Acronym], has_term: Callable[[str], bool]
) -> Iterator[KeyedSuggestion]:
    """Yield the suggestions of all names; `has_term` says whether the corpus has a folded term."""
    yield from chain(_people(names, persons), _meetings(names), _acronyms(acronyms, has_term), _symbols(names))


def _people(names: NameTable, persons: Iterable[Person]) -> Iterator[KeyedSuggestion]:
    for person in persons:
        detail = person.affiliations[0] if person.affiliations else ""
        suggestion = Suggestion("person", person.name, person.id, detail, names.person_count(person.id))
        yield suggestion, chain(*map(_start_keys, (person.name, *person.variants)))


def _meetings(names: NameTable) -> Iterator[KeyedSuggestion]:
    for suggestion, place in names.meetings():
        yield suggestion, chain(_start_keys(suggestion.text), _start_keys(place))
    for suggestion, title in names.sessions():
        yield suggestion, chain(_start_keys(title), [folded_key(suggestion.text)])


def _acronyms(acronyms: Iterable[Acronym], has_term: Callable[[str], bool]) -> Iterator[KeyedSuggestion]:
    for acronym in acronyms:
        used = [form for form in (acronym.short, *acronym.variants) if all(map(has_term, terms_in(form)))]
        if acronym.uses and used:
            suggestion = Suggestion("acronym", used[0], detail=acronym.long, count=acronym.uses)
            yield suggestion, map(folded_key, (acronym.short, acronym.long, used[0]))


def _symbols(names: NameTable) -> Iterator[KeyedSuggestion]:
    for symbol, count in names.symbols():
        label = mention_label(symbol)
        suggestion = Suggestion("symbol", label, symbol, symbol if symbol != label else "", count)
        yield suggestion, chain(_start_keys(symbol), _start_keys(label))


def _start_keys(text: str) -> list[str]:
    """Return the keys of a text from each word on at which a user may begin to type."""
    words = folded_key(text).split()
    starts = [index for index, word in enumerate(words) if index == 0 or word not in PHRASE_STOP_WORDS]
    return [" ".join(words[index:]) for index in starts[:MAX_STARTS]]

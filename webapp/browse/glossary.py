"""The model of the glossary: acronyms, what the papers say that they stand for, and where.

It is made from the library's lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from indexer.model import Acronym
from indexer.speech.joined import in_one_sentence
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.alphabet import Alphabet, alphabet

from .meeting_list import short_names


@dataclass(frozen=True)
class GlossaryMeaning:
    """One meaning of an acronym. `definition` links to the passage that defines it, when one is known."""

    long: str
    variants: tuple[str, ...]
    definition: Link | None


@dataclass(frozen=True)
class GlossaryEntry:
    """An acronym with all its meanings and the number of passages that use it."""

    short: str
    meanings: tuple[GlossaryMeaning, ...]
    uses: int
    search_url: str


def glossary_entries(library: Library) -> tuple[tuple[str, GlossaryEntry], ...]:
    """Return every acronym, each with the words that the list is sorted by."""
    grouped = groupby(library.acronyms(), key=lambda acronym: acronym.short)
    names = short_names(library)
    return tuple((short, _entry(library, names, short, tuple(acronyms))) for short, acronyms in grouped)


def glossary_page(entries: Iterable[tuple[str, GlossaryEntry]], letter: str) -> Alphabet[GlossaryEntry] | None:
    """Return the glossary, or its part under one letter when it is long."""
    return alphabet(entries, urls.GLOSSARY, letter)


def _entry(library: Library, names: Mapping[str, str], short: str, acronyms: tuple[Acronym, ...]) -> GlossaryEntry:
    """Return an acronym with its meanings. Its search is for the acronym and its variants exactly as written."""
    forms = {
        form.casefold(): form
        for form in reversed((short, *(form for acronym in acronyms for form in acronym.variants)))
    }
    query = " OR ".join(f'"{form}"' for form in reversed(forms.values()))
    return GlossaryEntry(
        short=short,
        meanings=tuple(
            GlossaryMeaning(acronym.long, acronym.variants, _definition(library, names, acronym))
            for acronym in acronyms
        ),
        uses=max(acronym.uses for acronym in acronyms),
        search_url=urls.search_path(SearchRequest(query)),
    )


def _definition(library: Library, names: Mapping[str, str], acronym: Acronym) -> Link | None:
    """Return the link to the passage that defines an acronym, named by the kind of its paper and its meeting.

    `names` are short names of meetings, by id, each of one meeting.
    """
    if acronym.passage is None:
        return None
    document = library.document(acronym.passage.rpartition(".")[0])
    meeting = library.passage(acronym.passage).meeting
    name = in_one_sentence([labels.kind_title(document), names[meeting.id]]) if meeting else document.title
    return Link(name, urls.passage_path(acronym.passage))

"""The model of the glossary: short forms, what the papers say that they stand for, and where.

It is made from what a library lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from indexer.model import Acronym
from indexer.store.library import Library
from webapp.address import urls
from webapp.address.params import SearchRequest
from webapp.address.urls import Link
from webapp.shared import labels
from webapp.shared.alphabet import Alphabet, alphabet


@dataclass(frozen=True)
class GlossaryMeaning:
    """One thing that a short form stands for; `defined` is the passage that says so, where one is known."""

    long: str
    variants: tuple[str, ...]
    defined: Link | None


@dataclass(frozen=True)
class GlossaryEntry:
    """A short form with all that it stands for, and how many passages use it."""

    short: str
    meanings: tuple[GlossaryMeaning, ...]
    uses: int
    search_url: str


def glossary_entries(library: Library) -> tuple[tuple[str, GlossaryEntry], ...]:
    """Every short form, with the words that the list is sorted by."""
    grouped = groupby(library.acronyms(), key=lambda one: one.short)
    return tuple((short, _term(library, short, tuple(some))) for short, some in grouped)


def glossary_page(entries: Iterable[tuple[str, GlossaryEntry]], letter: str) -> Alphabet[GlossaryEntry] | None:
    """The glossary, or what stands under one letter where there is much."""
    return alphabet(entries, urls.GLOSSARY, letter)


def _term(library: Library, short: str, some: tuple[Acronym, ...]) -> GlossaryEntry:
    """A short form with its meanings; its search is for the form and its variants exactly as they are written."""
    forms = {form.casefold(): form for form in reversed((short, *(form for one in some for form in one.variants)))}
    query = " OR ".join(f'"{form}"' for form in reversed(forms.values()))
    return GlossaryEntry(
        short=short,
        meanings=tuple(GlossaryMeaning(one.long, one.variants, _definition(library, one)) for one in some),
        uses=max(one.uses for one in some),
        search_url=urls.search_path(SearchRequest(query)),
    )


def _definition(library: Library, one: Acronym) -> Link | None:
    """The passage that defines a short form, called by the kind of its paper and its meeting."""
    if one.passage is None:
        return None
    document = library.document(one.passage.rpartition(".")[0])
    return Link(
        f"{labels.kind_title(document)}, {labels.short_meeting_name(document.meeting)}", urls.passage_path(one.passage)
    )

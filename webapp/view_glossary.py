"""The model of the glossary: short forms, what the papers say that they stand for, and where.

It is made from what a library lists; nothing here searches.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from indexer.errors import UnknownId
from indexer.library import Library
from indexer.model import Acronym

from . import links
from .params import SearchRequest
from .view import Link
from .view_letters import Alphabet, alphabet


@dataclass(frozen=True)
class Meaning:
    """One thing that a short form stands for; `defined` is the passage that says so, where one is known."""

    long: str
    variants: tuple[str, ...]
    defined: Link | None


@dataclass(frozen=True)
class Term:
    """A short form with all that it stands for, and how many passages use it."""

    short: str
    meanings: tuple[Meaning, ...]
    uses: int
    search_url: str


def terms(library: Library) -> tuple[tuple[str, Term], ...]:
    """Every short form, with the words that the list is sorted by."""
    papers = {document.id: document.title for document in library.documents()}
    grouped = groupby(library.acronyms(), key=lambda one: one.short)
    return tuple((short, _term(library, short, tuple(some), papers)) for short, some in grouped)


def glossary_page(entries: Iterable[tuple[str, Term]], letter: str) -> Alphabet[Term] | None:
    """The glossary, or what stands under one letter where there is much."""
    return alphabet(entries, links.GLOSSARY, letter)


def _term(library: Library, short: str, some: tuple[Acronym, ...], papers: dict[str, str]) -> Term:
    """A short form with its meanings; its search is for the form and its variants exactly as they are written."""
    forms = {form.casefold(): form for one in some for form in (*reversed(one.variants), short)}
    query = " OR ".join(f'"{form}"' for form in (short, *forms.values()) if forms[form.casefold()] == form)
    return Term(
        short=short,
        meanings=tuple(_meaning(library, one) for one in some),
        uses=max(one.uses for one in some),
        search_url=links.search_path(SearchRequest(query)),
    )

"""Which words of a query are optional: function words, which a passage need not contain beside content words.

The lists of function words are in `text/stopwords`, and `query/query_language` says which of them holds. Here the other
words of the query decide: `WHO` is an organisation, `who` is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from indexer.text.analysis import terms_in
from indexer.text.stemming import DEFAULT_LANGUAGE
from indexer.text.stopwords import optional_words

from .tree import And, Expanded, Field, Node, Not, Or, Range, Term, map_parts

FunctionWords = frozenset[str]

PERSON_PRONOUNS = frozenset({"who", "whom"})
"""Words that ask for people."""


def drop_optional_terms(node: Node, language: str = DEFAULT_LANGUAGE) -> tuple[Node, tuple[Term, ...]]:
    """Return a tree without its optional terms, and these terms; leave everything below NOT unchanged.

    `language` is the analysis language of the query.
    """
    dropped: list[Term] = []
    return _drop(node, optional_words(language), dropped), tuple(dict.fromkeys(dropped))


def _drop(node: Node, words: FunctionWords, dropped: list[Term]) -> Node:
    match node:
        case And(parts) if any(_is_content(part, words, parts) for part in parts):
            optional = {part: None for part in parts if isinstance(part, Term) and is_optional(part, words, parts)}
            dropped.extend(optional)
            remaining = tuple(_drop(part, words, dropped) for part in parts if part not in optional)
            asks = node.asks_for_people or asks_for_people(tuple(optional))
            return (
                remaining[0]
                if len(remaining) == 1 and not asks
                else replace(node, parts=remaining, asks_for_people=asks)
            )
        case Expanded(part):
            return replace(node, part=_drop(part, words, dropped))
        case Or():
            return map_parts(node, lambda part: _drop(part, words, dropped))
        case _:
            return node


def _is_content(part: Node, words: FunctionWords, siblings: Sequence[Node]) -> bool:
    """Return whether a part says what a passage is about."""
    match part:
        case Term():
            return not is_optional(part, words, siblings)
        case And(parts) | Or(parts):
            return any(_is_content(inner, words, parts) for inner in parts)
        case _:
            return not isinstance(part, Not | Field | Range)


def is_optional(word: Term, words: FunctionWords, siblings: Sequence[Node] = ()) -> bool:
    """Return whether a word says nothing about a subject among the parts beside it.

    A word in capitals among others that are not is a name, and `may` beside a number is the month.
    """
    terms_of_word = terms_in(word.text)
    if not all(term in words or _is_letter(term) for term in terms_of_word):
        return False
    return not (_is_name(word, siblings) or (terms_of_word == ("may",) and _has_number_beside(word, siblings)))


def _is_letter(form: str) -> bool:
    """Return whether a term is a single letter, as the end of `didn't`; in other scripts one letter can be a word."""
    return len(form) == 1 and form.isascii() and form.isalpha()


def _is_name(word: Term, siblings: Sequence[Node]) -> bool:
    if not word.text.isupper() or word.text == "I" or (len(word.text) == 1 and siblings[:1] == (word,)):
        return False
    return any(isinstance(part, Term) and not part.text.isupper() and part.text.lower().islower() for part in siblings)


def _has_number_beside(word: Term, siblings: Sequence[Node]) -> bool:
    index = siblings.index(word) if word in siblings else 0
    neighbours = (*siblings[max(index - 1, 0) : index], *siblings[index + 1 : index + 2])
    return any(isinstance(part, Term) and part.text[-1:].isdecimal() for part in neighbours)


def asks_for_people(words: Sequence[Term]) -> bool:
    """Return whether any of these words asks for a person."""
    return not PERSON_PRONOUNS.isdisjoint(chain.from_iterable(terms_in(word.text) for word in words))

"""Which words of a query are small: they carry grammar, so a passage need not have them beside words that tell.

Which words these are is `function_words`' business. Here it is told of the words of one query, where `WHO` is an
organisation and `who` is not.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

from indexer.text.analysis import terms_in
from indexer.text.stopwords import FUNCTION_WORDS

from .tree import And, Expanded, Field, Node, Not, Or, Range, Term, map_parts

PERSON_PRONOUNS = frozenset({"who", "whom"})
"""Words that ask for people."""


def drop_optional_terms(node: Node) -> tuple[Node, tuple[Term, ...]]:
    """Give a tree without the small words beside words that tell, and these words; under NOT all are left."""
    dropped: list[Term] = []
    return _lightened(node, dropped), tuple(dict.fromkeys(dropped))


def _lightened(node: Node, dropped: list[Term]) -> Node:
    match node:
        case And(parts) if any(_tells(part, parts) for part in parts):
            small = {part: None for part in parts if isinstance(part, Term) and is_optional(part, parts)}
            dropped.extend(small)
            kept = tuple(_lightened(part, dropped) for part in parts if part not in small)
            asked = node.asks_for_people or asks_for_people(tuple(small))
            return kept[0] if len(kept) == 1 and not asked else replace(node, parts=kept, asks_for_people=asked)
        case Expanded(part):
            return replace(node, part=_lightened(part, dropped))
        case Or():
            return map_parts(node, lambda part: _lightened(part, dropped))
        case _:
            return node


def _tells(part: Node, beside: Sequence[Node]) -> bool:
    """Tell whether a part says what a passage is about."""
    match part:
        case Term():
            return not is_optional(part, beside)
        case And(parts) | Or(parts):
            return any(_tells(one, parts) for one in parts)
        case _:
            return not isinstance(part, Not | Field | Range)


def is_optional(word: Term, beside: Sequence[Node] = ()) -> bool:
    """Tell whether a word says nothing of a subject among those that it stands beside.

    A word in capitals among others that are not is a name, and `may` beside a number is the month.
    """
    own = terms_in(word.text)
    if not all(one in FUNCTION_WORDS or _is_letter(one) for one in own):
        return False
    return not (_is_name(word, beside) or (own == ("may",) and _has_number_beside(word, beside)))


def _is_letter(form: str) -> bool:
    """Tell whether a form is a single letter, as the end of `didn't`; in other scripts one letter can be a word."""
    return len(form) == 1 and form.isascii() and form.isalpha()


def _is_name(word: Term, beside: Sequence[Node]) -> bool:
    if not word.text.isupper() or word.text == "I" or (len(word.text) == 1 and beside[:1] == (word,)):
        return False
    return any(isinstance(one, Term) and not one.text.isupper() and one.text.lower().islower() for one in beside)


def _has_number_beside(word: Term, beside: Sequence[Node]) -> bool:
    at = beside.index(word) if word in beside else 0
    near = (*beside[max(at - 1, 0) : at], *beside[at + 1 : at + 2])
    return any(isinstance(one, Term) and one.text[-1:].isdecimal() for one in near)


def asks_for_people(words: Sequence[Term]) -> bool:
    """Tell whether somebody is asked for by any of these words."""
    return not PERSON_PRONOUNS.isdisjoint(chain.from_iterable(terms_in(word.text) for word in words))

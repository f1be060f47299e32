"""From a query as typed to the tree that is asked: read, its fields resolved, its words widened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .expansion import Meant, Widening, in_forms_typed, widened
from .fields import Values, resolve
from .in_words import restate
from .optional_terms import lightened
from .parser import Node, Parsed, canonical, parse
from .relaxation import softened
from .results import FIELD_FACETS
from .synonyms import Lexicon
from .tree import And, Most, Word, as_typed, both


@dataclass(frozen=True)
class Understood:
    """How a query was taken in one build."""

    parsed: Parsed
    node: Node | None
    """What an engine is asked."""
    canonical: str
    """The query in the one form that the grammar writes; read again, it is understood the same."""
    restated: str
    """The query in plain words."""
    meant: tuple[Meant, ...] = ()
    """What its words were taken to mean too, and which of them need not be there."""
    looser: Node | None = None
    """What to ask where nothing has all of the words: passages with most of them; None where that means nothing."""
    needed: Node | None = None
    """The query as typed without the words that need not be there."""

    @property
    def loosened(self) -> tuple[Meant, ...]:
        """The words of which most are enough, to be told where that is what was asked."""
        parts = self.looser.parts if isinstance(self.looser, And) else (self.looser,)
        every = (one for part in parts if isinstance(part, Most) for one in dict.fromkeys(part.parts))
        return tuple(Meant("most", canonical(as_typed(one)), ()) for one in every)

    @property
    def searchable(self) -> bool:
        """False when something was typed but there is no word in it."""
        return self.parsed.searchable


def understand(text: str, values: Values, lexicon: Lexicon, exact: Collection[Widening] = ()) -> Understood:
    """Understand a query; `exact` names the widenings that are switched off."""
    parsed = resolve(parse(text), values)
    node, meant = widened(parsed.node, lexicon, exact)
    node, small = lightened(node) if node and "small" not in exact else (node, ())
    looser = softened(node, parsed.text) if "most" not in exact else None
    needed = _plain(node)
    said = restate(needed, lambda field, value: values.known(FIELD_FACETS[field]).get(value, value))
    if "stems" in exact:
        node, looser = node and in_forms_typed(node), looser and in_forms_typed(looser)
    return Understood(
        parsed=parsed,
        node=node,
        canonical=canonical(parsed.node) if parsed.node else "",
        restated=said + _besides(small),
        meant=(*meant, *(Meant("small", word.text, ()) for word in small)),
        looser=looser,
        needed=needed,
    )


def _plain(node: Node | None) -> Node | None:
    """Give a tree without what it was widened by, words that mean something together as any others."""
    plain = as_typed(node) if node else None
    return both(list(plain.parts)) if isinstance(plain, And) else plain


def _besides(small: Sequence[Word]) -> str:
    """Say which words need not be there."""
    return f"; the small words ({', '.join(word.text for word in small)}) need not be there" if small else ""

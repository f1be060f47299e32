"""From a query as typed to the tree that is asked: read, its fields resolved, its words widened."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from .expansion import Rewrite, RewriteKind, expand, with_exact_forms
from .fields import FieldValues, resolve_fields
from .in_words import in_words
from .optional_terms import drop_optional_terms
from .parser import Node, ParsedQuery, canonical, parse
from .relaxation import relax
from .results import FIELD_FACETS
from .synonyms import Synonyms
from .tree import And, MinShouldMatch, Term, conjunction, without_expansions


@dataclass(frozen=True)
class RewrittenQuery:
    """How a query was taken in one build."""

    parsed: ParsedQuery
    node: Node | None
    """What an engine is asked."""
    canonical: str
    """The query in the one form that the grammar writes; read again, it is understood the same."""
    in_words: str
    """The query in plain words."""
    rewrites: tuple[Rewrite, ...] = ()
    """What its words were taken to mean too, and which of them need not be there."""
    relaxed: Node | None = None
    """What to ask where nothing has all of the words: passages with most of them; None where that means nothing."""
    required: Node | None = None
    """The query as typed without the words that need not be there."""

    @property
    def relaxed_terms(self) -> tuple[Rewrite, ...]:
        """The words of which most are enough, to be told where that is what was asked."""
        parts = self.relaxed.parts if isinstance(self.relaxed, And) else (self.relaxed,)
        every = (one for part in parts if isinstance(part, MinShouldMatch) for one in dict.fromkeys(part.parts))
        return tuple(Rewrite("most", canonical(without_expansions(one)), ()) for one in every)

    @property
    def searchable(self) -> bool:
        """False when something was typed but there is no word in it."""
        return self.parsed.searchable


def rewrite(text: str, values: FieldValues, lexicon: Synonyms, exact: Collection[RewriteKind] = ()) -> RewrittenQuery:
    """Understand a query; `exact` names the widenings that are switched off."""
    parsed = resolve_fields(parse(text), values)
    node, meant = expand(parsed.node, lexicon, exact)
    node, small = drop_optional_terms(node) if node and "small" not in exact else (node, ())
    looser = relax(node, parsed.text) if "most" not in exact else None
    needed = _plain(node)
    said = in_words(needed, lambda field, value: values.facet_labels(FIELD_FACETS[field]).get(value, value))
    if "stems" in exact:
        node, looser = node and with_exact_forms(node), looser and with_exact_forms(looser)
    return RewrittenQuery(
        parsed=parsed,
        node=node,
        canonical=canonical(parsed.node) if parsed.node else "",
        in_words=said + _besides(small),
        rewrites=(*meant, *(Rewrite("small", word.text, ()) for word in small)),
        relaxed=looser,
        required=needed,
    )


def _plain(node: Node | None) -> Node | None:
    """Give a tree without what it was widened by, words that mean something together as any others."""
    plain = without_expansions(node) if node else None
    return conjunction(list(plain.parts)) if isinstance(plain, And) else plain


def _besides(small: Sequence[Term]) -> str:
    """Say which words need not be there."""
    return f"; the small words ({', '.join(word.text for word in small)}) need not be there" if small else ""

"""From a query as typed to the tree that an engine is asked: read, its fields resolved, its words widened."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from .engine.query import Node, Parsed, canonical, parse
from .engine.restated import restate
from .engine.results import FIELD_FACETS
from .engine.soft import softened
from .fields import Values, resolve
from .widening import Lexicon, Meant, Widening, widened


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
    """What its words were taken to mean too."""
    looser: Node | None = None
    """What to ask where nothing has all of the words: passages with most of them; None where that means nothing."""

    @property
    def searchable(self) -> bool:
        """False when something was typed but there is no word in it."""
        return self.parsed.searchable


def understand(text: str, values: Values, lexicon: Lexicon, exact: Collection[Widening] = ()) -> Understood:
    """Understand a query; `exact` names the widenings that are switched off."""
    parsed = resolve(parse(text), values)
    node, meant = widened(parsed.node, lexicon, exact)
    restated = restate(parsed.node, lambda field, value: values.known(FIELD_FACETS[field]).get(value, value))
    looser, _ = widened(softened(parsed.node, parsed.text), lexicon, exact)
    return Understood(parsed, node, canonical(parsed.node) if parsed.node else "", restated, meant, looser)

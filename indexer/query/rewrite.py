"""Rewrites a query as typed into the tree that the engine is asked: parsed, its fields resolved, its words expanded."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from indexer.speech.translation import gettext
from indexer.text.analysis import terms_in
from indexer.text.compounds import COMPOUNDING

from .character_runs import split_runs
from .expansion import Rewrite, RewriteKind, expand, mark_names, names_in, with_exact_forms
from .fields import FieldValues, resolve_fields
from .in_words import QueryWords, in_words
from .optional_terms import drop_optional_terms
from .parser import MAX_QUERY_LENGTH, Node, ParsedQuery, parse
from .printer import canonical, canonical_query
from .query_language import LanguageShares, only_default, query_language
from .relaxation import relax
from .results import FIELD_FACETS, WordsNeeded
from .synonyms import Synonyms
from .tree import And, Not, Phrase, SloppyPhrase, Term, conjunction, map_parts, positive_terms, without_expansions


@dataclass(frozen=True)
class RewrittenQuery:
    """How a query was rewritten for one build."""

    parsed: ParsedQuery
    node: Node | None
    """The tree that an engine is asked."""
    canonical: str
    """The query as the grammar prints it; parsing it gives the same rewritten query."""
    described: QueryWords
    """The query in plain words, in the language of the request."""
    rewrites: tuple[Rewrite, ...] = ()
    """The alternatives of its words, and its optional words."""
    relaxed: Node | None = None
    """The tree that finds passages with most of the words too; None where that means nothing."""
    required: Node | None = None
    """The query as typed without its optional words."""

    def node_for(self, words: WordsNeeded) -> Node | None:
        """Return the tree to ask: for passages with most of the words too, or for those with all of them only."""
        return self.relaxed if words == "most" and self.relaxed else self.node

    @property
    def in_words(self) -> str:
        """The query as a sentence without its full stop."""
        return self.described.sentence()

    @property
    def searchable(self) -> bool:
        """Whether the query has a word in it; false when something else was typed."""
        return self.parsed.searchable


def rewrite(
    text: str,
    values: FieldValues,
    synonyms: Synonyms,
    exact: Collection[RewriteKind] = (),
    language_shares: LanguageShares = only_default,
) -> RewrittenQuery:
    """Rewrite a query for a corpus in the languages of `language_shares`.

    `exact` names the rewrites that are switched off.
    """
    parsed = resolve_fields(parse(text), values)
    typed = parsed.node and mark_names(parsed.node, synonyms.is_name)
    parsed = replace(parsed, remarks=(*parsed.remarks, *map(_name_remark, names_in(typed))))
    language = query_language(_typed_words(typed), language_shares)
    not_expanded = exact if language in COMPOUNDING else (*exact, "compounds")
    node, rewrites = expand(typed, synonyms, not_expanded)
    required, _ = _without_optional(node, language, exact)
    required = _unexpanded(required)
    node, optional = _without_optional(node and split_runs(node), language, exact)
    relaxed = relax(node, "" if "stems" in exact else parsed.text, _as_marked(parsed.required, typed))
    described = in_words(
        required,
        lambda field, value: values.facet_labels(FIELD_FACETS[field]).get(value, value),
        [word.text for word in optional],
    )
    if "stems" in exact:
        node, relaxed = node and with_exact_forms(node), relaxed and with_exact_forms(relaxed)
    return RewrittenQuery(
        parsed=parsed,
        node=node,
        canonical=canonical_query(parsed.node, parsed.required) if parsed.node else "",
        described=described,
        rewrites=(*rewrites, *(Rewrite("small", word.text, ()) for word in optional)),
        relaxed=relaxed,
        required=required,
    )


def _as_marked(required: Collection[Node], typed: Node | None) -> tuple[Node, ...]:
    """Return words that must be there as they stand in the tree, where names in capitals are marked."""
    names = frozenset(names_in(typed))
    return tuple(
        replace(word, is_name=True) if isinstance(word, Term) and word.text in names else word for word in required
    )


def _name_remark(name: str) -> str:
    return gettext("“%(word)s” is in capitals, so passages with it in capitals come first.", word=name)


def _typed_words(node: Node | None) -> Iterator[str]:
    """Yield the folded words of a query, without phrases and fields."""
    for term in positive_terms(node):
        if isinstance(term, Term):
            yield from terms_in(term.text)


def _without_optional(
    node: Node | None, language: str, exact: Collection[RewriteKind]
) -> tuple[Node | None, tuple[Term, ...]]:
    """Return a tree without its optional words, and these words; the tree itself where that is switched off."""
    return drop_optional_terms(node, language) if node and "small" not in exact else (node, ())


def _unexpanded(node: Node | None) -> Node | None:
    """Return a tree without its expansions; words that were expanded as one become separate words again."""
    plain = without_expansions(node) if node else None
    return conjunction(list(plain.parts)) if isinstance(plain, And) else plain


def with_useful_corrections(parsed: ParsedQuery, finds_something: Callable[[str], bool]) -> ParsedQuery:
    """Return a query whose problems offer a correction that finds something, where there is one.

    After the likely correction, its phrases are tried as separate words.
    """
    chosen = {
        suggestion: next(filter(finds_something, _candidates(suggestion)), suggestion)
        for suggestion in dict.fromkeys(problem.suggestion for problem in parsed.problems)
        if suggestion
    }
    problems = tuple(
        replace(problem, suggestion=problem.suggestion and chosen[problem.suggestion]) for problem in parsed.problems
    )
    return replace(parsed, problems=problems)


def _candidates(suggestion: str) -> Iterator[str]:
    """Yield a correction, then a wider one; both are queries without a problem."""
    yield suggestion
    node = parse(suggestion).node
    text = canonical(_words_apart(node)) if node else ""
    if 0 < len(text) <= MAX_QUERY_LENGTH and not parse(text).problems:
        yield text


def _words_apart(node: Node) -> Node:
    """Return a tree with the words of each phrase as separate words; leave what is negated unchanged."""
    match node:
        case Phrase(text) | SloppyPhrase(text, _):
            return conjunction([Term(form) for form in terms_in(text)])
        case Not():
            return node
        case And(parts):
            return conjunction([_words_apart(part) for part in parts])
        case _:
            return map_parts(node, _words_apart)

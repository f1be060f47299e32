"""Names, days and numbers in the sentence of a quotation that no rule has read.

What they say of the source, if anything, is not known; a writer has to look at them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from indexer.attribution.context import BLOT, ContextPart, QuoteContext, parts_of
from indexer.attribution.earlier.taken_up import open_references
from indexer.attribution.facts import JudgedFact, StatedFact, StatedFactKind
from indexer.attribution.grammar.surnames import opens_as_surname
from indexer.attribution.known_names import KnownNames
from indexer.entities.names import fold_name
from indexer.text.months import month_words
from indexer.text.stopwords import FUNCTION_WORDS
from indexer.text.word_lists import load_words

_WORD = re.compile(rf"[^\s{BLOT}“”\"„«»()\[\]]+")
_EDGE = " .,;:!?‘’'—–-…"
_CLAUSE_MARK = re.compile(r"[,;:!?…—–]$|(?<!\b[A-Z])(?<!\b(?:Mr|Ms|Dr|St))(?<!\bMrs)(?<!\bProf)\.$")
_JOINING = re.compile(r"(?:of|the|de|du|des|del|da|di|la|le|van|von|der|den|al|bin|for|on)")
_NUMBER = re.compile(r"\d{3,}|\d+(?:/\d+)+")
_MOST_SHOWN = 5
_WHOLE_NAMES: frozenset[StatedFactKind] = frozenset({"speaker", "voice", "body"})
"""Facts whose words are part of a longer name: an office before a person, a country before a delegate."""


class _NamedRun(NamedTuple):
    """Words of a sentence that follow each other; offsets are those of the text of its part."""

    words: str
    start: int
    end: int


def unread_words(
    context: QuoteContext, stated: Sequence[StatedFact], judged: Sequence[JudgedFact], names: KnownNames
) -> tuple[str, ...]:
    """Return names, days and numbers of the sentence of a quotation that are part of no fact, in order, each once.

    At the beginning of a sentence a single word is a name only where it is one of a person: known to the papers, a
    common given name, or where the grammar shows that it is a surname.
    """
    agreeing = {fact.stated for fact in judged if fact.verdict == "supported"}
    # `Anna Berg said` as the manner of words tells nothing of her, nor does a group that was not judged.
    facts = [fact for fact in stated if fact.kind != "manner" and (fact.kind != "voice" or fact in agreeing)]
    found = (name for part in parts_of(context) if part.quote is not None for name in names_beside(part, facts, names))
    return tuple(dict.fromkeys((*open_references(context, facts), *found)))[:_MOST_SHOWN]


def names_beside(part: ContextPart, facts: Sequence[StatedFact], names: KnownNames) -> list[str]:
    """Return the names, days and numbers of a part that are part of none of some facts, in order."""
    return [
        run.words
        for run in _runs(_without(part, facts), names)
        if not any(fact.kind in _WHOLE_NAMES and fact.meets(part.stretch(run.start, run.end)) for fact in facts)
    ]


def _without(part: ContextPart, facts: Sequence[StatedFact]) -> str:
    """Return the text of a part with the words of facts blotted out: of `Closing Day of 2024` only `2024` is read."""
    text = part.text
    for fact in facts:
        if fact.kind not in _WHOLE_NAMES:
            covered = [at for at in range(len(text)) if fact.meets(part.stretch(at, at + 1))]
            if covered:
                text = text[: covered[0]] + BLOT * len(covered) + text[covered[-1] + 1 :]
    return text


def _runs(text: str, names: KnownNames) -> Iterator[_NamedRun]:
    """Yield names with what joins their words, and numbers that are no mere amounts."""
    words: list[tuple[str, int]] = []
    joins: list[tuple[str, int]] = []
    end = 0
    for match in _WORD.finditer(text):
        word = match[0].strip(_EDGE)
        at = match.start() + match[0].find(word)
        if text[end : match.start()].strip():  # a bracket or a quotation stands between
            yield from _named_run(text, words, names)
            words, joins = [], []
        end = match.end()
        if _is_name(word):
            words, joins = [*words, *joins, (word, at)], []
        elif words and _JOINING.fullmatch(word):
            joins.append((word, at))
        if _CLAUSE_MARK.search(match[0]) or not (_is_name(word) or joins):
            yield from _named_run(text, words, names)
            words, joins = [], []
    yield from _named_run(text, words, names)


def _named_run(text: str, words: list[tuple[str, int]], names: KnownNames) -> Iterator[_NamedRun]:
    while words and _is_filler(words[0][0].casefold()):
        words = words[1:]
    named = [word for word, _ in words if _is_name(word)]
    if not named or (all(word[0].isdigit() for word in named) and not any(map(_NUMBER.fullmatch, named))):
        return
    opens = not re.search(r"\w", text[: words[0][1]])
    if opens and len(named) == 1 and not _NUMBER.search(named[0]):
        behind = text[words[0][1] + len(words[0][0]) :]
        if not _is_person(named[0], names) and not opens_as_surname(named[0], behind):
            return
    start, end = words[0][1], words[-1][1] + len(words[-1][0])
    yield _NamedRun(" ".join(text[start:end].split()), start, end)


def _is_filler(word: str) -> bool:
    return (word in FUNCTION_WORDS and word not in month_words()) or bool(_JOINING.fullmatch(word))


def _is_person(word: str, names: KnownNames) -> bool:
    folded = fold_name(word)
    return bool(names.persons_named(folded)) or bool(set(folded) & load_words("given_names"))


def _is_name(word: str) -> bool:
    return word[:1].isupper() or word[:1].isdigit()

"""Words in time and by part: what grew or fell between earlier and later passages, and what tells some from the rest.

The engine counts; here it is said which differences are told. A difference is told where G² is at least
`LEAST_SURPRISE` and both sides have `LEAST_SIDE` passages. Names of people are left out: they say who spoke.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import accumulate

from indexer.model import Passage, TextSpan
from indexer.query.results import ContrastedWord, FacetName, Query, WordContrast
from indexer.query.tree import Phrase
from indexer.store.library import Library
from indexer.text.analysis import terms_in

from .concordance import concordance_lines

LEAST_SURPRISE = 15.13
"""The least G² of a difference that is told: one of ten thousand that chance would make as large (p < 0.0001), as in
Rayson, Berridge and Francis (2004). Passages of one paper are alike, and thousands of words are tried, so the usual
3.84 would tell too much."""
LEAST_SIDE = 20
"""Passages that either side of a comparison must have."""
LEAST_PAPERS = 2
"""Papers that must have a word before it is said to rise or fall: one long paper is no trend."""
CONTAINED = 0.8
"""A word is left out where a phrase with it is listed that so large a share of its passages has."""
MOST_SHOWN = 20
_MOST_WEIGHED = 120
_PUNCTUATION = re.compile(r"[^\w\s.'’-]")
_OTHER_NAMES: tuple[FacetName, ...] = ("country", "place", "organisation")


@dataclass(frozen=True)
class PeriodCount:
    """A year, or a meeting, and how many passages of a selection it has; periods are given in order of time."""

    value: str
    passages: int


@dataclass(frozen=True)
class Period:
    """Years or meetings that follow one another."""

    values: tuple[str, ...]
    passages: int


@dataclass(frozen=True)
class TellingWord:
    """A word or phrase as papers write it, and how many passages of two sets have it."""

    text: str
    inside: int
    outside: int
    surprise: float
    """G², above 0 where its share is larger inside."""
    papers: int
    """Papers that have it, on the side where its share is larger."""


@dataclass(frozen=True)
class WordChanges:
    """How the words of later passages differ from those of earlier ones; inside is later."""

    earlier: Period
    later: Period
    rising: tuple[TellingWord, ...]
    falling: tuple[TellingWord, ...]
    too_few: bool
    """Whether either side has too few passages to tell anything."""
    cut: bool
    has_phrases: bool
    """Whether phrases were compared, too."""


@dataclass(frozen=True)
class DistinctiveWords:
    """The words that tell the passages of a selection from others."""

    inside: int
    outside: int
    words: tuple[TellingWord, ...]
    too_few: bool
    cut: bool
    has_phrases: bool


def split_periods(counts: Sequence[PeriodCount]) -> tuple[Period, Period] | None:
    """Divide periods into earlier and later ones with about as many passages; None where there is only one."""
    counts = [count for count in counts if count.passages]
    if len(counts) < 2:
        return None
    before = list(accumulate(count.passages for count in counts))
    at = min(range(1, len(counts)), key=lambda place: (abs(before[-1] - 2 * before[place - 1]), place))
    return _period(counts[:at]), _period(counts[at:])


def _period(counts: Sequence[PeriodCount]) -> Period:
    return Period(tuple(count.value for count in counts), sum(count.passages for count in counts))


def word_changes(
    library: Library, selection: Query, facet: FacetName, counts: Sequence[PeriodCount], names: Collection[str]
) -> WordChanges | None:
    """Return the words of a selection that rose or fell over its periods, which are values of a facet.

    `names` are the folded words that name people only. None where there is only one period.
    """
    periods = split_periods(counts)
    if periods is None:
        return None
    earlier, later = periods
    in_later = _with_values(selection, facet, later.values)
    contrast = library.contrast(in_later, _with_values(selection, facet, earlier.values + later.values), _MOST_WEIGHED)
    few = min(contrast.inside, contrast.outside) < LEAST_SIDE
    told = partial(_told, library, names, least_papers=LEAST_PAPERS)
    return WordChanges(
        earlier=replace(earlier, passages=contrast.outside),
        later=replace(later, passages=contrast.inside),
        rising=() if few else told(contrast.more),
        falling=() if few else told(contrast.fewer),
        too_few=few,
        cut=contrast.cut,
        has_phrases=contrast.has_phrases,
    )


def distinctive_words(library: Library, selection: Query, names: Collection[str]) -> DistinctiveWords | None:
    """Return the words that tell a selection from the rest; None where it is everything.

    The rest is what the query finds without the filters; where it has none of either, all other passages.
    """
    is_filtered = any(selection.filters.values()) or any(selection.excluded.values())
    if selection.node is None and not is_filtered:
        return None
    rest = replace(selection, node=selection.node if is_filtered else None, filters={}, excluded={})
    contrast: WordContrast = library.contrast(selection, rest, _MOST_WEIGHED)
    few = min(contrast.inside, contrast.outside) < LEAST_SIDE
    words = () if few else _told(library, names, contrast.more, least_papers=1)
    return DistinctiveWords(contrast.inside, contrast.outside, words, few, contrast.cut, contrast.has_phrases)


def name_words(library: Library) -> frozenset[str]:
    """Return the folded words that name people, and no country, place or organisation."""
    people = {word for person in library.persons() for word in terms_in(person.name)}
    others = {
        word for facet in _OTHER_NAMES for label in library.facet_labels(facet).values() for word in terms_in(label)
    }
    return frozenset(people - others)


def _with_values(query: Query, facet: FacetName, values: tuple[str, ...]) -> Query:
    return replace(query, filters={**query.filters, facet: values}, sort="document")


def _told(
    library: Library, names: Collection[str], words: Iterable[ContrastedWord], least_papers: int
) -> tuple[TellingWord, ...]:
    """Return the words of one side whose difference is told, the most surprising first."""
    telling = [
        word
        for word in words
        if abs(word.score) >= LEAST_SURPRISE and word.papers >= least_papers and not _names_people(library, names, word)
    ]
    counts = {word.words: max(word.inside, word.outside) for word in telling}
    shown = [word for word in telling if not _is_within_another(word, counts)][:MOST_SHOWN]
    written = _written(library, shown)
    return tuple(TellingWord(written[word.words], word.inside, word.outside, word.score, word.papers) for word in shown)


def _names_people(library: Library, names: Collection[str], word: ContrastedWord) -> bool:
    """Return whether a word or a phrase has the name of a person in it, which papers do not write small."""
    return any(part in names and not library.suggestions.most_frequent_form(part).islower() for part in word.words)


def _is_within_another(word: ContrastedWord, counts: Mapping[tuple[str, ...], int]) -> bool:
    """Return whether a longer phrase, which nearly all of its passages have, is listed too."""
    width, least = len(word.words), CONTAINED * counts[word.words]
    return any(
        len(other) > width
        and count >= least
        and any(other[start : start + width] == word.words for start in range(len(other) - width + 1))
        for other, count in counts.items()
    )


def _written(library: Library, words: Sequence[ContrastedWord]) -> dict[tuple[str, ...], str]:
    """Return how papers write words and phrases, for phrases as in the examples."""
    examples = (id_ for word in words if len(word.words) > 1 for id_ in word.examples)
    passages = {passage.id: passage for passage in library.passages_by_id(dict.fromkeys(examples))}
    written: dict[tuple[str, ...], str] = {}
    for word in words:
        plain = " ".join(word.words)
        if len(word.words) == 1:
            written[word.words] = library.suggestions.most_frequent_form(plain) or plain
        else:
            found = _as_found(library, word.words, (passages[id_] for id_ in word.examples if id_ in passages))
            written[word.words] = found or plain
    return written


def _as_found(library: Library, words: tuple[str, ...], passages: Iterable[Passage]) -> str:
    """Return a phrase as most of some passages write it, in small letters where they do not agree; empty if nowhere."""
    phrase = Phrase(" ".join(words))

    def marked(text: str, language: str | None) -> tuple[TextSpan, ...]:
        return library.highlight(text, phrase, language)

    found = Counter(" ".join(line.match.split()) for line in concordance_lines(passages, marked))
    fitting = [text for text in found if tuple(terms_in(text)) == words and not _PUNCTUATION.search(text)]
    return max(fitting, key=lambda text: (found[text], sum(map(str.islower, text)), text), default="")

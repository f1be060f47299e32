"""Finds examples to start from in the corpus itself: a subject, a question, a person, and what can be compared.

There is no fixed list: another corpus gives other examples. Each is tried here, and finds something.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice
from math import log2

from indexer.model import Passage, Session
from indexer.query.parser import Phrase
from indexer.query.results import FacetName, Query
from indexer.store.library import Library
from indexer.suggest.entry import folded_key, key_stems
from indexer.text.analysis import terms_in
from indexer.text.stopwords import stop_words

MAX_TITLES = 4_000
"""Titles of sessions that are read for subjects and questions."""
MAX_CANDIDATES = 60
"""Subjects that are tried; trying one is one search."""
MAX_SUBJECTS = 6
MAX_PEOPLE = 12
"""People with the most passages, of whom one is chosen."""
MAX_QUESTIONS = 6
_COMPLETIONS = 16
"""Completions of a phrase that are looked through for the phrase itself."""
_FEWEST_MEETINGS = 2
_ROUTINE_TITLES = 3
"""A title of so many sessions is a heading of every agenda, such as `Next meeting`, and no subject."""
_LARGEST_SHARE = 0.02
_ALWAYS_FEW = 40
"""A subject of more than this share of the passages, and of more passages than this, tells little."""
_ENOUGH_MEETINGS = 8
"""As many as make an example good; more make it no better."""
_WORDS_OF_A_QUESTION = range(5, 16)
_PASSAGE_LENGTH = range(120, 420)
"""Characters of a passage that is shown as an example."""

# Words that join others in a title; a subject neither begins nor ends with one.
_JOINING_WORDS = stop_words("example")
_NOUNS_IN_CAPITALS = {"de", "lb"}
_OF_ANY_PAPER = stop_words("distinctive")
_RUN = re.compile(r"[^,;:.!?()\[\]“”\"–—/]+")
_WORD = re.compile(r"[^\W\d_][\w'’-]*")
_QUESTION = re.compile(r"(?:^|[:.–—]\s+)(?P<question>[^:.–—?]+\?)\s*$")


@dataclass(frozen=True)
class Example:
    """A subject worth searching for, as a phrase, with how much it finds."""

    words: str
    passages: int
    meetings: int


@dataclass(frozen=True)
class QuestionExample:
    """A question, and how many meetings the first results are from."""

    text: str
    meetings: int


@dataclass(frozen=True)
class PersonExample:
    """Somebody who is quoted or takes part in several meetings."""

    id: str
    name: str
    passages: int
    meetings: int


@dataclass(frozen=True)
class CorpusExamples:
    """What a library offers to start from; whatever it does not offer is None or missing."""

    subjects: tuple[Example, ...]
    question: QuestionExample | None
    person: PersonExample | None
    session: Session | None
    """A session with planned as well as reported passages, the most of both."""
    passage: Passage | None
    """A passage about the first subject, to link to and to cite."""


NO_EXAMPLES = CorpusExamples((), None, None, None, None)
"""What stands in for them while nothing can be tried."""


def corpus_examples(library: Library) -> CorpusExamples:
    """Return the examples of a library. Call it once for each build."""
    subjects = find_examples(library)
    return CorpusExamples(
        subjects,
        _question(library, subjects),
        _person(library),
        _compared_session(library),
        _passage(library, subjects),
    )


def find_examples(library: Library) -> tuple[Example, ...]:
    """Return subjects that several meetings share, no two with a word in common.

    A subject is what the papers have an abbreviation for, or a phrase of a session's title. The best are those whose
    words seldom stand without one another: `artificial intelligence` before `open issues`.
    """
    names = {folded_key(name) for name in _names(library)}
    candidates: list[tuple[float, Example]] = []
    most = max(_LARGEST_SHARE * library.stats.passages, _ALWAYS_FEW)
    for phrase in islice((item for item in _subjects(library) if folded_key(item) not in names), MAX_CANDIDATES):
        written, texts = _in_texts(library, phrase)
        if is_proper_name(library, written):
            continue
        passages, meetings = _extent(library, Query(Phrase(phrase))) if texts else (0, 0)
        if meetings >= _FEWEST_MEETINGS and passages <= most:
            enough = min(meetings, _ENOUGH_MEETINGS) * log2(1 + min(passages, _ALWAYS_FEW))
            weight = _cohesion(library, phrase, texts) * enough
            candidates.append((weight, Example(written, passages, meetings)))
    chosen: list[Example] = []
    for _, example in sorted(candidates, key=lambda each: (-each[0], each[1].words)):
        if not any(_share_content_word(example, other) for other in chosen):
            chosen.append(example)
    return tuple(chosen[:MAX_SUBJECTS])


def _in_texts(library: Library, phrase: str) -> tuple[str, int]:
    """Return a phrase as the papers write it, and the number of passages that have it; nothing where it is too rare."""
    key = folded_key(phrase)
    completed = library.suggest(f'"{phrase}', _COMPLETIONS)
    found = (suggestion for suggestion in completed if folded_key(suggestion.text) == key)
    return next(((suggestion.text.strip('"'), suggestion.count) for suggestion in found), (phrase, 0))


def _cohesion(library: Library, phrase: str, texts: int) -> float:
    """Return the share of the passages with the commonest content word of a phrase that have all of the phrase."""
    words = [word for word in folded_key(phrase).split() if word not in _JOINING_WORDS]
    return texts / max([texts, *map(library.suggestions.count, words)])


def _extent(library: Library, query: Query) -> tuple[int, int]:
    """Return how many passages a query finds, and of how many meetings."""
    filters, excluded = query.filters, query.excluded
    counted = Query(query.node, filters, size=1, excluded=excluded, facets=("meeting",), top_values=0)
    results = library.search(counted)
    return results.total, sum(facet.more + len(facet.values) for facet in results.facets)


def _subjects(library: Library) -> Iterator[str]:
    """Yield what the papers abbreviate, the most used first, then the phrases of titles, the most frequent first."""
    seen: set[str] = set()
    acronyms = sorted(library.acronyms(), key=lambda acronym: (-acronym.uses, acronym.short))
    spoken = (acronym.long for acronym in acronyms if len(acronym.short) < len(acronym.long) and " " in acronym.long)
    titles = Counter(session.title for session in _sessions(library))
    single = (title for title, number in titles.items() if number < _ROUTINE_TITLES)
    phrases = Counter(phrase for title in single for phrase in _phrases(title))
    for subject in (*islice(spoken, MAX_CANDIDATES // 2), *(phrase for phrase, _ in phrases.most_common())):
        if folded_key(subject) not in seen and is_of_a_subject(subject):
            seen.add(folded_key(subject))
            yield subject


def is_of_a_subject(phrase: str) -> bool:
    """Return whether a phrase has a word that papers of other subjects lack: `Next meeting` has none."""
    return not _OF_ANY_PAPER.issuperset(terms_in(phrase))


def is_proper_name(library: Library, phrase: str) -> bool:
    """Return whether papers hardly ever write a word of a phrase small: it names a person or a body, not a subject.

    Where the papers are in a language that writes every noun so, that tells nothing.
    """
    if any(language in _NOUNS_IN_CAPITALS for language, _ in library.size().languages[:1]):
        return False
    forms = (library.suggestions.most_frequent_form(word) for word in terms_in(phrase) if word not in _JOINING_WORDS)
    return all(form[:1].isupper() for form in forms)


def _names(library: Library) -> Iterator[str]:
    """Yield the names of people, bodies and countries, which are no subjects."""
    for person in library.persons():
        yield from (person.name, *person.variants)
    facets: tuple[FacetName, ...] = ("organisation", "country", "place")
    for facet in facets:
        yield from library.facet_labels(facet).values()


def _share_content_word(example: Example, other: Example) -> bool:
    """Return whether two examples share a word that is more than a joining word, in any form."""
    first, second = (set(key_stems(folded_key(each.words))) - _JOINING_WORDS for each in (example, other))
    return bool(first & second)


def _question(library: Library, subjects: Iterable[Example]) -> QuestionExample | None:
    """Return a question that several meetings answer: of a session's title, or else about a subject."""
    asked = (match["question"].strip() for title in _titles(library) if (match := _QUESTION.search(title)))
    fit = (text for text in dict.fromkeys(asked) if len(text.split()) in _WORDS_OF_A_QUESTION)
    titles = (_tried(library, text) for text in islice(fit, MAX_QUESTIONS))
    best = max(titles, key=lambda question: question.meetings, default=None)
    made = (_tried(library, f"What was said about {subject.words}?") for subject in reversed(tuple(subjects)[:3]))
    return next((each for each in chain([best], made) if each and each.meetings >= _FEWEST_MEETINGS), None)


def _tried(library: Library, text: str) -> QuestionExample:
    """Return a question with the number of meetings among the first results that a reader is shown."""
    rewritten = library.rewrite(text)
    node = rewritten.node_for("most") if not rewritten.parsed.problems else None
    found = library.found_passages(Query(node)) if node else ()
    return QuestionExample(text, len({passage.meeting.id for passage in found if passage.meeting}))


def _person(library: Library) -> PersonExample | None:
    """Return, of the people with the most passages, the one with the most meetings."""
    people = []
    for value in (value for facet in library.corpus_facets(("person",), MAX_PEOPLE) for value in facet.values):
        passages, meetings = _extent(library, Query(filters={"person": (value.value,)}))
        people.append(PersonExample(value.value, value.label, passages, meetings))
    return max(people, key=lambda person: (person.meetings, person.passages), default=None)


def _compared_session(library: Library) -> Session | None:
    """Return the session with the most passages both planned and reported."""
    planned, reported = (_counts(library, "session", status) for status in ("planned", "reported"))
    both = {value: min(planned[value], reported[value]) for value in planned.keys() & reported.keys()}
    best = max(sorted(both), key=both.__getitem__, default="")
    meeting, _, session = best.partition("/")
    return library.session(meeting, session) if best else None


def _counts(library: Library, facet: FacetName, status: str) -> Mapping[str, int]:
    """Return the number of passages of each value of a facet that papers of one status have."""
    return library.facet_counts(Query(filters={"status": (status,)}, size=1, facets=(facet,)), facet)


def _passage(library: Library, subjects: Iterable[Example]) -> Passage | None:
    """Return the best passage of a fit length about the first subject that has one."""
    for subject in subjects:
        for passage in library.found_passages(Query(Phrase(subject.words))):
            if len(passage.text) in _PASSAGE_LENGTH:
                return passage
    return None


def _sessions(library: Library) -> Iterator[Session]:
    """Yield the sessions, those of the newest meeting first."""
    every = (session for meeting in library.meetings() for session in library.sessions(meeting.id))
    return islice(every, MAX_TITLES)


def _titles(library: Library) -> Iterator[str]:
    """Yield the titles of sessions, those of the newest meeting first."""
    return (session.title for session in _sessions(library))


def _phrases(title: str) -> set[str]:
    """Return the phrases of two to four words of a title that begin and end with a content word."""
    phrases = set()
    for run in _RUN.findall(title.casefold()):
        words = _WORD.findall(run)
        for size in (2, 3, 4):
            for start in range(len(words) - size + 1):
                phrase_words = words[start : start + size]
                edges = phrase_words[0], phrase_words[-1]
                if not _JOINING_WORDS.intersection(edges) and min(map(len, edges)) > 3:
                    phrases.add(" ".join(phrase_words))
    return phrases

"""Other ways of writing what a query names: joined, in parts, with points, or with a number written otherwise.

`peacekeeping` is `peace-keeping`, `U.N.` is `UN`, `O'Brien` is `OBrien`, `21 May` is `21st of May`, and `Art. 51` is
`Article 51`. Which of them the corpus has is for its index to say. Spellings and acronyms belong to `query/synonyms`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Protocol

from indexer.text.analysis import fold, is_unspaced, stem, terms_in
from indexer.text.months import MONTHS
from indexer.text.stopwords import FUNCTION_WORDS, is_function_word
from indexer.text.word_lists import load_table

from .tree import Phrase, Term

Writing = Term | Phrase
"""Another way of writing a word: in any of its forms, or exactly so."""

MAX_ROW = 3
"""The most words of a query that are one word, or one number, in other writing."""
MAX_PARTS = 8
"""The most parts of a word, as the letters of an acronym, that are written as one."""
MIN_SPACED_PART = 3
"""The fewest letters of each part of a word that may be written apart without a hyphen."""
MAX_JOINED_LENGTH = 40
"""The most letters of a word whose parts are looked for."""

_PARTICLES = frozenset({"up", "off", "out", "down", "over", "back"})
"""Function words that end a compound: `followup`."""
_POINTED = re.compile(r"(?:[^\W\d_]\.){1,7}[^\W\d_]")
_ORDINAL = re.compile(r"(?P<number>[12]?[0-9]|3[01])(?P<ending>st|nd|rd|th)?")
_MONTHS = frozenset(name.lower() for name in MONTHS)
_LETTERS_AND_NUMBER = re.compile(r"(?P<letters>[^\W\d_]+)(?P<number>[0-9]+)|(?P<first>[0-9]+)(?P<last>[^\W\d_]+)")
_SESSION_AND_NUMBER = re.compile(r"[0-9]{4,6}")
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_SPELLED_UMLAUT = re.compile("([aou])e")


class CorpusWords(Protocol):
    """What an index knows about the words of its corpus; an engine provides it."""

    def has_word(self, word: str) -> bool:
        """Return whether a word, in any of its forms, occurs."""

    def has_form(self, form: str) -> bool:
        """Return whether a folded word occurs in exactly this form."""

    def has_phrase(self, text: str) -> bool:
        """Return whether the words of a text, in exactly these forms, stand side by side."""

    def parted_forms(self, word: str) -> tuple[str, ...]:
        """Return the ways in which the corpus writes a word, in any of its forms, in parts, as phrases."""

    def accented_forms(self, form: str) -> tuple[str, ...]:
        """Return the ways in which the corpus writes a folded word with accents."""

    def compounds(self, word: str) -> tuple[str, ...]:
        """Return the compounds that have a folded word, in any form, as a part; frequent ones first."""

    def is_name(self, word: str) -> bool:
        """Return whether some passages write a word in capitals, and some do not."""

    def has_capitals(self, word: str) -> bool:
        """Return whether a passage writes a folded word in capitals."""


class NoWords:
    """The words of no corpus."""

    def has_word(self, word: str) -> bool:  # noqa: ARG002  # the signature of the protocol
        """Return False."""
        return False

    has_form = has_phrase = is_name = has_capitals = has_word

    def parted_forms(self, word: str) -> tuple[str, ...]:  # noqa: ARG002
        """Return nothing."""
        return ()

    compounds = accented_forms = parted_forms


def variants(words: Sequence[Term], corpus: CorpusWords) -> tuple[Writing, ...]:
    """Return the other ways in which the corpus writes a row of words, or a single word."""
    forms = [terms_in(word.text) for word in words]
    if len(words) > MAX_ROW or not all(forms) or any(is_unspaced(form) for row in forms for form in row):
        return ()
    found: dict[Writing, None] = {}
    found.update((node, None) for node in _numbers(forms, corpus))
    if len(words) == 1:
        found.update((node, None) for node in _of_one_word(words[0], forms[0], corpus))
    elif len(words) == 2 and all(len(form) == 1 for form in forms):
        found.update((node, None) for node in _joined(forms[0][0], forms[1][0], corpus))
    return tuple(found)


def is_variant(typed: str, other: str) -> bool:
    """Return whether two texts are one word, or one number, written otherwise; one may be a part of the other."""
    typed_terms, other_terms = terms_in(typed), terms_in(other)
    if typed_terms == other_terms:
        return False
    typed_letters, letters = "".join(typed_terms), "".join(other_terms)
    is_part = len(letters) - len(typed_letters) >= MIN_SPACED_PART and len(other_terms) == 1
    if is_part and (letters.startswith(typed_letters) or letters.endswith(typed_letters)):
        return True
    is_number = _has_digit(other) and (_has_digit(typed) or typed_terms[0] in other_terms)
    return stem(typed_letters) == stem(letters) or is_number or _differ_by_umlauts(typed, other)


def _has_digit(text: str) -> bool:
    return any(map(str.isdigit, text))


def _of_one_word(word: Term, forms: tuple[str, ...], corpus: CorpusWords) -> Iterator[Writing]:
    if len(forms) > 1:
        yield from _written_as_one(word, forms, corpus)
        return
    form = forms[0]
    capitals, written_in_parts = word.text.isupper(), corpus.parted_forms(form)
    for phrase in written_in_parts:
        parts = terms_in(phrase)
        is_acronym = all(len(part) == 1 for part in parts)
        is_hidden = is_acronym and is_function_word(form) and not capitals  # `us` is no `U.S.`
        if not is_hidden and _is_form_of(form, parts, corpus):
            yield Phrase(phrase)
    if not written_in_parts:
        yield from _apart(form, corpus)
    yield from _umlauts(word, form, corpus)


def _spell_out(text: str) -> str:
    """Return a word in small letters with its umlauts as two letters: `zuerich` for `Zürich`."""
    return unicodedata.normalize("NFC", text).casefold().translate(_UMLAUTS)


def _differ_by_umlauts(typed: str, other: str) -> bool:
    return typed.isalpha() and other.isalpha() and _spell_out(typed) == _spell_out(other)


def _umlauts(word: Term, form: str, corpus: CorpusWords) -> Iterator[Writing]:
    """Yield a word with an umlaut as it is spelled without the sign, and the reverse, where the corpus writes so."""
    if not word.text.isalpha():
        return
    spelled = fold(_spell_out(word.text))
    if spelled != form and corpus.has_form(spelled):
        yield Term(spelled)
    for accented in corpus.accented_forms(_SPELLED_UMLAUT.sub(lambda match: match[1], form)):
        if accented != word.text.casefold() and _spell_out(accented) == form:
            yield Term(accented)


def _is_form_of(form: str, parts: Sequence[str], corpus: CorpusWords) -> bool:
    """Return whether parts make a form of a word, and no word that only has its stem: `mini-State`, `minister`."""
    joined, head = "".join(parts), "".join(parts[:-1])
    if joined == form or corpus.has_form(joined):
        return True
    return form.startswith(head) and stem(form[len(head) :]) == stem(parts[-1])


def _written_as_one(word: Term, forms: tuple[str, ...], corpus: CorpusWords) -> Iterator[Writing]:
    """Yield a word of several parts as one: `peace-keeping`, `COVID-19`, `U.N.`, `O'Brien`, `didn't`."""
    joined = "".join(forms)
    if len(forms) > MAX_PARTS or any(left[-1].isdigit() and right[0].isdigit() for left, right in pairwise(forms)):
        return
    if _POINTED.fullmatch(word.text):
        is_other_word = is_function_word(joined) and not corpus.has_capitals(joined)  # `who` is no W.H.O.
        if corpus.has_form(joined) and not is_other_word:
            yield Term(joined.upper(), is_name=corpus.is_name(joined)) if word.text.isupper() else Term(joined)
    elif len(forms) <= MAX_ROW and "@" not in word.text and corpus.has_word(joined):
        yield Term(joined)


def _joined(head: str, tail: str, corpus: CorpusWords) -> Iterator[Writing]:
    """Yield two typed words as one: `peace building`, `follow up`, `COVID 19`."""
    if not _is_part(head, tail) or not (_is_part(tail) or tail in _PARTICLES) or head[-1].isdigit():
        return
    if (tail.isdigit() or not tail[0].isdigit()) and corpus.has_word(head + tail):
        yield Term(head + tail)


def _apart(form: str, corpus: CorpusWords) -> Iterator[Writing]:
    """Yield a word in parts that no hyphen holds together, where the corpus does not have it as one."""
    if corpus.has_form(form) or len(form) > MAX_JOINED_LENGTH:
        return
    if match := _LETTERS_AND_NUMBER.fullmatch(form):
        cuts = [match.end("letters") if match["letters"] else match.end("first")]
    elif _SESSION_AND_NUMBER.fullmatch(form):  # 79318 for A/RES/79/318
        cuts = [2]
    elif form.isalpha():
        cuts = list(range(MIN_SPACED_PART, len(form) - MIN_SPACED_PART + 1))
        cuts += [cut for cut in (len(form) - 2,) if form[cut:] in _PARTICLES and cut not in cuts]
    else:
        return
    for head, tail in ((form[:cut], form[cut:]) for cut in cuts):
        if not (_is_part(head, tail) and (_is_part(tail) or tail in _PARTICLES)):
            continue
        phrase = _phrase((head, tail))
        if corpus.has_form(head) and corpus.has_form(tail) and corpus.has_phrase(phrase.text):
            yield phrase


def _is_part(form: str, tail: str = "") -> bool:
    """Return whether a form can be part of a word: a content word, a number, or a letter before a number."""
    is_letter = len(form) == 1 and tail.isdigit() and form not in FUNCTION_WORDS
    return form.isdigit() or is_letter or not is_function_word(form)


def _phrase(forms: Sequence[str]) -> Phrase:
    """Return a phrase of these words; numbers with a space between them would be one."""
    text = " ".join(forms)
    return Phrase(text if terms_in(text) == tuple(forms) else "-".join(forms))


@cache
def _short_forms() -> dict[str, tuple[str, ...]]:
    """Return for each abbreviation before a number the words that it stands for, and the reverse."""
    pairs: dict[str, list[str]] = {}
    for short, long in load_table("short_forms")["before_number"].items():
        pairs.setdefault(short, []).append(long)
        pairs.setdefault(long, []).append(short)
    return {form: tuple(others) for form, others in pairs.items()}


def _numbers(forms: Sequence[tuple[str, ...]], corpus: CorpusWords) -> Iterator[Writing]:
    """Yield a numbered item or a day in other writing: `Art. 51`, `21 May`."""
    row = tuple(form for parts in forms for form in parts)
    candidates: list[tuple[str, ...]] = []
    if len(row) >= 2 and len(forms) <= 2 and row[1][0].isdigit():
        candidates += [(other, *row[1:]) for other in _short_forms().get(row[0], ())]
    if (day := _day_and_month(row)) is not None:
        number, month = day
        ordinals = (number, *(number + ending for ending in ("st", "nd", "rd", "th")))
        candidates += [
            writing
            for form in ordinals
            if corpus.has_form(form)
            for writing in ((form, month), (form, "of", month), (month, form), (month, "the", form))
        ]
    for forms_of_writing in candidates:
        phrase = _phrase(forms_of_writing)
        if forms_of_writing != row and corpus.has_phrase(phrase.text):
            yield phrase


def _day_and_month(row: tuple[str, ...]) -> tuple[str, str] | None:
    """Return the number and the month of a day: `21 May`, `21st of May`, `May 21`."""
    words = tuple(form for form in row if form not in ("of", "the"))
    if len(words) != 2 or not any(form in _MONTHS for form in words):
        return None
    month = next(form for form in words if form in _MONTHS)
    other = words[1] if words[0] == month else words[0]
    match = _ORDINAL.fullmatch(fold(other))
    return (match["number"], month) if match else None

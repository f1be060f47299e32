"""Cut the texts of a paper to its words: plain texts together, others one by one, with the same result."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, count
from operator import itemgetter
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from indexer.text.analysis import MAX_TERM_LENGTH, accented_terms, spelling_of, tokens
from indexer.text.casing import is_all_capitals
from indexer.text.written_forms import (
    BEGINNING,
    PartedWord,
    capital_terms,
    parted_words,
    pointed_words,
)

from .plain import GAP_NUMBERS, LONGEST_GAP, PlainCut, WrittenWords, cut_plain
from .runs import Offsets
from .stream import Numbers, PaperWords

BATCH = 1 << 18
"""Characters that are cut together: some 15 MB of memory."""
_ENOUGH_LOWER = BEGINNING // 10
"""More letters in lower case than these, and the beginning of a text cannot be nine tenths capitals."""
_Item = TypeVar("_Item")


def analyse(texts: Sequence[str]) -> PaperWords:
    """Return the words of a row of texts: the tokens of `analysis.tokens`, and the facts of `written_forms`."""
    analysis = _Analysis(sum(map(len, texts)))
    for batch in _batches(texts):
        analysis.add(batch)
    return analysis.result()


def _batches(texts: Sequence[str]) -> Iterator[Sequence[str]]:
    first = size = 0
    for number, text in enumerate(texts):
        size += len(text)
        if size >= BATCH:
            yield texts[first : number + 1]
            first, size = number + 1, 0
    if first < len(texts):
        yield texts[first:]


class _Analysis:
    """The words of the texts added so far."""

    def __init__(self, characters: int) -> None:
        self._forms = WrittenWords(characters)
        self._words: list[Numbers] = []
        self._gaps: list[NDArray[np.uint8]] = []
        self._lengths: list[Offsets] = []
        self._accents: list[tuple[int, tuple[str, str]]] = []
        self._capitals: list[tuple[int, str]] = []
        self._parted: list[tuple[int, PartedWord]] = []
        self._texts = 0

    def add(self, texts: Sequence[str]) -> None:
        """Add some more texts."""
        cut = cut_plain(texts, self._forms)
        kept = ~cut.odd[cut.texts]
        forms, gaps, owners = cut.forms[kept], cut.gaps[kept], cut.texts[kept]
        self._add_facts(texts, forms, owners, cut)
        odd = np.flatnonzero(cut.odd)
        lengths = np.bincount(owners, minlength=len(texts))
        if len(odd):
            rows = [self._cut_odd(texts[number], number) for number in odd.tolist()]
            counts = np.fromiter((len(row) for row in rows), np.int64, len(rows))
            at = np.repeat(np.cumsum(lengths)[odd], counts)
            added = np.array(list(chain.from_iterable(rows)), dtype=np.uint32).reshape(-1, 2)
            forms, gaps = np.insert(forms, at, added[:, 0]), np.insert(gaps, at, added[:, 1].astype(np.uint8))
            lengths[odd] = counts
        self._words.append(forms)
        self._gaps.append(gaps)
        self._lengths.append(lengths)
        self._texts += len(texts)

    def _add_facts(self, texts: Sequence[str], forms: Numbers, owners: Offsets, cut: PlainCut) -> None:
        """Add the facts of plain texts: words with accents, in capitals and in parts."""
        first, terms, written = self._texts, self._forms.terms, self._forms.written
        is_foreign, is_capital = np.zeros((2, len(written)), np.bool_)
        is_foreign[self._forms.foreign] = is_capital[self._forms.capitals] = True
        accented = np.zeros(len(texts), np.bool_)
        accented[owners[is_foreign[forms]]] = True
        is_foreign[self._forms.signs] = True  # their terms are spelt otherwise
        at = np.flatnonzero(is_foreign[forms] & accented[owners])
        for owner, form in zip(owners[at].tolist(), forms[at].tolist(), strict=True):
            if (spelling := spelling_of(written[form])) != terms[form]:
                self._accents.append((first + owner, (terms[form], spelling)))
        at = np.flatnonzero(is_capital[forms])
        pointed = [int(number) for number in cut.pointed if not cut.odd[number]]
        shouted = {number for number in {*owners[at].tolist(), *pointed} if _is_shouted(texts[number])}
        rows = zip(owners[at].tolist(), forms[at].tolist(), strict=True)
        self._capitals += ((first + owner, terms[form]) for owner, form in rows if owner not in shouted)
        self._parted += ((first + owner, word) for owner, word in cut.parted if not cut.odd[owner])
        for number in pointed:
            for word in pointed_words(texts[number]):
                self._parted.append((first + number, PartedWord(word.parts, ".".join(word.written))))
                if word.written.isupper() and number not in shouted:
                    self._capitals.append((first + number, "".join(word.parts)))

    def _cut_odd(self, text: str, number: int) -> list[tuple[int, int]]:
        """Return form and gap of each token of a text with unusual signs, and add its facts."""
        here = self._texts + number
        self._accents += ((here, pair) for pair in accented_terms(text))
        self._capitals += ((here, term) for term in capital_terms(text))
        self._parted += ((here, word) for word in parted_words(text))
        row: list[tuple[int, int]] = []
        end = -1
        for token in tokens(text):
            gap = GAP_NUMBERS.get(text[end : token.start], 0) if 0 <= end < token.start <= end + LONGEST_GAP else 0
            written = _printable(text[token.start : token.end][: 4 * MAX_TERM_LENGTH])
            row.append((self._forms.of_token(written, token.text), gap))
            end = token.end
        return row

    def result(self) -> PaperWords:
        """Return what was added, with terms and forms in order of first occurrence."""
        forms = np.concatenate([np.zeros(0, np.uint32), *self._words])
        used = _in_order(forms, len(self._forms.written))
        terms = list(map(self._forms.terms.__getitem__, used))
        numbers = dict(zip(dict.fromkeys(terms), count(), strict=False))
        term_of, odd_of = np.zeros((2, len(self._forms.written)), np.uint32)
        term_of[used] = list(map(numbers.__getitem__, terms))
        written = map(self._forms.written.__getitem__, used)
        odd_forms = [form for form, word, term in zip(used, written, terms, strict=True) if word != term]
        odd_of[odd_forms] = np.arange(1, len(odd_forms) + 1)
        odd = odd_of[forms]
        at = np.flatnonzero(odd)
        spellings, accents = _pairs(self._accents)
        capitals, in_capitals = _pairs(self._capitals)
        parted, in_parts = _pairs(self._parted)
        return PaperWords(
            terms=tuple(numbers),
            words=_bytes(term_of[forms]),
            lengths=_bytes(np.concatenate([np.zeros(0, np.int64), *self._lengths])),
            gaps=b"".join(gaps.tobytes() for gaps in self._gaps),
            forms=tuple((int(term_of[form]), self._forms.written[form][:MAX_TERM_LENGTH]) for form in odd_forms),
            form_tokens=_bytes(at),
            token_forms=_bytes(odd[at] - 1),
            spellings=tuple((numbers[term], spelling) for term, spelling in spellings),
            accents=accents,
            capitals=capitals,
            in_capitals=in_capitals,
            parted=tuple((parts, written) for parts, written in parted),
            in_parts=in_parts,
        )


def _is_shouted(text: str) -> bool:
    """Return whether a text is wholly in capitals."""
    return sum(map(str.islower, text[: 2 * _ENOUGH_LOWER])) <= _ENOUGH_LOWER and is_all_capitals(text[:BEGINNING])


def _printable(text: str) -> str:
    return text if text.isprintable() else "".join(filter(str.isprintable, text))


def _in_order(numbers: Numbers, size: int) -> list[int]:
    """Return the distinct numbers (below `size`) in order of first occurrence."""
    first = np.full(size, len(numbers))
    first[numbers[::-1]] = np.arange(len(numbers))[::-1]  # of places with one number, the last counts
    used = np.flatnonzero(first < len(numbers))
    ordered: list[int] = used[np.argsort(first[used])].tolist()
    return ordered


def _pairs(rows: Iterable[tuple[int, _Item]]) -> tuple[tuple[_Item, ...], bytes]:
    """Return the distinct items of rows of a text and an item, and the rows with numbers of items, ordered by text."""
    numbers: dict[_Item, int] = {}
    pairs = [(text, numbers.setdefault(item, len(numbers))) for text, item in sorted(rows, key=itemgetter(0))]
    return tuple(numbers), _bytes(np.array(pairs, np.uint32))


def _bytes(numbers: NDArray[np.integer[Any]]) -> bytes:
    return numbers.astype("<u4").tobytes()

"""Mend how words were set before they make lines: initials over several lines, and letters set apart in headings."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from itertools import pairwise
from statistics import median

from .words import PdfWord

_MIN_CAP = 1.8  # of the body's size: a smaller letter is no initial over two lines
_MAX_CAP_GAP = 1.5  # of the body's size between an initial and the words beside it
_MIN_SPACED_RUN = 4  # single letters in a row: `A B C` may be three names
_MAX_LETTER_GAP = 0.9  # of the type size between letters that are set apart
_WORD_GAP = 1.6  # of the gap between letters: a wider one is a space


def mend_lettering(words: Sequence[PdfWord]) -> list[PdfWord]:
    """Return the words of one direction with initials joined to their word, and letters set apart made into words."""
    return _close_spaced_letters(_join_initials(list(words)))


def _join_initials(words: list[PdfWord]) -> list[PdfWord]:
    """Join each initial to the first word beside it, and begin the lines beside it where the initial begins."""
    if not words:
        return words
    volume = Counter[float]()
    for word in words:
        volume[word.style.size] += len(word.text)
    body = volume.most_common(1)[0][0]
    caps = [word for word in words if word.style.size >= _MIN_CAP * body and _is_initial(word, words)]
    for cap in caps:
        beside = [
            index
            for index, word in enumerate(words)
            if 0.6 * body <= word.style.size <= 1.3 * body
            and -0.5 * body <= word.x0 - cap.x1 <= _MAX_CAP_GAP * body
            and cap.y - 0.95 * cap.style.size <= word.y - 0.5 * body
            and word.y <= cap.y + 0.3 * body
        ]
        if not beside:
            continue
        openings: dict[int, int] = {}
        for index in sorted(beside, key=lambda index: words[index].x0):
            openings.setdefault(round(words[index].y), index)
        beside = list(openings.values())
        first = min(beside, key=lambda index: words[index].y)
        for index in beside:
            text = _with_initial(cap.text, words[index].text, words) if index == first else words[index].text
            words[index] = words[index]._replace(text=text, x0=cap.x0)
        words.remove(cap)
    return words


def _is_initial(cap: PdfWord, words: Sequence[PdfWord]) -> bool:
    """Return whether a large word is a letter that stands alone in its size, not the first of a heading."""
    letters = cap.text.strip("“”«»„\"'‘’")
    if len(letters) != 1 or not letters.isupper():
        return False
    return not any(
        word is not cap
        and word.style.size > 0.7 * cap.style.size
        and abs(word.y - cap.y) < 0.3 * cap.style.size
        and -0.5 * cap.style.size < word.x0 - cap.x1 < cap.style.size
        for word in words
    )


def _with_initial(cap: str, text: str, words: Sequence[PdfWord]) -> str:
    """Return the first word with its initial; an `A` may be a word of its own."""
    if not text[:1].islower():
        return f"{cap}{text}" if text.isupper() and len(text) > 1 else f"{cap} {text}"
    known = Counter(word.text.strip(".,;:!?").casefold() for word in words)
    is_apart = not known[f"{cap}{text}".casefold()] and known[text.casefold()] > 1 and cap in "AIOÀYEÉ"
    return f"{cap} {text}" if is_apart else f"{cap}{text}"


def _close_spaced_letters(words: Sequence[PdfWord]) -> list[PdfWord]:
    """Join runs of single letters that are set apart, as headings are, into words at the wider gaps."""
    mended: list[PdfWord] = []
    run: list[PdfWord] = []
    for word in [*words, None]:
        if word is not None and _continues_run(run, word):
            run.append(word)
            continue
        mended.extend(_joined(run))
        run = [] if word is None else [word]
    return mended


def _continues_run(run: Sequence[PdfWord], word: PdfWord) -> bool:
    if not run:
        return True
    last, size = run[-1], word.style.size
    return (
        len(last.text) == 1
        and len(word.text) <= 2  # a sign may follow the last letter
        and word.text[:1].isalnum()
        and last.style == word.style
        and abs(last.y - word.y) < 0.1 * size
        and 0.02 * size < word.x0 - last.x1 <= 3 * _MAX_LETTER_GAP * size
    )


def _joined(run: Sequence[PdfWord]) -> list[PdfWord]:
    letters = sum(len(word.text) == 1 and word.text.isalpha() for word in run)
    if letters < _MIN_SPACED_RUN:
        return list(run)
    gaps = [after.x0 - before.x1 for before, after in pairwise(run)]
    usual = median(gaps)
    if usual > _MAX_LETTER_GAP * run[0].style.size:
        return list(run)
    words = [run[0]]
    for word, gap in zip(run[1:], gaps, strict=True):
        if gap > _WORD_GAP * usual:
            words.append(word._replace(has_space_before=True))
        else:
            words[-1] = words[-1]._replace(text=words[-1].text + word.text, x1=word.x1)
    return words

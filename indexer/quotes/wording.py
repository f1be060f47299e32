"""Judge how the wording of a quotation differs from its source: not at all, in punctuation or spelling, or in words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from rapidfuzz.distance import OSA, Levenshtein

from indexer.text.analysis import Token, fold, stem, tokens
from indexer.text.spellings import american_spelling

from .spans import QuotedSpan

WordingMatch = Literal["exact", "near_exact", "altered"]
"""`near_exact` means exact but for punctuation, capitals or spelling."""
WORDING_MATCHES: tuple[WordingMatch, ...] = ("exact", "near_exact", "altered")

_EQUAL_CHARACTERS: dict[int, str] = {ord(sign): "'" for sign in '“”„‟«»‹›‘’‚‛`´ʼ′″"＂＇'}
_EQUAL_CHARACTERS |= {0x2010: "-", 0x2011: "-", 0xAD: "", 0x200B: "", 0xFEFF: ""}


@dataclass(frozen=True)
class WordChange:
    """A run of words of the quotation and the source's words in its place; equal runs may differ in punctuation."""

    quoted: str
    found: str
    same: bool


def strip_typography(text: str) -> str:
    """Normalise what only typesetting decides: kinds of quotation marks, spaces, ligatures and soft hyphens."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_EQUAL_CHARACTERS)).split())


def compare_wording(
    span: QuotedSpan, found: Sequence[Token], texts: tuple[str, str], has_word: Callable[[str], bool]
) -> WordingMatch:
    """Judge the words of a span against the words found.

    `texts` are the texts that the tokens' offsets count in; `has_word` says whether the papers use a word. Words that
    the writer marks as changed, in brackets, are no difference.
    """
    quoted = span.words
    if any(span.free):
        quoted, found, texts = _replace_changed_words(span, found, texts)
    parts = _between(quoted, texts[0]), _between(found, texts[1])
    if strip_typography(parts[0]) == strip_typography(parts[1]):
        return "exact"
    if _significant_letters(parts[0]) == _significant_letters(parts[1]):
        return "near_exact"
    words = [word.text for word in quoted], [word.text for word in found]
    edits = [block for block in Levenshtein.opcodes(*words) if block.tag != "equal"]
    is_spelling = all(
        _same_word(words[0][edit.src_start : edit.src_end], words[1][edit.dest_start : edit.dest_end], has_word)
        for edit in edits
    )
    return "near_exact" if edits and is_spelling else "altered"


def _replace_changed_words(
    span: QuotedSpan, found: Sequence[Token], texts: tuple[str, str]
) -> tuple[tuple[Token, ...], Sequence[Token], tuple[str, str]]:
    """Replace the words that the writer marks as changed by the words found in their place."""
    quoted, text = list(span.words), texts[0]
    found_words = [word.text for word in found]
    pairs = dict[int, int]()
    for block in Levenshtein.opcodes([word.text for word in quoted], found_words):
        if block.tag in ("equal", "replace"):
            pairs.update(zip(range(block.src_start, block.src_end), range(block.dest_start, block.dest_end)))  # noqa: B905
    for number in reversed([place for place, free in enumerate(span.free) if free]):
        word = quoted[number]
        begin, end = word.start, word.end
        begin -= text[begin - 1 : begin] == "["
        end += text[end : end + 1] == "]"
        replacement = texts[1][found[pairs[number]].start : found[pairs[number]].end] if number in pairs else ""
        text = text[:begin] + replacement + text[end:]
    first, last = quoted[0].start, len(texts[0]) - quoted[-1].end
    first -= texts[0][first - 1 : first] == "["
    last -= texts[0][len(texts[0]) - last : len(texts[0]) - last + 1] == "]"
    text = text[first : len(text) - last]
    return tuple(tokens(text)), found, (text, texts[1])


def _between(words: Sequence[Token], text: str) -> str:
    return text[words[0].start : words[-1].end] if words else ""


_SIGNIFICANT = re.compile(r"\d+(?:[.,]\d+)+|[\w%‰$€£¥]+")
_THOUSANDS = re.compile(r"[.,](?=\d{3}(?!\d))")


def _significant_letters(text: str) -> str:
    """Return the letters and digits of a text, and the characters that change a number: `1.5` is not `15`."""
    return "".join(fold(_THOUSANDS.sub("", characters)) for characters in _SIGNIFICANT.findall(text))


def _same_word(quoted: list[str], found: list[str], has_word: Callable[[str], bool]) -> bool:
    """Return whether words differ only in being written together, in a spelling variant, or by a typing error."""
    quoted_word, found_word = "".join(quoted), "".join(found)
    if quoted_word == found_word and (
        not quoted_word.isdigit() or all(len(group) == 3 for group in (*quoted[1:], *found[1:]))
    ):
        return bool(quoted_word)  # digits in groups of three are one number; `1.5` and `15` are two
    if any(character.isdigit() for character in quoted_word + found_word) or len(quoted) != len(found):
        return False
    return all(_is_variant_or_typo(group, other, has_word) for group, other in zip(quoted, found, strict=True))


def _is_variant_or_typo(quoted: str, found: str, has_word: Callable[[str], bool]) -> bool:
    if quoted == found or (min(len(quoted), len(found)) >= 4 and american_spelling(quoted) == american_spelling(found)):
        return True
    # A typing error gives a word that no paper has, with two letters swapped or one doubled. `adapted` for `adopted`
    # is another word.
    if has_word(quoted) or min(len(quoted), len(found)) < 6 or stem(quoted) == stem(found):
        return False
    swapped = len(quoted) == len(found) and OSA.distance(quoted, found) == 1 < Levenshtein.distance(quoted, found)
    return swapped or _without_double_letters(quoted) == _without_double_letters(found)


def _without_double_letters(word: str) -> str:
    return re.sub(r"(\w)\1", r"\1", word)


def word_diff(quoted: str, found: str) -> Iterator[WordChange]:
    """Yield both texts side by side as runs of words, which agree and differ in turn."""
    quoted_words, found_words = quoted.split(), found.split()
    keys = [strip_typography(word) for word in quoted_words], [strip_typography(word) for word in found_words]
    run: tuple[list[str], list[str], bool] | None = None
    for block in Levenshtein.opcodes(*keys):
        same = block.tag == "equal"
        if run is None or run[2] != same:
            if run:
                yield WordChange(" ".join(run[0]), " ".join(run[1]), run[2])
            run = ([], [], same)
        run[0].extend(quoted_words[block.src_start : block.src_end])
        run[1].extend(found_words[block.dest_start : block.dest_end])
    if run:
        yield WordChange(" ".join(run[0]), " ".join(run[1]), run[2])

"""Where in a sentence a fact is one of the source of its quotation, and where the sentence denies the words."""

from __future__ import annotations

import re
from functools import cache

from indexer.attribution.context import BLOT, ContextPart

from .words import GAP_CHARACTERS, SUBJECT_CHARACTERS, word_pattern, word_regex

_BARE_TO = re.compile(r"^\W*to$", re.IGNORECASE)
_ARTICLE = re.compile(
    r"\b(?:the|this|its|our|that)\s+(?:(?!(?:of|in|on|at|for|by|from|to|with)\b)[\w’'-]+\s+){0,2}$", re.IGNORECASE
)
_BETWEEN = re.compile(r"\bbetween\b[^,;.]*\band(?:\s+(?:the|its))?$", re.IGNORECASE)
_AT_ARTICLE = re.compile(r"\b(?:the|this|its|our|that)\s+$", re.IGNORECASE)
_NAME_WORD = (
    r"(?!(?:in|at|on|during|of|from|under|by|to|with|if|because|although|though|once|whether|had|having)\b)"
    r"(?-i:[A-ZÀ-Þ])[\w.’'/-]*(?<![’']s)\s+"
)


def is_denied(part: ContextPart) -> bool:
    """Return whether a sentence denies that its source has the words: `no delegate said`, `did not agree that`."""
    if part.quote is None:
        return False
    around = part.lead[-SUBJECT_CHARACTERS:] + " " + part.tail[:GAP_CHARACTERS].split(BLOT)[0]
    return bool(word_regex("denied").search(around))


def is_of_source(text: str, start: int) -> bool:
    """Return whether a noun phrase stands where it names a source: after `in` or `at`, or as a subject.

    `start` is the offset of its first word, which may have an article and other words before it.
    """
    before = text[:start]
    bare = _ARTICLE.sub("", _without_name(before) if text[start : start + 1].isalpha() else before).rstrip()
    if not bare or bare[-1] in ",;:—–([.!?" + BLOT or not re.search(r"\w", bare):
        return True
    if is_elsewhere(bare) or _BARE_TO.match(bare):
        return False
    return bool(
        re.search(rf"\b(?:{word_pattern('source')}|that|what|when|where|how|while|whereas)$", bare, re.IGNORECASE)
    )


def is_elsewhere(before: str) -> bool:
    """Return whether words before a noun phrase show that it is not the source: `since`, `unlike`, `recalling`."""
    bare = before.rstrip()
    return bool(re.search(rf"\b{word_pattern('elsewhere')}$", bare, re.IGNORECASE) or _BETWEEN.search(bare))


def _without_name(before: str) -> str:
    """Return words without the name that they end with.

    One word without an article is none, unless it is an acronym: `Praising Session 3`, `Given Norway Session 3`.
    """
    name = _name_before().search(before)
    if name is None:
        return before
    words, rest = name.group().split(), before[: name.start()]
    has_article = _AT_ARTICLE.search(rest) or _AT_ARTICLE.fullmatch(f"{words[0]} ")
    is_name = len(words) > 1 or words[0].isupper()
    return rest if has_article or (is_name and not words[0].endswith(("ing", "ed", "en"))) else before


@cache
def _name_before() -> re.Pattern[str]:
    """Return the pattern of a name at the end of words: `Node.js Technical Steering Committee `, before `meeting`."""
    elsewhere = word_pattern("elsewhere")
    return re.compile(rf"(?<!\S)(?:(?!{elsewhere}\b){_NAME_WORD}){{1,6}}$", re.IGNORECASE)

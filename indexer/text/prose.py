"""Small tests on lines and paragraphs of running text: do they read as prose, do they end, must something follow."""

from __future__ import annotations

import re

_ENDED = re.compile(r"(?:[.!?…:;。！？：؟؛।]|[.!?…]\d{1,3})[\"'”’»)\]」』）]*$")
_FUNCTION_WORDS = frozenset(
    "a an and as at between but by for from in including into its my nor of on or our over per such than that the "
    "their these this those through to towards under upon via was were which while who whose with within".split()
)
_UNSPACED = "\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff"  # scripts that put no space between words
_WORD = re.compile(rf"[{_UNSPACED}]{{1,2}}|[^\W_{_UNSPACED}]+(?:[-’'./&][^\W_{_UNSPACED}]+)*")


def split_words(text: str) -> list[str]:
    """The words of a line, hyphenated ones whole; two signs count as a word where a script leaves no spaces."""
    return _WORD.findall(text)


def ends_sentence(text: str) -> bool:
    """Whether a text ends where a sentence, a clause before a list, or a quotation ends."""
    return bool(_ENDED.search(text))


def is_prose(text: str) -> bool:
    """Whether a text reads as running text and not as a line of a title page, a heading or a name."""
    count = len(split_words(text))
    return count >= 20 or (count >= 8 and ends_sentence(text) and not text.endswith(":"))


def expects_more(text: str) -> bool:
    """Whether a text stops on a word or sign that something must follow."""
    last = text.rsplit(" ", 1)[-1]
    return text.endswith((",", "-", "–", "—", "/")) or last.casefold() in _FUNCTION_WORDS

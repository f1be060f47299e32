"""Lines of print to one line of text: hyphens at line ends, words of the document to judge them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .pdf_lines import MARK

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐‑\u00ad]$")
_NEXT = re.compile(r"[^\W\d_]+")
_KEEP = frozenset("self non co anti pre post well so high low long short multi inter cross mid half all ex".split())
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffd\x00-\x08\x0e-\x1f]")
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class Unwrapper:
    """Joins lines; a word cut by a hyphen is made whole unless the document writes it with the hyphen elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._hyphened: set[str] = set()
        self._whole: set[str] = set()
        for line in lines:
            for word in _WORD.findall(line):
                (self._whole if word.isalpha() else self._hyphened).add(word.casefold())

    def join(self, lines: Sequence[str]) -> str:
        """The lines as one line of text; marks of footnotes stay fenced."""
        text = ""
        for line in (line.strip() for line in lines):
            if not text or not line:
                text = text or line
            elif cut := _CUT.search(text):
                text = self._whole_again(text, cut[1], line)
            elif _WIDE.match(text[-1]) and _WIDE.match(line[0]):
                text += line
            else:
                text = f"{text}{line}" if re.search(r"\w[—/]$", text) else f"{text} {line}"
        return text

    def _whole_again(self, text: str, stem: str, line: str) -> str:
        following = _NEXT.match(line)
        if not following or following.group()[0].isupper():
            return text + line if following or line[:1].isdigit() else f"{text} {line}"
        rest = following.group().casefold()
        compound = f"{stem}-{rest}".casefold()
        if compound in self._hyphened and f"{stem}{rest}".casefold() not in self._whole:
            return text + line
        if f"{stem}{rest}".casefold() in self._whole:
            return text[:-1] + line
        if "-" in stem or stem.casefold() in _KEEP or {"and", "or", "und", "et"} & {rest}:
            return f"{text} {line}" if rest in {"and", "or", "und", "et"} else text + line
        return text[:-1] + line


def shown(text: str, known: frozenset[str] = frozenset()) -> str:
    """The words to show: marks of known footnotes left out, others as they are, ligatures and odd spaces undone."""

    def mark(match: re.Match[str]) -> str:
        return "" if set(labels(match[1])) & known else match[1]

    text = MARK.sub(mark, text).translate(_LIGATURES)
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def bare(text: str) -> str:
    """The text exactly as it was extracted, without the fences around marks."""
    return MARK.sub(r"\1", text)


def labels(mark: str) -> list[str]:
    """The labels in a raised mark: `1,2` has two."""
    return [label for label in mark.split(",") if label]

"""Lines of print to one line of text: hyphens at line ends, words of the document to judge them by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from .lines import MARK, MARK_CLOSE, MARK_OPEN

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_CUT = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐‑\u00ad]$")
_HYPHENS = ("-", "‐", "‑", "\u00ad")
_NEXT = re.compile(r"[^\W\d_]+")
_KEEP = frozenset("self non co anti pre post well so high low long short multi inter cross mid half all ex".split())
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffd\x00-\x08\x0e-\x1f]")
_MARK_AND_SPACE = re.compile(rf"{MARK_OPEN}(?P<mark>[^{MARK_CLOSE}]*){MARK_CLOSE}(?P<space>\s+(?=[.,;:!?)”’»])|)")
_SPACE = re.compile(r"\s+")
_WIDE = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\u3000-\u303f]")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class LineJoiner:
    """Joins lines; a word cut by a hyphen is made whole unless the document writes it with the hyphen elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._hyphened: set[str] = set()
        self._whole: set[str] = set()
        for line in lines:
            for word in _WORD.findall(line):
                (self._whole if word.isalpha() else self._hyphened).add(word.casefold())

    def join(self, lines: Sequence[str]) -> str:
        """The lines as one line of text; marks of footnotes stay fenced."""
        pieces: list[str] = []
        for line in (line.strip() for line in lines):
            if not line:
                continue
            last = pieces[-1] if pieces else ""
            if last[-1:] in _HYPHENS and (cut := _CUT.search(last)):
                pieces[-1:] = self._whole_again(last, cut[1], line)
            elif not last or _closes_up(last, line):
                pieces.append(line)
            else:
                pieces += [" ", line]
        return "".join(pieces)

    def _whole_again(self, last: str, stem: str, line: str) -> list[str]:
        """A line that ends in a hyphen and the line after it: without the hyphen where the hyphen only cut a word."""
        following = _NEXT.match(line)
        if not following or following.group()[0].isupper():
            return [last, line] if following or line[:1].isdigit() else [last, " ", line]
        rest = following.group().casefold()
        if rest in {"and", "or", "und", "et", "y"}:  # `pre- and post-war`
            return [last, " ", line]
        whole = f"{stem}{rest}".casefold()
        if whole in self._whole:
            return [last[:-1], line]
        if f"{stem}-{rest}".casefold() in self._hyphened or "-" in stem or stem.casefold() in _KEEP:
            return [last, line]
        return [last[:-1], line]


def _closes_up(last: str, line: str) -> bool:
    """Whether two lines join without a space: behind a dash or slash, and between characters set without spaces."""
    return (last[-2:-1].isalnum() and last[-1] in "—/") or (_wide(last[-1]) and _wide(line[0]))


def _wide(character: str) -> bool:
    """Whether a character is set without spaces between words, as in Chinese and Japanese."""
    return character >= "\u2e80" and bool(_WIDE.match(character))


def clean_text(text: str, known: frozenset[str] = frozenset()) -> str:
    """The words to show: marks of known footnotes left out, others as they are, ligatures and odd spaces undone."""

    def mark(match: re.Match[str]) -> str:
        return "" if set(mark_labels(match["mark"])) & known else match["mark"] + match["space"]

    text = _MARK_AND_SPACE.sub(mark, text).translate(_LIGATURES)
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def strip_mark_fences(text: str) -> str:
    """The text exactly as it was extracted, without the fences around marks."""
    return MARK.sub(r"\1", text)


def mark_labels(mark: str) -> list[str]:
    """The labels in a raised mark: `1,2` has two."""
    return [label for label in mark.split(",") if label]

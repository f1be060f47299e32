"""Join printed lines into one line of text; hyphens at line ends are judged by the words of the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from indexer.readers.shared.line_ends import joins_unspaced
from indexer.readers.shared.superscripts import superscript
from indexer.text.prose import COMPOUND_PREFIXES

from .lines import MARK, MARK_CLOSE, MARK_OPEN

_WORD = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)*")
_CUT_WORD = re.compile(r"([^\W\d_]+(?:[-‐‑][^\W\d_]+)*)[-‐‑\u00ad]$")
_HYPHENS = ("-", "‐", "‑", "\u00ad")
_NEXT = re.compile(r"[^\W\d_]+")
_HYPHENATED_PREFIXES = COMPOUND_PREFIXES | {"half", "all", "ex"}
_INVISIBLE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffd\x00-\x08\x0e-\x1f]")
_MARK_AND_SPACE = re.compile(rf"{MARK_OPEN}(?P<mark>[^{MARK_CLOSE}]*){MARK_CLOSE}(?P<space>\s+(?=[.,;:!?)”’»])|)")
_SPACE = re.compile(r"\s+")
_HANGUL = re.compile("[\uac00-\ud7af]")  # printed lines end within words, too
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})


class LineJoiner:
    """Joiner of lines; a word cut by a hyphen is made whole unless the document hyphenates it elsewhere."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._hyphened: set[str] = set()
        self._whole: set[str] = set()
        for line in lines:
            for word in _WORD.findall(line):
                (self._whole if word.isalpha() else self._hyphened).add(word.casefold())

    def join(self, lines: Sequence[str]) -> str:
        """Return the lines as one line of text; footnote marks stay fenced."""
        pieces: list[str] = []
        for line in (line.strip() for line in lines):
            if not line:
                continue
            last = pieces[-1] if pieces else ""
            if last[-1:] in _HYPHENS and (cut := _CUT_WORD.search(last)):
                pieces[-1:] = self._join_hyphenated(last, cut[1], line)
            elif not last or _joins_without_space(last, line):
                pieces.append(line)
            else:
                pieces += [" ", line]
        return "".join(pieces)

    def _join_hyphenated(self, last: str, stem: str, line: str) -> list[str]:
        """Join a line that ends in a hyphen and the next; drop the hyphen when it only cut a word."""
        following = _NEXT.match(line)
        if not following or following.group()[0].isupper():
            return [last, line] if following or line[:1].isdigit() else [last, " ", line]
        second_half = following.group().casefold()
        if second_half in {"and", "or", "und", "et", "y"}:  # `pre- and post-war`
            return [last, " ", line]
        whole = f"{stem}{second_half}".casefold()
        if whole in self._whole:
            return [last[:-1], line]
        if (
            f"{stem}-{second_half}".casefold() in self._hyphened
            or "-" in stem
            or stem.casefold() in _HYPHENATED_PREFIXES
        ):
            return [last, line]
        return [last[:-1], line]


def _joins_without_space(last: str, line: str) -> bool:
    """Return whether two lines join without a space: after a dash or slash, or in scripts without spaces."""
    if last[-2:-1].isalnum() and last[-1] in "—/":
        return True
    return joins_unspaced(last, line) or bool(_HANGUL.match(last[-1]) and _HANGUL.match(line[0]))


def clean_text(text: str, known_labels: frozenset[str] = frozenset()) -> str:
    """Return the text to show: without the marks of known footnotes, ligatures and odd spaces."""

    def mark(match: re.Match[str]) -> str:
        return "" if set(mark_labels(match["mark"])) & known_labels else superscript(match["mark"]) + match["space"]

    text = _MARK_AND_SPACE.sub(mark, text).translate(_LIGATURES)
    return _SPACE.sub(" ", _INVISIBLE.sub("", text)).strip()


def strip_mark_fences(text: str) -> str:
    """Return the text exactly as it was extracted, without the fences around marks."""
    return MARK.sub(r"\1", text)


def mark_labels(mark: str) -> list[str]:
    """Return the labels in a raised mark: `1,2` has two."""
    return [label for label in mark.split(",") if label]

"""Walk through the groups of an RTF and collect its paragraphs, cells, notes, and what is set aside."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from indexer.errors import SourceUnreadable
from indexer.model import DropReason
from indexer.readers.shared.inline import OpenLink
from indexer.readers.shared.superscripts import superscript
from indexer.readers.shared.symbols import symbol, without_private_use

from .destinations import ASIDE_REASONS, DESTINATIONS, HOLDS_TEXT, RtfDestination
from .fonts import DEFAULT_ENCODINGS, RtfFonts, code_page_encoding
from .parts import RtfText
from .tokens import RtfToken, rtf_tokens

_CHARACTERS = {
    "tab": "\t", "emdash": "—", "endash": "–", "emspace": " ", "enspace": " ", "qmspace": " ", "bullet": "•",
    "lquote": "‘", "rquote": "’", "ldblquote": "“", "rdblquote": "”", "line": "\n", "softline": "\n", "lbr": "\n",
    "zwj": "\u200d", "zwnj": "\u200c", "nestcell": " ", "chftn": "", "chatn": "",
}  # fmt: skip
_SYMBOLS = {"~": "\u00a0", "_": "-", "-": "\u00ad", "\t": "\t", "\\": "\\", "{": "{", "}": "}"}
_HYPERLINK = re.compile(r'HYPERLINK\s+"?([^"\s]+)"?')
_MAX_DEPTH = 400  # groups within groups; Word makes about ten
_BODY_LEVEL = 9
_FIGURES = re.compile(r"[\d*†‡§\s]*")


@dataclass
class _GroupState:
    """What holds in a group and is forgotten at its end."""

    destination: RtfDestination = "text"
    reason: DropReason | None = None
    holds_text: bool = False
    font: int | None = None
    raised: bool = False
    struck: bool = False
    hidden: bool = False
    deleted: bool = False
    skip: int = 1
    """How many characters stand in for one by code point."""
    ends: list[Callable[[], None]] = field(default_factory=list)

    @property
    def drop_reason(self) -> DropReason | None:
        return "deleted" if self.deleted else "hidden" if self.hidden else "struck" if self.struck else None


class RtfWalk:
    """One walk through a file; `text` has what the file holds."""

    def __init__(self) -> None:
        self.text = RtfText()
        self.title = ""
        self.depth = 0
        self.fonts = RtfFonts()
        self._state = _GroupState()
        self._stack: list[_GroupState] = []
        self._texts: list[RtfText] = []
        self._bytes = b""
        self._pending = ""
        self._skipping = 0
        self._starred = False
        self._font_entry = 0
        self._instruction = ""
        self._links: list[OpenLink | None] = []
        self._raised = ""

    def run(self, data: bytes) -> RtfText:
        """Read a file to its end, or as far as it goes. Raise SourceUnreadable when it nests too deep."""
        for token in rtf_tokens(data):
            if token.kind == "open":
                self._open()
            elif token.kind == "close":
                self._close()
            else:
                self._take(token)
        self._flush()
        while self._stack:
            self._end_group()
        self._flush_raised()
        self.text.end_paragraph()
        return self.text

    def _open(self) -> None:
        self._flush()
        self.depth += 1
        if self.depth > _MAX_DEPTH:
            raise SourceUnreadable("nests its groups too deep to be read: open it and save it anew")
        self._stack.append(self._state)
        self._state = replace(self._state, ends=[])
        self._starred, self._skipping = False, 0

    def _close(self) -> None:
        self._flush()
        self._starred, self._skipping = False, 0
        self.depth -= 1
        self._end_group()

    def _end_group(self) -> None:
        for end in self._state.ends:
            end()
        if self._stack:
            self._state = self._stack.pop()

    def _take(self, token: RtfToken) -> None:
        if self._skipping and token.kind in {"byte", "text", "symbol"}:
            token = self._after_skipped(token)
        if token.kind in {"byte", "text"}:
            self._starred = False
            self._bytes += token.data
        elif token.kind == "symbol":
            self._symbol(token.word)
        elif token.kind == "word":
            self._skipping = 0
            self._word(token.word, token.number)

    def _after_skipped(self, token: RtfToken) -> RtfToken:
        """Return what is left of a token after the characters that stand in for one by code point."""
        if token.kind != "text":
            self._skipping -= 1
            return RtfToken("text")
        rest = token.data[self._skipping :]
        self._skipping = max(self._skipping - len(token.data), 0)
        return RtfToken("text", data=rest)

    def _symbol(self, sign: str) -> None:
        if sign == "*":
            self._flush()
            self._starred = True
        elif sign in "\r\n":
            self._word("par", None)
        elif sign in _SYMBOLS:
            self._flush()
            self._pending += _SYMBOLS[sign]

    def _word(self, word: str, number: int | None) -> None:
        self._flush_bytes()
        starred, self._starred = self._starred, False
        if word == "u":
            self._code_point(number or 0)
            return
        self._flush()
        if word in DESTINATIONS or starred:
            self._begin(word)
        elif word in _CHARACTERS:
            self._pending += _CHARACTERS[word]
        elif self._state.destination == "fonts":
            self._font(word, number)
        elif not self._character_property(word, number) and self._state.destination not in {"skipped", "instruction"}:
            self._structure(word, number)

    def _code_point(self, number: int) -> None:
        code = number % 0x10000 if number < 0x10000 else min(number, 0x10FFFF)
        self._pending += chr(code)
        self._skipping = self._state.skip

    def _begin(self, word: str) -> None:
        """Begin a destination: the rest of the group goes there."""
        destination = DESTINATIONS.get(word, "skipped")
        state = self._state
        if state.destination == "skipped" and not (state.holds_text and destination in {"text", "box", "title"}):
            return
        if destination == "text" and word == "fldrslt":
            self._begin_link()
        if state.destination in {"note", "aside"} and destination == "text":
            return
        state.holds_text = word in HOLDS_TEXT
        if destination in {"note", "aside", "box"}:
            state.destination, state.reason = "text", None
            self._begin_apart(destination, word)
        else:
            state.destination = destination
        if word == "fldinst":
            self._instruction = ""

    def _begin_link(self) -> None:
        match = _HYPERLINK.search(self._instruction)
        self._instruction = ""
        self._flush_raised()
        words = self.text.words
        link = words.start_link(match[1]) if match else None
        self._state.ends.append(lambda: words.end_link(link))

    def _begin_apart(self, destination: RtfDestination, word: str) -> None:
        """Begin a note, a margin, a comment or a text box, which is read as a text of its own."""
        outer, inner = self.text, RtfText()
        if destination == "note":
            self._drop_raised_mark()
        state = self._state
        state.raised = state.struck = state.hidden = state.deleted = False

        def end() -> None:
            self._flush_raised()
            inner.end_paragraph()
            self.text = outer
            if destination == "box":
                outer.boxes.append(inner)
            elif destination == "note":
                reason: DropReason = "endnote" if inner.is_endnote else "footnote"
                outer.words.add_note(inner.plain, reason, inner.urls)
            else:
                outer.aside.append((inner.plain, ASIDE_REASONS[word]))

        state.ends.append(end)
        self.text = inner

    def _character_property(self, word: str, number: int | None) -> bool:
        """Take in how the next characters are set; return whether the word says so."""
        state, is_on = self._state, number != 0
        if word == "f":
            state.font = number
        elif word == "uc":
            state.skip = max(number or 0, 0)
        elif word == "plain":
            state.font = None
            state.raised = state.struck = state.hidden = state.deleted = False
        elif word in {"super", "up"}:
            state.raised = is_on
        elif word in {"nosupersub", "sub", "dn"}:
            state.raised = False
        elif word in {"strike", "striked"}:
            state.struck = is_on
        elif word == "v":
            state.hidden = is_on
        elif word == "deleted":
            state.deleted = is_on
        else:
            return False
        return True

    def _structure(self, word: str, number: int | None) -> None:
        """Take in the end or a property of a paragraph, cell or row, or a fact of the file."""
        text = self.text
        if word in {"par", "sect", "page", "column", "cell", "row", "nestrow"}:
            self._flush_raised()
        if word in {"par", "sect", "page", "column"}:
            text.end_paragraph()
        elif word == "cell":
            text.end_cell()
        elif word in {"row", "nestrow"}:
            text.end_row()
        elif word in {"trowd", "trhdr", "cellx", "clvmrg", "clmrg", "pard", "intbl", "ftnalt"}:
            text.take_property(word)
        elif word == "outlinelevel":
            text.level = number + 1 if number is not None and 0 <= number < _BODY_LEVEL else 0
        elif word == "ansicpg" and number is not None:
            self.fonts.encoding = code_page_encoding(number) or self.fonts.encoding
        elif word in DEFAULT_ENCODINGS:
            self.fonts.encoding = DEFAULT_ENCODINGS[word]
        elif word == "deff":
            self.fonts.default = number or 0

    def _font(self, word: str, number: int | None) -> None:
        """Take in an entry of the font table."""
        if word == "f":
            self._font_entry = number or 0
        elif word == "fcharset":
            self.fonts.set_charset(self._font_entry, number or 0)
        elif word == "cpg":
            self.fonts.set_code_page(self._font_entry, number or 0)

    def _flush_bytes(self) -> None:
        """Decode the bytes read so far by the font they are set in."""
        data, self._bytes = self._bytes, b""
        if not data:
            return
        font = self.fonts.font(self._state.font)
        if font.is_symbol and self._state.destination == "text":
            self._pending += "".join(symbol(byte, font.name) if byte != 0x20 else " " for byte in data)
        else:
            self._pending += data.decode(self.fonts.encoding_of(self._state.font), errors="replace")

    def _flush(self) -> None:
        """Put the characters read so far where their group belongs."""
        self._flush_bytes()
        text, self._pending = self._pending, ""
        if not text:
            return
        text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        state = self._state
        if state.destination == "instruction":
            self._instruction += text
        elif state.destination == "title":
            self.title += text
        elif state.destination == "fonts":
            self.fonts.font(self._font_entry).name += text.rstrip(";")
        elif state.destination == "text":
            self._add(without_private_use(text, self.fonts.font(state.font).name))

    def _add(self, text: str) -> None:
        state = self._state
        if state.raised and not state.drop_reason:
            self._raised += text
            return
        self._flush_raised()
        if state.drop_reason:
            self.text.words.set_aside(text, state.drop_reason)
        else:
            self.text.words.add(text)

    def _flush_raised(self) -> None:
        """Add the raised characters read so far."""
        text, self._raised = self._raised, ""
        if text:
            self.text.words.add(text, superscript(text))

    def _drop_raised_mark(self) -> None:
        """Leave out raised figures right before a note: they are its mark."""
        if _FIGURES.fullmatch(self._raised):
            text, self._raised = self._raised, ""
            if text:
                self.text.words.add(text, "")
        else:
            self._flush_raised()

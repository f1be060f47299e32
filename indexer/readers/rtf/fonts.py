"""Decode the bytes of an RTF by the code page of the font that they are set in."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field

# `\fcharset` and the code page it stands for, by the specification; 1 is the document's own.
_CHARSETS = {
    0: "cp1252", 77: "mac_roman", 128: "cp932", 129: "cp949", 130: "johab", 134: "gbk", 136: "cp950", 161: "cp1253",
    162: "cp1254", 163: "cp1258", 177: "cp1255", 178: "cp1256", 179: "cp1256", 180: "cp1256", 181: "cp1255",
    186: "cp1257", 204: "cp1251", 222: "cp874", 238: "cp1250", 254: "cp437", 255: "cp850",
}  # fmt: skip
_SYMBOL_CHARSET = 2
DEFAULT_ENCODINGS = {"ansi": "cp1252", "mac": "mac_roman", "pc": "cp437", "pca": "cp850"}


@dataclass
class RtfFont:
    """A font: its name, and the encoding of its bytes where the file states one."""

    name: str = ""
    encoding: str | None = None
    is_symbol: bool = False


@dataclass
class RtfFonts:
    """The fonts of a file by number, and the encoding of the file itself."""

    encoding: str = "cp1252"
    default: int = 0
    fonts: dict[int, RtfFont] = field(default_factory=dict)

    def font(self, number: int | None) -> RtfFont:
        """Return a font; an unknown one has the encoding of the file."""
        return self.fonts.get(self.default if number is None else number, RtfFont())

    def encoding_of(self, number: int | None) -> str:
        """Return the encoding of the bytes that are set in a font."""
        return self.font(number).encoding or self.encoding

    def set_charset(self, number: int, charset: int) -> None:
        """Take in the character set of a font."""
        font = self.fonts.setdefault(number, RtfFont())
        font.is_symbol = charset == _SYMBOL_CHARSET
        font.encoding = _CHARSETS.get(charset)

    def set_code_page(self, number: int, code_page: int) -> None:
        """Take in the code page of a font, which goes before its character set."""
        self.fonts.setdefault(number, RtfFont()).encoding = code_page_encoding(code_page)


def code_page_encoding(code_page: int) -> str | None:
    """Return Python's name of a Windows code page, or None when Python has none."""
    names = {10000: "mac_roman", 65001: "utf-8", 936: "gbk", 1361: "johab"}
    try:
        return codecs.lookup(names.get(code_page, f"cp{code_page}")).name
    except LookupError:
        return None
